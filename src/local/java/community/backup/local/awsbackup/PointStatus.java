package community.backup.local.awsbackup;

/** The statuses of a recovery point. */
public enum PointStatus {
    CREATING,
    COMPLETED,
    PARTIAL,
    AVAILABLE,
    STOPPED,
    DELETING,
    EXPIRED
}
