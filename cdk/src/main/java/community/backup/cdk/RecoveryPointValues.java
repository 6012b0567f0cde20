package community.backup.cdk;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.backup.IBackupVault;
import software.amazon.awscdk.services.iam.IRole;

/**
 * The values that both builders take: that of {@link RecoveryPoint} and that of {@link RecoveryPointProps}.
 *
 * @param <B> the builder
 */
abstract class RecoveryPointValues<B extends RecoveryPointValues<B>> {
    @Nullable IBackupVault backupVault;

    @Nullable BackupSource source;

    @Nullable IRole role;

    boolean imported;

    @Nullable Duration deleteAfter;

    @Nullable Duration moveToColdStorageAfter;

    @Nullable Boolean optInToArchive;

    @Nullable Duration startWindow;

    @Nullable Duration completionWindow;

    @Nullable RemovalPolicy removalPolicy;

    final Map<String, String> backupOptions = new LinkedHashMap<>();
    final Map<String, String> tags = new LinkedHashMap<>();

    RecoveryPointValues() {}

    /** This builder. */
    abstract B self();

    /** The vault that holds the recovery point. Required. */
    public final B backupVault(IBackupVault backupVault) {
        this.backupVault = backupVault;
        return self();
    }

    /** The resource to back up. */
    public final B source(BackupSource source) {
        this.source = source;
        return self();
    }

    /**
     * The role with which AWS Backup makes and deletes the backup. By default, the construct makes a role that only AWS
     * Backup may assume, with AWS's managed policies for backups of the source.
     */
    public final B role(IRole role) {
        this.role = role;
        return self();
    }

    /**
     * The recovery point exists, and {@code cdk import} takes it into the stack. The import identifies it by the name
     * of its vault and by its ARN, which is not a property. An imported recovery point has neither a source nor a role,
     * so that no deployment can replace it by a new backup. Leave lifecycle and tags to a deployment after the import,
     * because the import does not apply them.
     */
    public final B imported() {
        imported = true;
        return self();
    }

    /** How long after the backup's start AWS Backup deletes it, in whole days. By default never. */
    public final B deleteAfter(Duration deleteAfter) {
        this.deleteAfter = deleteAfter;
        return self();
    }

    /**
     * How long after the backup's start AWS Backup moves it to cold storage, in whole days, at least 90 before it is
     * deleted. By default never.
     */
    public final B moveToColdStorageAfter(Duration moveToColdStorageAfter) {
        this.moveToColdStorageAfter = moveToColdStorageAfter;
        return self();
    }

    /** Whether {@link #moveToColdStorageAfter} archives EBS snapshots, which have no cold storage otherwise. */
    public final B optInToArchive(boolean optInToArchive) {
        this.optInToArchive = optInToArchive;
        return self();
    }

    /** Within which time the backup must start, in whole minutes, an hour at least. By default AWS Backup's eight hours. */
    public final B startWindow(Duration startWindow) {
        this.startWindow = startWindow;
        return self();
    }

    /** Within which time the backup must be complete, counted from the same time as the start window, and longer. */
    public final B completionWindow(Duration completionWindow) {
        this.completionWindow = completionWindow;
        return self();
    }

    /** Whether a Windows instance is backed up consistently, with VSS. */
    public final B windowsVss(boolean windowsVss) {
        return backupOption("WindowsVSS", windowsVss ? "enabled" : "disabled");
    }

    /** An option of the backup job. A second value for the same name replaces the first. */
    public final B backupOption(String name, String value) {
        backupOptions.put(name, value);
        return self();
    }

    /**
     * A tag of the recovery point, beside those of {@code Tags.of(scope)}. AWS Backup can tag only recovery points that
     * it stores itself. The tags of others, such as EBS and RDS snapshots, cannot be changed after the backup was made.
     * A second value for the same key replaces the first.
     */
    public final B tag(String key, String value) {
        tags.put(key, value);
        return self();
    }

    /**
     * The removal policy of the recovery point. By default a created recovery point is destroyed, and an imported one is
     * retained.
     */
    public final B removalPolicy(RemovalPolicy removalPolicy) {
        this.removalPolicy = removalPolicy;
        return self();
    }
}
