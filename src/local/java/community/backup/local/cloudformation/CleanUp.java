package community.backup.local.cloudformation;

import community.backup.local.cloudformation.template.DependencyOrder;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Removes the resources that an update leaves over. It never fails the update: a resource that cannot be deleted is
 * dropped from the stack.
 */
final class CleanUp {
    /** CloudFormation tries three times, then drops the resource from the stack. */
    private static final int TRIES = 3;

    private final ResourceWork work;
    private final Map<String, StackResource> leftOver = new LinkedHashMap<>();
    private final Map<String, Consumer<Runnable>> nested = new HashMap<>();
    private final Set<String> retained = new TreeSet<>();
    private boolean clean = true;

    CleanUp(ResourceWork work) {
        this.work = work;
    }

    /**
     * Adds a resource that the stack no longer needs.
     *
     * @param keep whether the resource stays and only leaves the stack
     */
    void add(StackResource resource, boolean keep) {
        leftOver.put(resource.logicalId(), resource);
        if (keep && resource.physicalId().isPresent()) {
            retained.add(resource.logicalId());
        }
    }

    /** Adds the clean-up of a nested stack that stays in its parent. It takes its place in the order. */
    void addNested(StackResource resource, Consumer<Runnable> cleanUp) {
        leftOver.put(resource.logicalId(), resource);
        nested.put(resource.logicalId(), cleanUp);
    }

    /** Deletes all resources that can be deleted. Then {@code then} gets whether every deletion succeeded. */
    void start(Consumer<Boolean> then) {
        Map<String, Set<String>> order = new LinkedHashMap<>();
        leftOver.forEach((id, resource) -> order.put(id, resource.dependencies()));
        new OrderedWork(DependencyOrder.reversed(order), false, this::remove).start(none -> then.accept(clean));
    }

    private void remove(String logicalId, Consumer<Boolean> ended) {
        StackResource resource = leftOver.get(logicalId);
        if (resource == null) {
            throw new IllegalArgumentException(logicalId);
        }
        Consumer<Runnable> ofNestedStack = nested.get(logicalId);
        if (ofNestedStack != null) {
            ofNestedStack.accept(() -> ended.accept(true));
        } else if (retained.contains(logicalId)) {
            work.skip(resource, ended);
        } else {
            delete(resource, TRIES, ended);
        }
    }

    private void delete(StackResource resource, int tries, Consumer<Boolean> ended) {
        work.delete(resource, deleted -> {
            if (!deleted && tries > 1) {
                delete(resource, tries - 1, ended);
                return;
            }
            clean &= deleted;
            // A resource that is dropped blocks no other resource.
            ended.accept(true);
        });
    }
}
