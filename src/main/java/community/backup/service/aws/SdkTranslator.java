package community.backup.service.aws;

import community.backup.service.BackupJob;
import community.backup.service.JobStatus;
import community.backup.service.PointLifecycle;
import community.backup.service.PointStatus;
import community.backup.service.RecoveryPoint;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.backup.model.DescribeBackupJobResponse;
import software.amazon.awssdk.services.backup.model.DescribeRecoveryPointResponse;
import software.amazon.awssdk.services.backup.model.Lifecycle;
import software.amazon.awssdk.services.backup.model.RecoveryPointByBackupVault;
import software.amazon.awssdk.services.backup.model.RecoveryPointCreator;

/** From the SDK's values to ours, and back where AWS Backup is told something. Pure; {@link Fields} refuses malformed answers. */
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

    /** A recovery point of a list. One without an ARN cannot be named, and leaving it out would say that it does not exist. */
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
                .lifecycle(lifecycle(from.lifecycle()))
                .parent(from.isParent())
                .parentArn(Fields.text(from.parentRecoveryPointArn()))
                .build();
    }

    static BackupJob job(Fields fields, DescribeBackupJobResponse from) {
        return new BackupJob(
                fields.jobId(from.backupJobId()),
                JobStatus.of(status(from.stateAsString())),
                status(from.stateAsString()),
                Fields.text(from.statusMessage()),
                Fields.text(from.percentDone()),
                fields.arnIfTold("RecoveryPointArn", from.recoveryPointArn()),
                Fields.text(from.resourceArn()),
                Fields.text(from.resourceType()),
                Fields.text(from.iamRoleArn()),
                Fields.text(from.backupVaultArn()),
                fields.time("CreationDate", from.creationDate()),
                fields.time("CompletionDate", from.completionDate()));
    }

    /**
     * A job of a list, which reports the same as DescribeBackupJob by a type of its own. One without an id cannot be named, and
     * leaving it out would say that it does not exist.
     */
    static BackupJob job(Fields fields, software.amazon.awssdk.services.backup.model.@Nullable BackupJob listed) {
        software.amazon.awssdk.services.backup.model.BackupJob from = fields.needed("an item of BackupJobs", listed);
        return new BackupJob(
                fields.jobId(from.backupJobId()),
                JobStatus.of(status(from.stateAsString())),
                status(from.stateAsString()),
                Fields.text(from.statusMessage()),
                Fields.text(from.percentDone()),
                fields.arnIfTold("RecoveryPointArn", from.recoveryPointArn()),
                Fields.text(from.resourceArn()),
                Fields.text(from.resourceType()),
                Fields.text(from.iamRoleArn()),
                Fields.text(from.backupVaultArn()),
                fields.time("CreationDate", from.creationDate()),
                fields.time("CompletionDate", from.completionDate()));
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

    /** A status that the answer does not have is none that this version knows. */
    private static String status(@Nullable String status) {
        return status == null || status.isBlank() ? "no status" : status;
    }
}
