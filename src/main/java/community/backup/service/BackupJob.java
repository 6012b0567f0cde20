package community.backup.service;

import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A backup job, as AWS Backup reports it.
 *
 * @param stateText AWS Backup's own name of the state, also if {@code state} is {@link JobStatus#UNKNOWN}
 * @param recoveryPointArn null until AWS Backup knows it: for many resource types, until the job is complete
 * @param percentDone AWS Backup's estimate, as text
 * @param parentJobId the job of the composite; null if the recovery point is not nested
 * @param parent whether the job's recovery point is a composite
 */
public record BackupJob(
        String jobId,
        JobStatus state,
        String stateText,
        @Nullable String statusMessage,
        @Nullable String percentDone,
        @Nullable String recoveryPointArn,
        @Nullable String resourceArn,
        @Nullable String resourceType,
        @Nullable String roleArn,
        @Nullable String vaultArn,
        @Nullable Instant createdAt,
        @Nullable Instant completedAt,
        @Nullable String parentJobId,
        boolean parent) {

    /** The form of a job's id. */
    public static final Pattern ID = Pattern.compile("[0-9A-Za-z-]+");

    /** The most by which two reports of a job's creation time can differ, or AWS Backup's clock from this one. */
    public static final Duration CLOCKS_DIFFER = Duration.ofMinutes(5);

    /**
     * This job, if nothing proves that it is the right one. Its state becomes unknown, so the handler waits for it and
     * never stops it.
     */
    public BackupJob unidentified() {
        return new BackupJob(
                jobId,
                JobStatus.UNKNOWN,
                stateText,
                statusMessage,
                percentDone,
                recoveryPointArn,
                resourceArn,
                resourceType,
                roleArn,
                vaultArn,
                createdAt,
                completedAt,
                parentJobId,
                parent);
    }

    /** A job that was started, and that AWS Backup does not show yet. */
    public static BackupJob notShownYet(String jobId, @Nullable Instant createdAt, @Nullable String resourceArn) {
        return new BackupJob(
                jobId,
                JobStatus.UNKNOWN,
                "not shown by AWS Backup yet",
                null,
                null,
                null,
                resourceArn,
                null,
                null,
                null,
                createdAt,
                null,
                null,
                false);
    }
}
