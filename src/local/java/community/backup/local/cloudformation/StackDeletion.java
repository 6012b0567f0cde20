package community.backup.local.cloudformation;

import community.backup.local.cloudformation.template.DependencyOrder;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Takes a stack down: what depends on others goes first, and what does not depend on each other goes at once. */
final class StackDeletion {
    private final Stack stack;
    private final Set<String> retained;
    private final boolean rollback;
    private final ResourceWork work;

    /**
     * A deletion.
     *
     * @param retained the logical ids that stay whatever their policy says
     * @param rollback whether the deletion takes back the stack's creation
     */
    StackDeletion(Engine engine, Stack stack, Map<String, String> tags, Set<String> retained, boolean rollback) {
        this.stack = stack;
        this.retained = retained;
        this.rollback = rollback;
        work = new ResourceWork(engine, stack, tags, Map.of(), rollback);
    }

    void start(Runnable then) {
        stack.status("DELETE_IN_PROGRESS", "User Initiated");
        deleteAll(left -> {
            if (left.isEmpty()) {
                stack.status("DELETE_COMPLETE", "");
            } else {
                stack.status("DELETE_FAILED", "The following resource(s) failed to delete: " + left + ". ");
            }
            then.run();
        });
    }

    /** Deletes all that the stack holds, and then tells what could not be deleted. */
    void deleteAll(Consumer<Set<String>> then) {
        Map<String, Set<String>> order = new LinkedHashMap<>();
        stack.resources().forEach((id, resource) -> order.put(id, resource.dependencies()));
        new OrderedWork(DependencyOrder.reversed(order), false, this::delete).start(then);
    }

    private void delete(String logicalId, Consumer<Boolean> ended) {
        StackResource resource = stack.resource(logicalId).orElseThrow();
        Consumer<Boolean> done = gone -> {
            if (gone) {
                stack.remove(logicalId);
            }
            ended.accept(gone);
        };
        boolean keep = retained.contains(logicalId) || resource.deletionPolicy().keeps(rollback);
        // What never came to be needs no keeping.
        if (keep && resource.physicalId().isPresent()) {
            work.skip(resource, done);
        } else {
            work.delete(resource, done);
        }
    }
}
