package community.backup.recoverypoint;

import community.backup.recoverypoint.point.BackupJob;
import community.backup.recoverypoint.point.BackupOrder;
import community.backup.recoverypoint.point.PointLifecycle;
import community.backup.recoverypoint.point.RecoveryPoint;
import community.backup.recoverypoint.point.RecoveryPointId;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Between the resource model and our own values. Pure; what is not known stays null and so out of the JSON. */
final class ModelTranslator {
    private ModelTranslator() {}

    /** The whole model of a recovery point, under the identity that it was asked for by. */
    static ResourceModel model(RecoveryPointId id, RecoveryPoint point, Map<String, String> tags) {
        return identified(id, point.vaultName())
                .recoveryPointArn(point.arn())
                .resourceArn(point.resourceArn())
                .iamRoleArn(point.roleArn())
                .lifecycle(lifecycle(point.lifecycle()))
                .tags(tags(tags))
                .backupVaultArn(point.vaultArn())
                .sourceBackupVaultArn(point.sourceVaultArn())
                .resourceType(point.resourceType())
                .resourceName(point.resourceName())
                .status(point.statusText())
                .statusMessage(point.statusMessage())
                .creationDate(date(point.createdAt()))
                .completionDate(date(point.completedAt()))
                .backupSizeInBytes(point.sizeInBytes())
                .isEncrypted(point.encrypted())
                .encryptionKeyArn(point.encryptionKeyArn())
                .storageClass(point.storageClass())
                .calculatedLifecycle(calculated(point))
                .isParent(point.parent())
                .parentRecoveryPointArn(point.parentArn())
                .vaultType(point.vaultType())
                .indexStatus(point.indexStatus())
                .build();
    }

    /** The model of a recovery point that its backup job is still making. */
    static ResourceModel inTheMaking(RecoveryPointId id, String vaultName, BackupJob job) {
        return identified(id, vaultName)
                .backupJobId(job.jobId())
                .recoveryPointArn(job.recoveryPointArn())
                .resourceArn(job.resourceArn())
                .resourceType(job.resourceType())
                .resourceName(job.resourceName())
                .iamRoleArn(job.roleArn())
                .backupVaultArn(job.vaultArn())
                .creationDate(date(job.createdAt()))
                .status("CREATING")
                .statusMessage(job.statusMessage())
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
        ResourceModel.ResourceModelBuilder model =
                ResourceModel.builder().backupVaultName(vaultName).recoveryPointId(id.text());
        return id instanceof RecoveryPointId.OfJob job ? model.backupJobId(job.jobId()) : model;
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
                model.getCompleteWindowMinutes(),
                model.getIndex());
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

    private static @Nullable CalculatedLifecycle calculated(RecoveryPoint point) {
        if (point.moveToColdStorageAt() == null && point.deleteAt() == null) {
            return null;
        }
        return CalculatedLifecycle.builder()
                .moveToColdStorageAt(date(point.moveToColdStorageAt()))
                .deleteAt(date(point.deleteAt()))
                .build();
    }

    /** The tags that the resource itself has; the stack's are not among them. */
    static Map<String, String> tags(@Nullable ResourceModel model) {
        Map<String, String> tags = new LinkedHashMap<>();
        if (model != null && model.getTags() != null) {
            // The runtime asks for them before it validates the model, and of operations whose model it does not
            // validate.
            model.getTags().stream()
                    .filter(tag -> tag != null && tag.getKey() != null && tag.getValue() != null)
                    .forEach(tag -> tags.put(tag.getKey(), tag.getValue()));
        }
        return tags;
    }

    private static @Nullable Set<Tag> tags(Map<String, String> tags) {
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
                .existingRecoveryPointArn(null)
                .index(null)
                .backupOptions(null)
                .startWindowMinutes(null)
                .completeWindowMinutes(null)
                .build();
    }
}
