package community.backup.local.simulation;

import community.backup.local.cloudformation.StackEvent;
import community.backup.local.cloudformation.StackEventListener;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The actual statuses of all stacks, even if CloudFormation reports others to the handlers. */
final class StackTruth implements StackEventListener {
    private static final Set<String> COMPLETE = Set.of(
            "CREATE_COMPLETE",
            "UPDATE_COMPLETE",
            "UPDATE_ROLLBACK_COMPLETE",
            "IMPORT_COMPLETE",
            "IMPORT_ROLLBACK_COMPLETE");

    private final Map<String, List<String>> statuses = new HashMap<>();
    private final Map<String, String> ids = new HashMap<>();
    private final Map<String, String> parents = new HashMap<>();

    @Override
    public void happened(StackEvent event) {
        if (event.isOfStack()) {
            ids.put(event.stackName(), event.physicalId());
            statuses.computeIfAbsent(event.physicalId(), id -> new ArrayList<>())
                    .add(event.status());
        } else if (event.isOfNestedStack()) {
            parents.putIfAbsent(event.physicalId(), ids.get(event.stackName()));
        }
    }

    /** A stack's status; empty if there is no such stack. */
    String status(String id) {
        List<String> all = statuses.getOrDefault(id, List.of());
        return all.isEmpty() ? "" : all.get(all.size() - 1);
    }

    /** The root of a nested stack, over any number of levels; the stack itself if it is not nested. */
    String root(String id) {
        String parent = parents.get(id);
        return parent == null ? id : root(parent);
    }

    /** Whether the stack was complete at any time. */
    boolean wasComplete(String id) {
        return statuses.getOrDefault(id, List.of()).stream().anyMatch(COMPLETE::contains);
    }
}
