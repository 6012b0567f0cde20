package community.backup.cdk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.assertions.Match;
import software.amazon.awscdk.assertions.Template;
import software.amazon.awscdk.services.backup.BackupVault;
import software.amazon.awscdk.services.backup.IBackupVault;
import software.amazon.awscdk.services.cloudwatch.CreateAlarmOptions;
import software.amazon.awscdk.services.cloudwatch.Metric;
import software.amazon.awscdk.services.cloudwatch.MetricOptions;
import software.amazon.awscdk.services.cloudwatch.TreatMissingData;
import software.amazon.awscdk.services.events.EventPattern;
import software.amazon.awscdk.services.events.OnEventOptions;
import software.amazon.awscdk.services.events.Rule;
import software.amazon.awscdk.services.events.targets.SnsTopic;
import software.amazon.awscdk.services.sns.Topic;
import software.constructs.IConstruct;

class VaultMonitoringTest {
    private static final String VOLUME = "arn:aws:ec2:us-east-1:123456789012:volume/vol-0a1b2c3d4e5f60718";

    private final Stack stack = AccountStack.empty();
    private final BackupVault vault = BackupVault.Builder.create(stack, "Vault")
            .removalPolicy(RemovalPolicy.DESTROY)
            .build();

    static Stream<Arguments> metrics() {
        return Stream.of(
                metric("Completed", "Sum", VaultMonitoring::metricRecoveryPointsCompleted),
                metric("Partial", "Maximum", VaultMonitoring::metricRecoveryPointsPartial),
                metric("Expired", "Maximum", VaultMonitoring::metricRecoveryPointsExpired),
                metric("Deleting", "Maximum", VaultMonitoring::metricRecoveryPointsDeleting),
                metric("Cold", "Maximum", VaultMonitoring::metricRecoveryPointsCold));
    }

