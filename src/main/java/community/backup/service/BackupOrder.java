package community.backup.service;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An on-demand backup to be started.
 *
 * @param token the same token never makes two backups
 * @param startWindowMinutes null for AWS Backup's default
 */
public record BackupOrder(
        String vaultName,
        String resourceArn,
        String roleArn,
        String token,
        @Nullable PointLifecycle lifecycle,
        Map<String, String> tags,
        Map<String, String> options,
        @Nullable Long startWindowMinutes,
        @Nullable Long completeWindowMinutes) {

    /** The same backup without tags. */
    public BackupOrder withoutTags() {
        return new BackupOrder(
                vaultName,
                resourceArn,
                roleArn,
                token,
                lifecycle,
                Map.of(),
                options,
                startWindowMinutes,
                completeWindowMinutes);
    }

    /**
     * What AWS Backup answers when it has accepted the order.
     *
     * @param arn of the recovery point that the job makes; null if AWS Backup does not tell it yet
     */
    public record Accepted(
            String jobId, Instant createdAt, @Nullable String arn) {}
}
