package community.backup.cdk;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.CfnTag;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.backup.IBackupVault;
import software.amazon.awscdk.services.iam.IRole;

/**
 * The values of a {@link RecoveryPoint}. They never change, so several constructs can share them. A builder can be used
 * again after {@link Builder#build}, for example for recovery points of several sources that have all other values in
 * common.
 */
public final class RecoveryPointProps {
    private final IBackupVault backupVault;
    private final @Nullable BackupSource source;
    private final @Nullable IRole role;
    private final boolean imported;
    private final @Nullable Duration deleteAfter;
    private final @Nullable Duration moveToColdStorageAfter;
    private final @Nullable Boolean optInToArchive;
    private final @Nullable Duration startWindow;
    private final @Nullable Duration completionWindow;
    private final @Nullable RemovalPolicy removalPolicy;
    private final Map<String, String> backupOptions;
    private final Map<String, String> tags;

    RecoveryPointProps(RecoveryPointValues<?> values) {
        backupVault = Objects.requireNonNull(values.backupVault, "backupVault is required");
        source = values.source;
        role = values.role;
        imported = values.imported;
        deleteAfter = values.deleteAfter;
        moveToColdStorageAfter = values.moveToColdStorageAfter;
        optInToArchive = values.optInToArchive;
        startWindow = values.startWindow;
        completionWindow = values.completionWindow;
        removalPolicy = values.removalPolicy;
        backupOptions = Collections.unmodifiableMap(new LinkedHashMap<>(values.backupOptions));
        tags = Collections.unmodifiableMap(new LinkedHashMap<>(values.tags));
    }

    /** A builder without values. */
    public static Builder builder() {
        return new Builder();
    }

    /** The vault that holds the recovery point. */
    public IBackupVault getBackupVault() {
        return backupVault;
    }

    /** The resource to back up; null for an imported recovery point. */
    public @Nullable BackupSource getSource() {
        return source;
    }

    /** The role with which AWS Backup makes and deletes the backup; null if none was given. */
    public @Nullable IRole getRole() {
        return role;
    }

    /** Whether the recovery point exists, and {@code cdk import} takes it into the stack. */
    public boolean isImported() {
        return imported;
    }

    /** How long after the backup's start AWS Backup deletes it; null for never. */
    public @Nullable Duration getDeleteAfter() {
        return deleteAfter;
    }

    /** How long after the backup's start AWS Backup moves it to cold storage; null for never. */
    public @Nullable Duration getMoveToColdStorageAfter() {
        return moveToColdStorageAfter;
    }

    /** Whether EBS snapshots are archived; null if it was not given. */
    public @Nullable Boolean getOptInToArchive() {
        return optInToArchive;
    }

    /** Within which time the backup must start; null for AWS Backup's eight hours. */
    public @Nullable Duration getStartWindow() {
        return startWindow;
    }

    /** Within which time the backup must be complete; null for AWS Backup's default. */
    public @Nullable Duration getCompletionWindow() {
        return completionWindow;
    }

    /** The removal policy of the recovery point: as given, or the default. */
    public RemovalPolicy getRemovalPolicy() {
        if (removalPolicy != null) {
            return removalPolicy;
        }
        return imported ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY;
    }

    /** The options of the backup job. */
    public Map<String, String> getBackupOptions() {
        return backupOptions;
    }

    /** The tags, without those of {@code Tags.of(scope)}. */
    public Map<String, String> getTags() {
        return tags;
    }

    /** These values for the L1 construct, in CloudFormation's units. */
    CfnRecoveryPointProps render(@Nullable IRole backupRole) {
        return CfnRecoveryPointProps.builder()
                .backupVaultName(backupVault.getBackupVaultName())
                .resourceArn(source == null ? null : source.getResourceArn())
                .iamRoleArn(backupRole == null ? null : backupRole.getRoleArn())
                .lifecycle(lifecycle())
                .startWindowMinutes(startWindow == null ? null : startWindow.toMinutes())
                .completeWindowMinutes(completionWindow == null ? null : completionWindow.toMinutes())
                .backupOptions(backupOptions.isEmpty() ? null : backupOptions)
                .tags(tags.isEmpty() ? null : cfnTags())
                .build();
    }

    private CfnRecoveryPoint.@Nullable LifecycleProperty lifecycle() {
        if (deleteAfter == null && moveToColdStorageAfter == null && optInToArchive == null) {
            return null;
        }
        return CfnRecoveryPoint.LifecycleProperty.builder()
                .deleteAfterDays(deleteAfter == null ? null : deleteAfter.toDays())
                .moveToColdStorageAfterDays(moveToColdStorageAfter == null ? null : moveToColdStorageAfter.toDays())
                .optInToArchiveForSupportedResources(optInToArchive)
                .build();
    }

    private List<CfnTag> cfnTags() {
        return tags.entrySet().stream()
                .map(tag ->
                        CfnTag.builder().key(tag.getKey()).value(tag.getValue()).build())
                .toList();
    }

    /** Sets the values: with a {@link #source} to back up, or {@link #imported}. */
    public static final class Builder extends RecoveryPointValues<Builder> {
        private Builder() {}

        /**
         * The values so far.
         *
         * @throws NullPointerException if there is no vault
         */
        public RecoveryPointProps build() {
            return new RecoveryPointProps(this);
        }

        @Override
        Builder self() {
            return this;
        }
    }
}