    private static Arguments metric(String name, String statistic, Function<VaultMonitoring, Metric> metric) {
        return Arguments.of(name, statistic, metric);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("metrics")
    void a_metric_of_recovery_points_has_the_documented_name_and_dimension(
            String name, String statistic, Function<VaultMonitoring, Metric> metric) {
        Template template = alarm(metric.apply(VaultMonitoring.of(vault)));

        template.hasResourceProperties(
                "AWS::CloudWatch::Alarm",
                Map.of(
                        "Namespace",
                        "AWS/Backup",
                        "MetricName",
                        "NumberOfRecoveryPoints" + name,
                        "Dimensions",
                        List.of(Map.of("Name", "BackupVaultName", "Value", att(vault, "BackupVaultName"))),
                        "Statistic",
                        statistic,
                        "Period",
                        300));
    }

    @Test
    void any_metric_can_have_options_and_the_other_documented_dimension() {
        Template template = alarm(VaultMonitoring.of(vault)
                .metric(
                        "NumberOfBackupJobsFailed",
                        MetricOptions.builder()
                                .statistic("Sum")
                                .period(Duration.hours(1))
                                .dimensionsMap(Map.of("BackupVaultName", "vault", "ResourceType", "EBS"))
                                .build()));

        template.hasResourceProperties(
                "AWS::CloudWatch::Alarm",
                Map.of(
                        "MetricName",
                        "NumberOfBackupJobsFailed",
                        "Statistic",
                        "Sum",
                        "Period",
                        3600,
                        "Dimensions",
                        List.of(
                                Map.of("Name", "BackupVaultName", "Value", "vault"),
                                Map.of("Name", "ResourceType", "Value", "EBS"))));
    }

    private Template alarm(Metric metric) {
        metric.createAlarm(
                stack,
                "Alarm",
                CreateAlarmOptions.builder()
                        .threshold(1)
                        .evaluationPeriods(1)
                        .treatMissingData(TreatMissingData.NOT_BREACHING)
                        .build());
        return Template.fromStack(stack);
    }

    @Test
    void options_take_the_place_of_the_statistic() {
        Metric metric = VaultMonitoring.of(vault)
                .metricRecoveryPointsExpired(
                        MetricOptions.builder().statistic("Sum").build());

        assertThat(VaultMonitoring.of(vault).metricRecoveryPointsExpired().getStatistic())
                .isEqualTo("Maximum");
        assertThat(metric.getStatistic()).isEqualTo("Sum");
        assertThat(metric.getMetricName()).isEqualTo("NumberOfRecoveryPointsExpired");
    }

    @Test
    void a_vault_has_its_monitoring_once_and_its_contents_have_the_same() {
        VaultMonitoring monitoring = VaultMonitoring.of(vault);

        assertThat(monitoring.getNode().getPath()).isEqualTo("Stack/VaultRecoveryPointMonitoring");
        assertThat(VaultMonitoring.of(vault)).isSameAs(monitoring);
        assertThat(VaultMonitoring.of(VaultContents.of(vault))).isSameAs(monitoring);
    }

    @Test
    void an_alarm_for_the_vault_is_deleted_after_its_recovery_points_and_its_contents() throws Exception {
        Topic topic = new Topic(stack, "Topic");
        VaultContents contents = VaultContents.of(vault);
        RecoveryPoint inVault = RecoveryPoint.Builder.create(stack, "InVault")
                .backupVault(vault)
                .source(BackupSource.fromArn(VOLUME))
                .build();
        RecoveryPoint inContents = RecoveryPoint.Builder.create(stack, "InContents")
                .backupVault(contents)
                .source(BackupSource.fromArn(VOLUME))
                .build();
        Rule rule = VaultMonitoring.of(vault).alarmOnExpired("Expired", topic);

        LocalCloudFormation.deployed(stack)
                .hasResourceProperties(
                        "AWS::Events::Rule",
                        Map.of(
                                "EventPattern",
                                Map.of(
                                        "source", List.of("aws.backup"),
                                        "detail-type", List.of("Recovery Point State Change"),
                                        "detail",
                                                Map.of(
                                                        "status",
                                                        List.of("EXPIRED"),
                                                        "backupVaultName",
                                                        List.of(att(vault, "BackupVaultName")))),
                                "Targets",
                                List.of(Match.objectLike(Map.of("Arn", Map.of("Ref", id(topic)))))));
        DeletionOrder order = DeletionOrder.of(stack);
        for (IConstruct before : List.of(inVault, inContents, contents)) {
            order.before(id(before), id(rule))
                    .before(id(before), id(topic.getNode().findChild("Policy")))
                    .before(id(before), id(topic));
        }
    }

    @Test
    void an_imported_vault_can_have_an_alarm_too() {
        IBackupVault imported = BackupVault.fromBackupVaultName(stack, "Archive", "archive");
        Rule rule = VaultMonitoring.of(imported).alarmOnExpired("Expired", new Topic(stack, "Topic"));
        VaultContents contents = VaultContents.of(imported);

        DeletionOrder.of(stack).before(id(contents), id(rule));
    }

    @Test
    void a_rule_for_the_vault_takes_what_other_rules_take() throws Exception {
        VaultMonitoring.of(vault)
                .onExpired(
                        "Expired",
                        OnEventOptions.builder()
                                .ruleName("expired")
                                .description("Look")
                                .eventPattern(EventPattern.builder()
                                        .detail(Map.of("resourceType", List.of("EBS")))
                                        .build())
                                .target(new SnsTopic(new Topic(stack, "Topic")))
                                .build());

        LocalCloudFormation.deployed(stack)
                .hasResourceProperties(
                        "AWS::Events::Rule",
                        Map.of(
                                "Name",
                                "expired",
                                "Description",
                                "Look",
                                "EventPattern",
                                Match.objectLike(Map.of(
                                        "detail",
                                        Match.objectLike(Map.of(
                                                "status", List.of("EXPIRED"), "resourceType", List.of("EBS")))))));
    }

    private String id(IConstruct construct) {
        return DeletionOrder.id(stack, construct);
    }

    private Map<String, Object> att(IConstruct construct, String attribute) {
        return Map.of("Fn::GetAtt", List.of(id(construct), attribute));
    }
}
