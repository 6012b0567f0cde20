package community.backup.local.awsbackup;

/** The statuses of a recovery point. */
public enum StoredPointStatus {
    CREATING,
    COMPLETED,
    PARTIAL,
    AVAILABLE,
    STOPPED,
    DELETING,
    EXPIRED
}
