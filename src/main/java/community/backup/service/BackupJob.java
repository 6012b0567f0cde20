package community.backup.service;

import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What AWS Backup reports of a backup job.
 *
 * @param stateText AWS Backup's own word, also where {@code state} is {@link JobStatus#UNKNOWN}
 * @param recoveryPointArn null until AWS Backup knows it: for many resource types not before the job is complete
 * @param percentDone AWS Backup's estimate, as text
 * @param parentJobId the job of the composite; null if the recovery point is not nested
 * @param parent whether its recovery point is a composite
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

    /** By how much two accounts of a job's creation time may differ, or AWS Backup's clock from this one. */
    public static final Duration CLOCKS_DIFFER = Duration.ofMinutes(5);

    /** The same job where nothing tells whether it is the one that is meant: it is waited for, and never stopped. */
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
