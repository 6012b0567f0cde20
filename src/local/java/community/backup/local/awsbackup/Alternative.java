package community.backup.local.awsbackup;

/**
 * Assumptions about AWS Backup that no source documents, or on which two sources disagree. Each constant is an
 * alternative to the default behaviour of the local service. {@link World#assume} selects an alternative.
 */
public enum Alternative {
    /**
     * AWS Backup removes a composite with its last nested recovery point (FAQ 8); otherwise the composite stays until
     * it is deleted (FAQ 10).
     */
    EMPTIED_COMPOSITE_IS_REMOVED,
    /**
     * Deleting a recovery point that is CREATING is an InvalidRequestException; otherwise it is an
     * InvalidResourceStateException.
     */
    CREATING_IS_INVALID_REQUEST,
    /**
     * A locked vault or a minimum retention refuses a delete with AccessDeniedException; otherwise with
     * InvalidRequestException.
     */
    LOCK_IS_ACCESS_DENIED,
    /** A legal hold refuses a delete with AccessDeniedException; otherwise with InvalidRequestException. */
    HOLD_IS_ACCESS_DENIED,
    /** A backup access point refuses a delete with AccessDeniedException; otherwise with InvalidRequestException. */
    ACCESS_POINT_IS_ACCESS_DENIED,
    /**
     * If the role is gone, AWS Backup uses the service-linked role and deletes succeed; otherwise the recovery points
     * become EXPIRED.
     */
    SERVICE_LINKED_ROLE_STANDS_IN,
    /**
     * DescribeRecoveryPoint shows a removed recovery point for a minute, with StorageClass DELETED; otherwise it no
     * longer finds it.
     */
    REMOVED_POINTS_LINGER,
    /**
     * A caller that describes, changes or deletes a recovery point needs the permission on its vault too; otherwise
     * only on the recovery point.
     */
    VAULT_IS_CHECKED_TOO,
    /**
     * Backup job ids are in lower case; otherwise they are in upper case. RDS snapshot names always have them in lower
     * case.
     */
    LOWER_CASE_JOB_IDS,
    /**
     * Every recovery point appears when its job is complete; otherwise it is CREATING from the start if StartBackupJob
     * returns its ARN.
     */
    POINTS_APPEAR_WHEN_COMPLETE,
    /**
     * ListBackupJobs returns the ARN of a recovery point only after its job is complete; otherwise as early as
     * DescribeBackupJob does.
     */
    LISTED_JOBS_LACK_ARNS,
    /**
     * AWS Backup cuts a page before it filters the items, so a page with a token can be short or empty. Otherwise it
     * filters the items first.
     */
    PAGES_ARE_CUT_BEFORE_FILTERING
}
