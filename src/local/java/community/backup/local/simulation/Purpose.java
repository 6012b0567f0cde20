package community.backup.local.simulation;

import community.backup.local.awsbackup.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a life is out for: to meet one error at one operation in one phase. Without a purpose most lives would meet the same
 * few things again and again, and some cells of the world none in a million.
 */
record Purpose(Operation operation, String phase, WireError error) {
    static Purpose of(Draws draws) {
        List<Map.Entry<String, Operation>> places = new ArrayList<>();
        Expected.CALLED.forEach(
                (phase, operations) -> operations.forEach(operation -> places.add(Map.entry(phase, operation))));
        Map.Entry<String, Operation> place = draws.any("purpose/place", places);
        return new Purpose(place.getValue(), place.getKey(), draws.any("purpose/error", WireError.ALL));
    }

    /** Whether a call is to get the error. */
    boolean meets(Operation call, String callsPhase) {
        return isTheCall(call, callsPhase) && error.canBeInjected(call);
    }

    /** Whether a call is the one that the life is out for. */
    boolean isTheCall(Operation call, String callsPhase) {
        return call == operation && callsPhase.equals(phase);
    }

    /** Whether the list of vaults is to be asked for, which only a denial brings about. */
    boolean needsDenial(String callsPhase) {
        return operation == Operation.LIST_BACKUP_VAULTS && callsPhase.equals(phase);
    }

    /** Whether an invocation is to be followed by another one of its operation. */
    boolean needsDelay(String callsPhase) {
        return phase.endsWith(", later") && callsPhase.equals(phase.replace("later", "first"));
    }

    /**
     * Whether looks at a job are to be out of date, and backups brief: only so is a job shown under way when its recovery
     * point is a resource already.
     */
    boolean needsOldLooks() {
        return operation == Operation.DESCRIBE_BACKUP_JOB && isIn("UPDATE");
    }

    /**
     * Whether recovery points are to be deleted soon after long backups, with looks from before they were made: only so does it
     * matter whether an age is counted from the beginning of a backup or from its end.
     */
    boolean needsYoungPoints() {
        return isAbout(Operation.DESCRIBE_RECOVERY_POINT, Operation.DELETE_RECOVERY_POINT) && isIn("DELETE");
    }

    boolean isAbout(Operation... operations) {
        return List.of(operations).contains(operation);
    }

    boolean isIn(String action) {
        return phase.startsWith(action);
    }
}
