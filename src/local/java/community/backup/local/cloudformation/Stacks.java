package community.backup.local.cloudformation;

import community.backup.local.cloudformation.template.TemplateException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** All stacks of the account, nested ones included. A new stack may have the name of a deleted one. */
final class Stacks {
    private final Map<String, Stack> byName = new HashMap<>();

    void add(Stack stack) {
        byName.put(stack.name(), stack);
    }

    /** The stacks that are not deleted. */
    Stream<Stack> present() {
        return byName.values().stream().filter(Stacks::isPresent);
    }

    /** The stack of this name; empty if it is deleted or never existed. */
    Optional<Stack> present(String name) {
        return Optional.ofNullable(byName.get(name)).filter(Stacks::isPresent);
    }

    /**
     * The stack of this name.
     *
     * @throws TemplateException if it is deleted or never existed
     */
    Stack existing(String name) {
        return present(name).orElseThrow(() -> new TemplateException("Stack with id " + name + " does not exist"));
    }

    /** The stack with this ARN; empty if it is deleted or never existed. */
    Optional<Stack> withId(String id) {
        return present().filter(stack -> stack.id().equals(id)).findFirst();
    }

    private static boolean isPresent(Stack stack) {
        return !stack.status().equals("DELETE_COMPLETE");
    }
}
