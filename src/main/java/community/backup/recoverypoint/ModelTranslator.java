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

/**
 * Converts between the resource model and the handlers' own values, without side effects. Unknown values stay null, so the JSON lacks them.
 */
final class ModelTranslator {
    private ModelTranslator() {}

    /**
     * The whole model of a recovery point.
     *
     * @param id the identifier in the request, which the model keeps
     * @param vaultArn the vault's ARN, used if AWS Backup's answer lacks it
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
                // AWS's model of the API defines both as false if they are absent.
                .isEncrypted(Boolean.TRUE.equals(point.encrypted()))
                .isParent(point.isComposite())
                .build();
    }

    /**
     * The completion date; null while the recovery point is being made. The creation date replaces a missing one, because AWS Backup may
     * not report a completion date for a continuous backup.
     */
    private static @Nullable Instant completion(RecoveryPoint point) {
        if (point.status() == PointStatus.CREATING) {
            return null;
        }
        return point.completedAt() == null ? point.createdAt() : point.completedAt();
    }

    private static <T> T reported(String property, @Nullable T value, RecoveryPoint point) {
        if (value == null) {
            throw ServiceFailure.propertyMissing(point.arn(), property);
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

    /** The model of a recovery point in a list: only its identifiers. */
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

    /** The on-demand backup that a model describes. The model must have ResourceArn and IamRoleArn. */
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

    /** The model without its write-only properties, which events and responses must not have. */
    static ResourceModel withoutWriteOnly(ResourceModel model) {
        return model.toBuilder()
                .backupOptions(null)
                .startWindowMinutes(null)
                .completeWindowMinutes(null)
                .build();
    }
}
