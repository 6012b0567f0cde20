package community.backup.local.awsbackup;

/**
 * Where no source says what AWS Backup does, or two disagree: each constant is the other way it may turn out to be. The
 * local service behaves in the first way until a {@link World} is told to assume the alternative.
 */
public enum Alternative {
    /** A composite whose last nested point went, goes too (FAQ 8); otherwise it stays until deleted (FAQ 10). */
    EMPTIED_COMPOSITE_GOES,
    /** Deleting a point that is CREATING is an InvalidRequestException; otherwise an InvalidResourceStateException. */
    CREATING_IS_INVALID_REQUEST,
    /** A locked vault and minimum retention refuse with AccessDeniedException; otherwise InvalidRequestException. */
    LOCK_IS_ACCESS_DENIED,
    /** A legal hold refuses with AccessDeniedException; otherwise InvalidRequestException. */
    HOLD_IS_ACCESS_DENIED,
    /** A backup access point refuses with AccessDeniedException; otherwise InvalidRequestException. */
    ACCESS_POINT_IS_ACCESS_DENIED,
    /** For a role that is gone the service-linked role stands in, and deletes succeed; otherwise they end EXPIRED. */
    SERVICE_LINKED_ROLE_STANDS_IN,
    /** DescribeRecoveryPoint shows a removed point for a minute, with StorageClass DELETED; otherwise it is gone. */
    REMOVED_POINTS_LINGER,
    /**
     * Whoever describes, changes or deletes a recovery point needs the permission on its vault too; otherwise on the
     * recovery point alone.
     */
    VAULT_IS_CHECKED_TOO,
    /** Backup job ids are in lower case; otherwise in upper case, while RDS snapshot names hold them in lower case. */
    LOWER_CASE_JOB_IDS,
    /**
     * Every recovery point appears when its job is complete; otherwise one whose ARN StartBackupJob returns is CREATING from
     * the start.
     */
    POINTS_APPEAR_WHEN_COMPLETE,
    /** ListBackupJobs returns the ARN of a recovery point once its job is complete; otherwise as DescribeBackupJob does. */
    LISTED_JOBS_LACK_ARNS,
    /** A page is cut before its items are filtered, so that it can be short, or empty, and have a token; otherwise after. */
    PAGES_ARE_CUT_BEFORE_FILTERING
}
