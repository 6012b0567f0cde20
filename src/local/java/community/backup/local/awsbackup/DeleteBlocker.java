package community.backup.local.awsbackup;

/**
 * Why AWS Backup cannot remove a recovery point although it accepted the delete. The recovery point becomes EXPIRED,
 * with the reason in its StatusMessage. Causes: developer guide, "Deleting backups" and API reference,
 * DeleteRecoveryPoint. Only the text of {@link #SNAPSHOT_IN_USE_BY_IMAGE} was found in a real message. The others
 * follow the wording of the job dashboard's list.
 */
public enum DeleteBlocker {
    /** The caller or the point's role lacks {@code iam:CreateServiceLinkedRole}. */
    SERVICE_LINKED_ROLE_NOT_ALLOWED("Access Denied trying to call AWS Backup service"),
    /** The role that made the backup was deleted or no longer trusts AWS Backup. */
    ROLE_GONE("IAM Role %1$s cannot be assumed by AWS Backup"),
    /** The role was stripped of the permission to delete in the source service. */
    ROLE_NOT_ALLOWED("You are not authorized to perform this operation."),
    /** The role is not the one that made the snapshot. */
    WRONG_ROLE("You are not authorized to perform this operation."),
    /** An AMI that someone registered uses the snapshot. */
    SNAPSHOT_IN_USE_BY_IMAGE("The snapshot %2$s is currently in use by ami-0123456789abcdef0 (Service: AmazonEC2; "
            + "Status Code: 400; Error Code: InvalidSnapshot.InUse; Request ID: %3$s; Proxy: null)"),
    /** EBS Snapshot Lock. */
    SNAPSHOT_LOCKED("The snapshot %2$s is locked and cannot be deleted (Service: AmazonEC2; Status Code: 400; "
            + "Error Code: SnapshotLocked; Request ID: %3$s; Proxy: null)"),
    /** Someone removed the tag that the service-linked role's policy requires. */
    BACKUP_TAG_REMOVED("You are not authorized to perform this operation.");

    private final String message;

    DeleteBlocker(String message) {
        this.message = message;
    }

    /** The StatusMessage of a recovery point that AWS Backup could not remove for this reason. */
    String message(String roleArn, String pointArn, String requestId) {
        return message.formatted(roleArn, pointArn.substring(pointArn.lastIndexOf('/') + 1), requestId);
    }
}
