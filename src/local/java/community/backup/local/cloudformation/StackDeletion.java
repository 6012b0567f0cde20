package community.backup.local.cloudformation;

import community.backup.local.cloudformation.template.DependencyOrder;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Takes a stack down: what depends on others goes first, and what does not depend on each other goes at once. */
final class StackDeletion {
    private final Engine engine;
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
        this.engine = engine;
        this.stack = stack;
        this.retained = retained;
        this.rollback = rollback;
        work = new ResourceWork(engine, stack, tags, Map.of(), rollback);
    }

    void run() {
        stack.status("DELETE_IN_PROGRESS", "User Initiated");
        Set<String> left = deleteAll();
        if (left.isEmpty()) {
            stack.status("DELETE_COMPLETE", "");
        } else {
            stack.status("DELETE_FAILED", "The following resource(s) failed to delete: " + left + ". ");
        }
    }

    /** Deletes all that the stack holds and returns what could not be deleted. */
    Set<String> deleteAll() {
        Map<String, Set<String>> order = new LinkedHashMap<>();
        stack.resources().forEach((id, resource) -> order.put(id, resource.dependencies()));
        return new OrderedWork(engine.time(), DependencyOrder.reversed(order), false, this::delete).run();
    }

    private boolean delete(String logicalId) {
        StackResource resource = stack.resource(logicalId).orElseThrow();
        boolean keep = retained.contains(logicalId) || resource.deletionPolicy().keeps(rollback);
        // What never came to be needs no keeping.
        boolean gone = (keep && resource.physicalId().isPresent()) ? work.skip(resource) : work.delete(resource);
        if (gone) {
            stack.remove(logicalId);
        }
        return gone;
    }
}
