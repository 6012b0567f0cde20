package community.backup.local.awsbackup;

/** The statuses of a recovery point's index. */
public enum IndexStatus {
    PENDING,
    ACTIVE,
    FAILED,
    DELETING
}
