package community.backup.service.aws;

import community.backup.service.BackupJob;
import community.backup.service.JobStatus;
import community.backup.service.PointLifecycle;
import community.backup.service.PointStatus;
import community.backup.service.RecoveryPoint;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.backup.model.DescribeBackupJobResponse;
import software.amazon.awssdk.services.backup.model.DescribeRecoveryPointResponse;
import software.amazon.awssdk.services.backup.model.Lifecycle;
import software.amazon.awssdk.services.backup.model.RecoveryPointByBackupVault;
import software.amazon.awssdk.services.backup.model.RecoveryPointCreator;

/**
 * Translates between the SDK's values and those of the handlers, without side effects. {@link Fields} rejects malformed
 * answers.
 */
final class SdkTranslator {
    private SdkTranslator() {}

    static RecoveryPoint point(Fields fields, String vaultName, DescribeRecoveryPointResponse from) {
        return RecoveryPoint.builder()
                .vaultName(vaultName)
                .arn(fields.arn("RecoveryPointArn", from.recoveryPointArn()))
                .status(PointStatus.of(status(from.statusAsString())))
                .statusText(Fields.text(from.statusAsString()))
                .statusMessage(Fields.text(from.statusMessage()))
                .vaultArn(Fields.text(from.backupVaultArn()))
                .sourceVaultArn(Fields.text(from.sourceBackupVaultArn()))
                .resourceArn(Fields.text(from.resourceArn()))
                .resourceType(Fields.text(from.resourceType()))
                .roleArn(Fields.text(from.iamRoleArn()))
                .planId(planId(from.createdBy()))
                .createdAt(fields.time("CreationDate", from.creationDate()))
                .completedAt(fields.time("CompletionDate", from.completionDate()))
                .lifecycle(lifecycle(from.lifecycle()))
                .encrypted(from.isEncrypted())
                .storageClass(from.storageClassAsString())
                .parent(from.isParent())
                .parentArn(Fields.text(from.parentRecoveryPointArn()))
                .build();
    }

    /**
     * Translates a recovery point of a list. An item without an ARN is a failure: leaving it out would mean that it
     * does not exist.
     */
    static RecoveryPoint point(Fields fields, String vaultName, @Nullable RecoveryPointByBackupVault listed) {
        RecoveryPointByBackupVault from = fields.needed("an item of RecoveryPoints", listed);
        return RecoveryPoint.builder()
                .vaultName(vaultName)
                .arn(fields.arn("RecoveryPointArn of an item", from.recoveryPointArn()))
                .status(PointStatus.of(status(from.statusAsString())))
                .statusText(Fields.text(from.statusAsString()))
                .statusMessage(Fields.text(from.statusMessage()))
                .sourceVaultArn(Fields.text(from.sourceBackupVaultArn()))
                .resourceArn(Fields.text(from.resourceArn()))
                .roleArn(Fields.text(from.iamRoleArn()))
                .planId(planId(from.createdBy()))
                .createdAt(fields.time("CreationDate of an item", from.creationDate()))
                .completedAt(fields.time("CompletionDate of an item", from.completionDate()))
                .lifecycle(lifecycle(from.lifecycle()))
                .parent(from.isParent())
                .parentArn(Fields.text(from.parentRecoveryPointArn()))
                .build();
    }

    static BackupJob job(Fields fields, DescribeBackupJobResponse from) {
        return job(fields, from::getValueForField);
    }

    /**
     * Translates a job of a list. An item without an id is a failure: leaving it out would mean that it does not exist.
     */
    static BackupJob job(Fields fields, software.amazon.awssdk.services.backup.model.@Nullable BackupJob listed) {
        return job(fields, fields.needed("an item of BackupJobs", listed)::getValueForField);
    }

    /**
     * Reads the members of a structure by AWS Backup's names. The SDK's classes for a described job and a listed job
     * share no interface.
     */
    private interface Members {
        <T> Optional<T> get(String name, Class<T> type);
    }

    private static BackupJob job(Fields fields, Members from) {
        String state = status(from.get("State", String.class).orElse(null));
        return new BackupJob(
                fields.jobId(from.get("BackupJobId", String.class).orElse(null)),
                JobStatus.of(state),
                state,
                text(from, "StatusMessage"),
                text(from, "PercentDone"),
                fields.arnOrNull("RecoveryPointArn", text(from, "RecoveryPointArn")),
                text(from, "ResourceArn"),
                text(from, "ResourceType"),
                text(from, "IamRoleArn"),
                text(from, "BackupVaultArn"),
                time(fields, from, "CreationDate"),
                time(fields, from, "CompletionDate"),
                text(from, "ParentJobId"),
                from.get("IsParent", Boolean.class).orElse(false));
    }

    private static @Nullable String text(Members from, String name) {
        return Fields.text(from.get(name, String.class).orElse(null));
    }

    private static @Nullable Instant time(Fields fields, Members from, String name) {
        return fields.time(name, from.get(name, Instant.class).orElse(null));
    }

    static @Nullable Lifecycle lifecycle(@Nullable PointLifecycle from) {
        return from == null
                ? null
                : Lifecycle.builder()
                        .moveToColdStorageAfterDays(from.moveToColdStorageAfterDays())
                        .deleteAfterDays(from.deleteAfterDays())
                        .optInToArchiveForSupportedResources(from.optInToArchive())
                        .build();
    }

    private static @Nullable PointLifecycle lifecycle(@Nullable Lifecycle from) {
        return from == null
                ? null
                : new PointLifecycle(
                        from.moveToColdStorageAfterDays(),
                        from.deleteAfterDays(),
                        from.optInToArchiveForSupportedResources());
    }

    private static @Nullable String planId(@Nullable RecoveryPointCreator from) {
        return from == null ? null : Fields.text(from.backupPlanId());
    }

    /** If the answer has no status, the result is a text that is not a known status. */
    private static String status(@Nullable String status) {
        return status == null || status.isBlank() ? "no status" : status;
    }
}
