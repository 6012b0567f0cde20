package community.backup.local.awsbackup;

/** The states of a backup job. */
public enum JobState {
    CREATED,
    PENDING,
    RUNNING,
    ABORTING,
    ABORTED,
    COMPLETED,
    FAILED,
    EXPIRED,
    PARTIAL;

    /** Whether the job is still in progress. */
    public boolean active() {
        return compareTo(ABORTING) <= 0;
    }

    /** Whether the job made a recovery point. */
    public boolean leavesPoint() {
        return this == COMPLETED || this == PARTIAL;
    }
}
