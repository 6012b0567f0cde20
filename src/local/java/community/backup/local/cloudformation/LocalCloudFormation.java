package community.backup.local.cloudformation;

import community.backup.local.clock.VirtualTime;
import community.backup.local.cloudformation.resource.Account;
import community.backup.local.cloudformation.resource.ResourceType;
import community.backup.local.cloudformation.template.TemplateException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * CloudFormation on this machine: makes, changes and deletes stacks of the resource types that it is given, and talks to
 * their handlers as CloudFormation does. Each operation returns when it has ended, well or not; the stack's status tells.
 */
public final class LocalCloudFormation {
    private static final Set<String> UPDATABLE = Set.of(
            "CREATE_COMPLETE",
            "UPDATE_COMPLETE",
            "UPDATE_ROLLBACK_COMPLETE",
            "IMPORT_COMPLETE",
            "IMPORT_ROLLBACK_COMPLETE");

    private final Engine engine;
    private final Map<String, Stack> stacks = new ConcurrentHashMap<>();

    /**
     * A CloudFormation without stacks.
     *
     * @param time where waiting is short
     * @param types the resource types that templates may use
     */
    public LocalCloudFormation(VirtualTime time, Collection<ResourceType> types, StackEventListener... listeners) {
        engine = new Engine(
                time,
                Account.LOCAL,
                types.stream().collect(Collectors.toMap(type -> type.schema().typeName(), Function.identity())),
                new StackEvents(time, List.of(listeners)));
    }

    /**
     * Makes the stack, or changes it to what is asked.
     *
     * @throws TemplateException if the request is not valid; nothing was done then
     */
    public StackView deploy(StackRequest request) {
        Desired desired = Desired.read(request, engine);
        Optional<Stack> present = present(request.stackName());
        if (present.isEmpty()) {
            Stack stack = open(request.stackName());
            new StackCreation(engine, stack, desired).run();
            return stack.view();
        }
        Stack stack = present.get();
        Desired before = settled(stack);
        if (before.equals(desired)) {
            throw new TemplateException("No updates are to be performed.");
        }
        new StackUpdate(engine, stack, before, desired).run();
        return stack.view();
    }

    /**
     * Takes existing resources into a stack, which may be new.
     *
     * @param identifiers for each logical id that the template adds, the properties of its primary identifier
     * @throws TemplateException if the request is not valid; nothing was done then
     */
    public StackView importResources(StackRequest request, Map<String, Map<String, String>> identifiers) {
        Desired desired = Desired.read(request, engine);
        Optional<Stack> present = present(request.stackName());
        present.ifPresent(this::settled);
        Stack stack = present.orElseGet(() -> newStack(request.stackName()));
        StackImport work = new StackImport(engine, stack, desired, identifiers);
        work.check();
        stacks.put(stack.name(), stack);
        work.run();
        return stack.view();
    }

    /**
     * Deletes a stack and what it holds.
     *
     * @throws TemplateException if there is no such stack
     */
    public StackView delete(String stackName) {
        return delete(stackName, Set.of());
    }

    /**
     * Deletes a stack whose deletion failed before, without some of its resources.
     *
     * @param retained the logical ids to let go of without deleting them
     * @throws TemplateException if there is no such stack, or its deletion has not failed
     */
    public StackView delete(String stackName, Set<String> retained) {
        Stack stack = present(stackName)
                .orElseThrow(() -> new TemplateException("Stack with id " + stackName + " does not exist"));
        if (!retained.isEmpty() && !stack.status().equals("DELETE_FAILED")) {
            throw new TemplateException("Resources can be retained only after a deletion that failed, and " + stackName
                    + " is in " + stack.status() + " state.");
        }
        Map<String, String> tags = stack.desired().map(Desired::tags).orElse(Map.of());
        new StackDeletion(engine, stack, tags, retained, false).run();
        return stack.view();
    }

    /** The stack of this name, unless it is deleted. */
    public Optional<StackView> describe(String stackName) {
        return present(stackName).map(Stack::view);
    }

    private Optional<Stack> present(String name) {
        return Optional.ofNullable(stacks.get(name))
                .filter(stack -> !stack.status().equals("DELETE_COMPLETE"));
    }

    private Stack open(String name) {
        Stack stack = newStack(name);
        stacks.put(name, stack);
        return stack;
    }

    private Stack newStack(String name) {
        Account account = engine.account();
        String id = "arn:" + account.partition() + ":cloudformation:" + account.region() + ":" + account.id()
                + ":stack/" + name + "/" + UUID.randomUUID();
        return new Stack(name, id, engine);
    }

    private Desired settled(Stack stack) {
        return stack.desired()
                .filter(desired -> UPDATABLE.contains(stack.status()))
                .orElseThrow(() -> new TemplateException(
                        "Stack:" + stack.id() + " is in " + stack.status() + " state and can not be updated."));
    }
}
