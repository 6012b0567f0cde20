package community.backup.local.cloudformation;

import community.backup.local.cloudformation.template.DependencyOrder;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/** Removes what an update has left over. It never fails the update: what cannot be removed is let go of. */
final class CleanUp {
    /** CloudFormation tries three times, then drops the resource from the stack. */
    private static final int TRIES = 3;

    private final ResourceWork work;
    private final Map<String, StackResource> leftOver = new LinkedHashMap<>();
    private final Map<String, Consumer<Runnable>> nested = new HashMap<>();
    private final Set<String> kept = new TreeSet<>();
    private boolean clean = true;

    CleanUp(ResourceWork work) {
        this.work = work;
    }

    /** Something that is no longer wanted. */
    void add(StackResource resource, boolean keep) {
        leftOver.put(resource.logicalId(), resource);
        if (keep && resource.physicalId().isPresent()) {
            kept.add(resource.logicalId());
        }
    }

    /** The clean-up of a nested stack that stays. It keeps its place in the order. */
    void addNested(StackResource resource, Consumer<Runnable> cleanUp) {
        leftOver.put(resource.logicalId(), resource);
        nested.put(resource.logicalId(), cleanUp);
    }

    /** Removes everything that can be removed, and then tells whether that was all. */
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
        } else if (kept.contains(logicalId)) {
            work.skip(resource, ended);
        } else {
            delete(resource, TRIES, ended);
        }
    }

    private void delete(StackResource resource, int tries, Consumer<Boolean> ended) {
        work.delete(resource, gone -> {
            if (!gone && tries > 1) {
                delete(resource, tries - 1, ended);
                return;
            }
            clean &= gone;
            // What is let go of holds up nothing else.
            ended.accept(true);
        });
    }
}
