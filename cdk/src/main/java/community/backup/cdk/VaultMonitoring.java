package community.backup.cdk;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import software.amazon.awscdk.services.backup.IBackupVault;
import software.amazon.awscdk.services.cloudwatch.Metric;
import software.amazon.awscdk.services.cloudwatch.MetricOptions;
import software.amazon.awscdk.services.cloudwatch.Stats;
import software.amazon.awscdk.services.events.EventPattern;
import software.amazon.awscdk.services.events.OnEventOptions;
import software.amazon.awscdk.services.events.Rule;
import software.amazon.awscdk.services.sns.ITopic;
import software.constructs.Construct;
import software.constructs.IConstruct;

/**
 * Metrics of a vault, and rules for its recovery points. Every {@link RecoveryPoint} and {@link VaultContents} of the same
 * vault is deleted before the rules, so that they notice a deletion that fails.
 *
 * <p>AWS Backup publishes metrics of vaults in the namespace {@code AWS/Backup}, and none of a single recovery point. AWS lists
 * their names in
 * <a href="https://docs.aws.amazon.com/aws-backup/latest/devguide/cloudwatch.html">AWS Backup metrics with CloudWatch</a>
 * and their dimensions, {@code BackupVaultName} alone or with {@code ResourceType}, with
 * <a href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/UsingResourceTagsForTelemetry.html">resource tags for
 * telemetry</a>. AWS Backup publishes every five minutes, and only values that are not zero. Alarms should treat missing data
 * as not breaching. AWS documents no statistic; the ones here are the sum for what AWS Backup created, the maximum for the
 * other recovery points.
 */
public final class VaultMonitoring extends Construct {
    private final IBackupVault vault;

    private VaultMonitoring(Construct scope, String id, IBackupVault vault) {
        super(scope, id);
        this.vault = vault;
    }

    /**
     * The monitoring of a vault: a construct beside the vault, with {@code RecoveryPointMonitoring} after the vault's id, the
     * same at each call. For {@link VaultContents} it is that of their vault.
     */
    public static VaultMonitoring of(IBackupVault vault) {
        if (vault instanceof VaultContents contents) {
            return of(contents.getBackupVault());
        }
        IConstruct scope = Objects.requireNonNull(vault.getNode().getScope(), "a vault has a scope");
        String id = vault.getNode().getId() + "RecoveryPointMonitoring";
        return scope.getNode().tryFindChild(id) instanceof VaultMonitoring existing
                ? existing
                : new VaultMonitoring((Construct) scope, id, vault);
    }

    /**
     * A metric of the vault.
     *
     * @param metricName as AWS documents it, such as {@code NumberOfBackupJobsFailed}
     * @param options such as the statistic; dimensions take the place of {@code BackupVaultName}
     */
    public Metric metric(String metricName, MetricOptions options) {
        return metric(metricName, Stats.AVERAGE).with(options);
    }

    private Metric metric(String metricName, String statistic) {
        return Metric.Builder.create()
                .namespace("AWS/Backup")
                .metricName(metricName)
                .dimensionsMap(Map.of("BackupVaultName", vault.getBackupVaultName()))
                .statistic(statistic)
                .build()
                .attachTo(this);
    }

    /** Recovery points that AWS Backup created. */
    public Metric metricRecoveryPointsCompleted() {
        return metric("NumberOfRecoveryPointsCompleted", Stats.SUM);
    }

    /** Recovery points that AWS Backup created. */
    public Metric metricRecoveryPointsCompleted(MetricOptions options) {
        return metricRecoveryPointsCompleted().with(options);
    }

    /** Recovery points that AWS Backup began to create and could not finish. */
    public Metric metricRecoveryPointsPartial() {
        return metric("NumberOfRecoveryPointsPartial", Stats.MAXIMUM);
    }

    /** Recovery points that AWS Backup began to create and could not finish. */
    public Metric metricRecoveryPointsPartial(MetricOptions options) {
        return metricRecoveryPointsPartial().with(options);
    }

    /** Recovery points that AWS Backup could not delete at the end of their lifecycle, and that are still billed. */
    public Metric metricRecoveryPointsExpired() {
        return metric("NumberOfRecoveryPointsExpired", Stats.MAXIMUM);
    }

    /** Recovery points that AWS Backup could not delete at the end of their lifecycle, and that are still billed. */
    public Metric metricRecoveryPointsExpired(MetricOptions options) {
        return metricRecoveryPointsExpired().with(options);
    }

    /** Recovery points that AWS Backup is deleting. */
    public Metric metricRecoveryPointsDeleting() {
        return metric("NumberOfRecoveryPointsDeleting", Stats.MAXIMUM);
    }

    /** Recovery points that AWS Backup is deleting. */
    public Metric metricRecoveryPointsDeleting(MetricOptions options) {
        return metricRecoveryPointsDeleting().with(options);
    }

    /** Recovery points that AWS Backup moved to cold storage. */
    public Metric metricRecoveryPointsCold() {
        return metric("NumberOfRecoveryPointsCold", Stats.MAXIMUM);
    }

    /** Recovery points that AWS Backup moved to cold storage. */
    public Metric metricRecoveryPointsCold(MetricOptions options) {
        return metricRecoveryPointsCold().with(options);
    }

    /**
     * A rule for every recovery point of the vault that turns {@code EXPIRED}: AWS Backup could not delete it, and it
     * is still stored and billed. AWS Backup sends events every five minutes, and does not guarantee them.
     *
     * @param options the targets and other options of the rule; an event pattern narrows the rule further. With a
     *     cross-stack scope, the order in which rule and recovery points are deleted is that of their stacks
     */
    public Rule onExpired(String id, OnEventOptions options) {
        return ExpiredRule.create(
                this,
                id,
                options,
                EventPattern.builder()
                        .detail(Map.of(
                                "status", List.of("EXPIRED"), "backupVaultName", List.of(vault.getBackupVaultName())))
                        .build());
    }

    /** Notifies a topic when a recovery point of the vault turns {@code EXPIRED}. The policy of the topic outlives them too. */
    public Rule alarmOnExpired(String id, ITopic topic) {
        Rule rule = onExpired(id, ExpiredRule.tell(topic));
        rule.getNode().addDependency(topic);
        return rule;
    }
}
