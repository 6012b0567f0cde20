package community.backup.service;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request for an on-demand backup.
 *
 * @param token the idempotency token: the same token never starts two backups
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
     * AWS Backup's answer to an accepted request.
     *
     * @param arn the ARN of the recovery point that the job makes; null if AWS Backup does not report it yet
     */
    public record Accepted(
            String jobId, Instant createdAt, @Nullable String arn) {}
}
