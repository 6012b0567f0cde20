package community.backup.local.simulation;

import community.backup.local.awsbackup.BackupOperation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The coverage case that a life aims at: one error of one operation in one phase. Without goals, most lives would meet
 * the same few cases, and some cases would not occur in a million lives.
 */
record CoverageGoal(BackupOperation operation, String phase, WireError error) {
    /** The goal of lives that have none. */
    static final CoverageGoal NONE = new CoverageGoal(BackupOperation.CREATE_BACKUP_VAULT, "never", WireError.REFUSAL);

    static CoverageGoal of(Draws draws) {
        List<Map.Entry<String, BackupOperation>> places = new ArrayList<>();
        CoverageModel.CALLED.forEach(
                (phase, operations) -> operations.forEach(operation -> places.add(Map.entry(phase, operation))));
        Map.Entry<String, BackupOperation> place = draws.any("purpose/place", places);
        return new CoverageGoal(place.getValue(), place.getKey(), draws.any("purpose/error", WireError.ALL));
    }

    /** Whether the goal's error must be injected into a call. */
    boolean injectsInto(BackupOperation call, String callPhase) {
        return matches(call, callPhase) && error.canBeInjected(call);
    }

    /** Whether a call is the call of the goal. */
    boolean matches(BackupOperation call, String callPhase) {
        return call == operation && callPhase.equals(phase);
    }

    /** Whether the goal needs a denial: the handlers list the vaults only after one. */
    boolean needsDenial(String callPhase) {
        return operation == BackupOperation.LIST_BACKUP_VAULTS && callPhase.equals(phase);
    }

    /** Whether the goal needs a second invocation. */
    boolean needsDelay(String callPhase) {
        return phase.endsWith(", later") && callPhase.equals(phase.replace("later", "first"));
    }

    /**
     * Whether reads of a job must be stale, and backups short. Otherwise AWS Backup never reports a running job for a
     * recovery point that is already a resource.
     */
    boolean needsStaleReads() {
        return operation == BackupOperation.DESCRIBE_BACKUP_JOB && isIn("UPDATE");
    }

    /**
     * Whether recovery points must be deleted soon after long backups, with stale reads from before they existed.
     * Otherwise it does not matter whether an age counts from the start of a backup or from its end.
     */
    boolean needsRecentPoints() {
        return targets(BackupOperation.DESCRIBE_RECOVERY_POINT, BackupOperation.DELETE_RECOVERY_POINT)
                && isIn("DELETE");
    }

    boolean targets(BackupOperation... operations) {
        return List.of(operations).contains(operation);
    }

    boolean isIn(String action) {
        return phase.startsWith(action);
    }
}
