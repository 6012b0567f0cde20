package community.backup.recoverypoint.aws;

import community.backup.recoverypoint.point.BackupJob;
import community.backup.recoverypoint.point.JobStatus;
import community.backup.recoverypoint.point.PointLifecycle;
import community.backup.recoverypoint.point.PointStatus;
import community.backup.recoverypoint.point.RecoveryPoint;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.backup.model.DescribeBackupJobResponse;
import software.amazon.awssdk.services.backup.model.DescribeRecoveryPointResponse;
import software.amazon.awssdk.services.backup.model.Lifecycle;
import software.amazon.awssdk.services.backup.model.RecoveryPointByBackupVault;
import software.amazon.awssdk.services.backup.model.RecoveryPointCreator;

/** From the SDK's values to ours, and back where AWS Backup is told something. Pure. */
final class SdkTranslator {
    private SdkTranslator() {}

    static RecoveryPoint point(String vaultName, DescribeRecoveryPointResponse from) {
        return RecoveryPoint.builder()
                .vaultName(vaultName)
                .arn(from.recoveryPointArn())
                .status(PointStatus.of(text(from.statusAsString())))
                .statusText(text(from.statusAsString()))
                .statusMessage(from.statusMessage())
                .vaultArn(from.backupVaultArn())
                .sourceVaultArn(from.sourceBackupVaultArn())
                .resourceArn(from.resourceArn())
                .resourceType(from.resourceType())
                .roleArn(from.iamRoleArn())
                .planId(planId(from.createdBy()))
                .createdAt(from.creationDate())
                .completedAt(from.completionDate())
                .lifecycle(lifecycle(from.lifecycle()))
                .encrypted(from.isEncrypted())
                .storageClass(from.storageClassAsString())
                .parent(from.isParent())
                .parentArn(from.parentRecoveryPointArn())
                .build();
    }

    static RecoveryPoint point(String vaultName, RecoveryPointByBackupVault from) {
        return RecoveryPoint.builder()
                .vaultName(vaultName)
                .arn(from.recoveryPointArn())
                .status(PointStatus.of(text(from.statusAsString())))
                .statusText(text(from.statusAsString()))
                .statusMessage(from.statusMessage())
                .sourceVaultArn(from.sourceBackupVaultArn())
                .resourceArn(from.resourceArn())
                .roleArn(from.iamRoleArn())
                .planId(planId(from.createdBy()))
                .createdAt(from.creationDate())
                .lifecycle(lifecycle(from.lifecycle()))
                .parent(from.isParent())
                .parentArn(from.parentRecoveryPointArn())
                .build();
    }

    static BackupJob job(DescribeBackupJobResponse from) {
        return new BackupJob(
                from.backupJobId(),
                JobStatus.of(text(from.stateAsString())),
                text(from.stateAsString()),
                from.statusMessage(),
                from.percentDone(),
                from.recoveryPointArn(),
                from.resourceArn(),
                from.resourceType(),
                from.iamRoleArn(),
                from.backupVaultArn(),
                from.creationDate(),
                from.completionDate());
    }

    /** A job of a list, which reports the same as DescribeBackupJob. */
    static BackupJob job(software.amazon.awssdk.services.backup.model.BackupJob from) {
        return new BackupJob(
                from.backupJobId(),
                JobStatus.of(text(from.stateAsString())),
                text(from.stateAsString()),
                from.statusMessage(),
                from.percentDone(),
                from.recoveryPointArn(),
                from.resourceArn(),
                from.resourceType(),
                from.iamRoleArn(),
                from.backupVaultArn(),
                from.creationDate(),
                from.completionDate());
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
        return from == null ? null : from.backupPlanId();
    }

    /** A status that the answer does not have is none that this version knows. */
    private static String text(@Nullable String status) {
        return status == null ? "no status" : status;
    }
}
