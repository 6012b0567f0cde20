package community.backup.recoverypoint;

import community.backup.failure.ServiceFailure;
import community.backup.service.BackupJob;
import community.backup.service.BackupOrder;
import community.backup.service.PointLifecycle;
import community.backup.service.PointStatus;
import community.backup.service.RecoveryPoint;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Between the resource model and our own values. Pure; what is not known stays null and so out of the JSON. */
final class ModelTranslator {
    private ModelTranslator() {}

    /**
     * The whole model of a recovery point, under the identity that it was asked for by.
     *
     * @param vaultArn the vault's ARN, for an answer of AWS Backup that lacks it
     * @throws ServiceFailure if AWS Backup does not report a property that every model must have
     */
    static ResourceModel model(RecoveryPointId id, RecoveryPoint point, Map<String, String> tags, String vaultArn) {
        return identified(id, point.vaultName())
                .recoveryPointArn(point.arn())
                .resourceArn(point.resourceArn())
                .iamRoleArn(point.roleArn())
                .lifecycle(lifecycle(point.lifecycle()))
                .tags(tags(tags))
                .backupVaultArn(point.vaultArn() == null ? vaultArn : point.vaultArn())
                .resourceType(reported("ResourceType", point.resourceType(), point))
                .status(reported("Status", point.statusText(), point))
                .creationDate(date(reported("CreationDate", point.createdAt(), point)))
                .completionDate(date(completion(point)))
                // In AWS's model of the API both are false where they are absent.
                .isEncrypted(Boolean.TRUE.equals(point.encrypted()))
                .isParent(point.isComposite())
                .build();
    }

    /** Null while it is being made. A continuous backup is never complete, and AWS Backup need not report a date. */
    private static @Nullable Instant completion(RecoveryPoint point) {
        if (point.status() == PointStatus.CREATING) {
            return null;
        }
        return point.completedAt() == null ? point.createdAt() : point.completedAt();
    }

    private static <T> T reported(String property, @Nullable T value, RecoveryPoint point) {
        if (value == null) {
            throw ServiceFailure.unreported(point.arn(), property);
        }
        return value;
    }

    /** The model of a recovery point that its backup job is still making. */
    static ResourceModel inTheMaking(RecoveryPointId id, String vaultName, BackupJob job, String vaultArn) {
        return identified(id, vaultName)
                .recoveryPointArn(job.recoveryPointArn())
                .resourceArn(job.resourceArn())
                .resourceType(job.resourceType())
                .iamRoleArn(job.roleArn())
                .backupVaultArn(job.vaultArn() == null ? vaultArn : job.vaultArn())
                .creationDate(date(job.createdAt()))
                .status("CREATING")
                .build();
    }

    /** What a list says of a recovery point: its identifiers. */
    static ResourceModel listed(RecoveryPoint point) {
        return ResourceModel.builder()
                .backupVaultName(point.vaultName())
                .recoveryPointId(point.arn())
                .recoveryPointArn(point.arn())
                .build();
    }

    private static ResourceModel.ResourceModelBuilder identified(RecoveryPointId id, String vaultName) {
        return ResourceModel.builder().backupVaultName(vaultName).recoveryPointId(id.text());
    }

    /** The on-demand backup that the model describes; it must have ResourceArn and IamRoleArn. */
    static BackupOrder order(ResourceModel model, Map<String, String> tags, String token) {
        return new BackupOrder(
                model.getBackupVaultName(),
                model.getResourceArn(),
                model.getIamRoleArn(),
                token,
                lifecycle(model.getLifecycle()),
                tags,
                model.getBackupOptions() == null ? Map.of() : model.getBackupOptions(),
                model.getStartWindowMinutes(),
                model.getCompleteWindowMinutes());
    }

    static @Nullable PointLifecycle lifecycle(@Nullable Lifecycle lifecycle) {
        return lifecycle == null
                ? null
                : new PointLifecycle(
                        lifecycle.getMoveToColdStorageAfterDays(),
                        lifecycle.getDeleteAfterDays(),
                        lifecycle.getOptInToArchiveForSupportedResources());
    }

    private static @Nullable Lifecycle lifecycle(@Nullable PointLifecycle lifecycle) {
        if (lifecycle == null
                || (lifecycle.deleteAfterDays() == null
                        && lifecycle.moveToColdStorageAfterDays() == null
                        && lifecycle.optInToArchive() == null)) {
            return null;
        }
        return Lifecycle.builder()
                .deleteAfterDays(lifecycle.deleteAfterDays())
                .moveToColdStorageAfterDays(lifecycle.moveToColdStorageAfterDays())
                .optInToArchiveForSupportedResources(lifecycle.optInToArchive())
                .build();
    }

    private static @Nullable Set<Tag> tags(Map<String, String> reported) {
        Map<String, String> tags = Tags.withoutReserved(reported);
        if (tags.isEmpty()) {
            return null;
        }
        return new TreeMap<>(tags)
                .entrySet().stream()
                        .map(each -> new Tag(each.getKey(), each.getValue()))
                        .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static @Nullable String date(@Nullable Instant instant) {
        return instant == null ? null : instant.toString();
    }

    /** The model without what only people write: events and answers do not have it. */
    static ResourceModel withoutWriteOnly(ResourceModel model) {
        return model.toBuilder()
                .backupOptions(null)
                .startWindowMinutes(null)
                .completeWindowMinutes(null)
                .build();
    }
}
