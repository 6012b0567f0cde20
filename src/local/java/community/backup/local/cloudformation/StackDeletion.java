package community.backup.local.cloudformation;

import community.backup.local.cloudformation.template.DependencyOrder;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Deletes the resources of a stack. A resource is deleted before the resources that it depends on; independent
 * resources are deleted at the same time.
 */
final class StackDeletion {
    private final Stack stack;
    private final Predicate<StackResource> retained;
    private final boolean forced;
    private final ResourceWork work;

    /**
     * A deletion.
     *
     * @param retained whether a resource stays
     * @param forced whether a resource that cannot be deleted stays too, instead of failing the deletion
     * @param rollback whether the requests to handlers are marked as a rollback
     */
    StackDeletion(
            Engine engine,
            Stack stack,
            Map<String, String> tags,
            Predicate<StackResource> retained,
            boolean forced,
            boolean rollback) {
        this.stack = stack;
        this.retained = retained;
        this.forced = forced;
        work = new ResourceWork(engine, stack, tags, Map.of(), rollback);
    }

    void start(String reason, Runnable then) {
        stack.status("DELETE_IN_PROGRESS", reason);
        deleteAll(left -> {
            if (left.isEmpty()) {
                stack.status("DELETE_COMPLETE", "");
            } else {
                stack.status("DELETE_FAILED", "The following resource(s) failed to delete: " + left + ". ");
            }
            then.run();
        });
    }

    /**
     * Deletes all resources of the stack. Then {@code then} gets the logical ids of the resources that could not be
     * deleted.
     */
    void deleteAll(Consumer<Set<String>> then) {
        Map<String, Set<String>> order = new LinkedHashMap<>();
        stack.resources().forEach((id, resource) -> order.put(id, resource.dependencies()));
        new OrderedWork(DependencyOrder.reversed(order), false, this::delete).start(then);
    }

    private void delete(String logicalId, Consumer<Boolean> ended) {
        StackResource resource = stack.resource(logicalId).orElseThrow();
        Consumer<Boolean> done = deleted -> {
            if (deleted) {
                stack.remove(logicalId);
            }
            ended.accept(deleted);
        };
        // A resource that was never created has nothing to keep.
        if (resource.physicalId().isPresent() && retained.test(resource)) {
            work.skip(resource, done);
        } else if (forced) {
            work.delete(resource, deleted -> {
                if (deleted) {
                    done.accept(true);
                } else {
                    work.skip(resource, done);
                }
            });
        } else {
            work.delete(resource, done);
        }
    }
}
