package community.backup.local.cloudformation;

import community.backup.local.cloudformation.template.DependencyOrder;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Removes what an update has left over. It never fails the update: what cannot be removed is let go of. */
final class CleanUp {
    /** CloudFormation tries three times, then drops the resource from the stack. */
    private static final int TRIES = 3;

    private final Engine engine;
    private final ResourceWork work;
    private final Map<String, StackResource> leftOver = new LinkedHashMap<>();
    private final Set<String> kept = new TreeSet<>();

    CleanUp(Engine engine, ResourceWork work) {
        this.engine = engine;
        this.work = work;
    }

    /** Something that is no longer wanted. */
    void add(StackResource resource, boolean keep) {
        leftOver.put(resource.logicalId(), resource);
        if (keep && resource.physicalId().isPresent()) {
            kept.add(resource.logicalId());
        }
    }

    /** Removes everything that can be removed, and returns whether that was all. */
    boolean run() {
        Map<String, Set<String>> order = new LinkedHashMap<>();
        leftOver.forEach((id, resource) -> order.put(id, resource.dependencies()));
        return new OrderedWork(engine.time(), DependencyOrder.reversed(order), false, this::remove)
                .run()
                .isEmpty();
    }

    private boolean remove(String logicalId) {
        StackResource resource = leftOver.get(logicalId);
        if (resource == null) {
            throw new IllegalArgumentException(logicalId);
        }
        if (kept.contains(logicalId)) {
            return work.skip(resource);
        }
        for (int attempt = 1; attempt <= TRIES; attempt++) {
            if (work.delete(resource)) {
                return true;
            }
        }
        return false;
    }
}
