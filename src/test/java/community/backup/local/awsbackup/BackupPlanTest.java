package community.backup.local.awsbackup;

import static community.backup.local.awsbackup.BackupHarness.DATABASE;
import static community.backup.local.awsbackup.BackupHarness.FILE_SYSTEM;
import static community.backup.local.awsbackup.BackupHarness.ROLE;
import static community.backup.local.awsbackup.BackupHarness.VAULT;
import static community.backup.local.awsbackup.BackupHarness.VOLUME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.backup.model.BackupException;
import software.amazon.awssdk.services.backup.model.BackupJob;
import software.amazon.awssdk.services.backup.model.BackupPlansListMember;
import software.amazon.awssdk.services.backup.model.BackupRule;
import software.amazon.awssdk.services.backup.model.GetBackupPlanResponse;
import software.amazon.awssdk.services.backup.model.RecoveryPointCreator;
import software.amazon.awssdk.services.backup.model.ResourceNotFoundException;

/** Tests the backups that plans start as time passes, and the API's answers about them. */
class BackupPlanTest {
    private static final Duration HOUR = Duration.ofHours(1);

    private final BackupHarness local = new BackupHarness();

    private List<String> pointsIn(String vault) {
        return local.world.pointsIn(vault).stream().map(PointView::arn).toList();
    }

    private String planWith(ObjectNode rule) {
        ObjectNode document = Shape.JSON.createObjectNode().put("BackupPlanName", "nightly");
        document.putArray("Rules").add(rule);
        String id = local.world.createPlan(document).id();
        local.world.select(id, "all", ROLE, List.of(VOLUME));
        return id;
    }

    private static ObjectNode rule(String schedule) {
        return Shape.JSON
                .createObjectNode()
                .put("RuleName", "rule")
                .put("TargetBackupVaultName", VAULT)
                .put("ScheduleExpression", schedule);
    }

    @Test
    void a_plan_makes_a_point_each_time_until_it_is_removed() {
        String id = local.world.plan("hourly", VAULT, VOLUME, HOUR);
        local.pass(Duration.ofMinutes(59));
        assertThat(local.world.jobs()).isEmpty();

        local.pass(Duration.ofHours(3));
        assertThat(local.world.jobs()).hasSize(3);
        local.world.removePlan(id);
        local.pass(Duration.ofDays(1));

        assertThat(pointsIn(VAULT)).hasSize(3);
        assertThat(local.world.jobs()).hasSize(3);
    }

    @Test
    void points_and_jobs_name_the_plan_that_made_them() {
        String id = local.world.plan("hourly", VAULT, FILE_SYSTEM, HOUR);
        local.world.point(VAULT, ProtectedResourceType.EBS).put();
        local.pass(HOUR);

        RecoveryPointCreator creator = local.client
                .listRecoveryPointsByBackupVault(r -> r.backupVaultName(VAULT).byBackupPlanId(id))
                .recoveryPoints()
                .get(0)
                .createdBy();
        String ruleId = local.client
                .getBackupPlan(r -> r.backupPlanId(id))
                .backupPlan()
                .rules()
                .get(0)
                .ruleId();
        assertThat(creator)
                .returns(id, RecoveryPointCreator::backupPlanId)
                .returns(Account.example().arn("backup", "backup-plan:" + id), RecoveryPointCreator::backupPlanArn)
                .returns("hourly", RecoveryPointCreator::backupPlanName)
                .returns(ruleId, RecoveryPointCreator::backupRuleId);
        assertThat(local.client
                        .listBackupJobs(r -> r.byBackupVaultName(VAULT).byState("CREATED"))
                        .backupJobs())
                .singleElement()
                .extracting(BackupJob::createdBy)
                .isEqualTo(creator);
        assertThat(local.client
                        .listRecoveryPointsByBackupVault(r -> r.backupVaultName(VAULT))
                        .recoveryPoints())
                .hasSize(2);
        assertThat(local.world.pointsIn(VAULT))
                .filteredOn(point -> point.planId().isPresent())
                .hasSize(1);
    }

    @Test
    void a_plan_is_listed_and_described_with_its_rules() {
        String id = local.world.plan("hourly", VAULT, VOLUME, HOUR);
        Instant created = local.clock.instant();
        local.world.plan("other", VAULT, DATABASE, HOUR);
        local.pass(HOUR);

        assertThat(local.client.listBackupPlansPaginator(r -> r.maxResults(1)).backupPlansList())
                .extracting(BackupPlansListMember::backupPlanName)
                .containsExactlyInAnyOrder("hourly", "other");
        GetBackupPlanResponse plan = local.client.getBackupPlan(r -> r.backupPlanId(id));
        assertThat(plan)
                .returns(created, GetBackupPlanResponse::creationDate)
                .returns(created.plus(HOUR), GetBackupPlanResponse::lastExecutionDate)
                .returns(null, GetBackupPlanResponse::deletionDate);
        assertThat(plan.backupPlan().backupPlanName()).isEqualTo("hourly");
        assertThat(plan.backupPlan().rules()).singleElement().satisfies(rule -> assertThat(rule)
                .returns(VAULT, BackupRule::targetBackupVaultName)
                .returns("rate(60 minutes)", BackupRule::scheduleExpression));
    }

    @Test
    void a_deleted_plan_is_described_and_no_longer_listed() {
        String id = local.world.plan("hourly", VAULT, VOLUME, HOUR);
        local.world.removePlan(id);

        assertThat(local.client.getBackupPlan(r -> r.backupPlanId(id)).deletionDate())
                .isEqualTo(local.clock.instant());
        assertThat(local.client.listBackupPlans().backupPlansList()).isEmpty();
        assertThat(local.client.listBackupPlans(r -> r.includeDeleted(true)).backupPlansList())
                .hasSize(1);
        assertThat(local.world.findPlan(id)).isEmpty();
    }

    @Test
    void a_plan_that_never_was_is_not_found() {
        assertThatThrownBy(() -> local.client.getBackupPlan(r -> r.backupPlanId("none")))
                .isInstanceOf(ResourceNotFoundException.class);
        assertThatThrownBy(() -> local.world.deletePlan("none")).isInstanceOf(AwsError.Thrown.class);
    }

    @Test
    void the_operations_on_plans_can_be_denied() {
        String id = local.world.plan("hourly", VAULT, VOLUME, HOUR);
        local.world.deny("backup:GetBackupPlan").deny("backup:ListBackupPlans");

        assertThatThrownBy(() -> local.client.getBackupPlan(r -> r.backupPlanId(id)))
                .isInstanceOf(BackupException.class)
                .hasMessageContaining("on resource: arn:aws:backup:us-east-1:123456789012:backup-plan:" + id);
        assertThatThrownBy(local.client::listBackupPlans).hasMessageContaining("on resource: *");
    }

    @Test
    void a_plan_with_something_assigned_to_it_cannot_be_deleted() {
        String id = planWith(rule("rate(60 minutes)"));
        String selection =
                local.world.findPlan(id).orElseThrow().selections().iterator().next();

        assertThatThrownBy(() -> local.world.deletePlan(id)).hasMessageContaining("selections must be deleted prior");
        local.world.deselect(id, selection).deletePlan(id);

        assertThat(local.world.findPlan(id)).isEmpty();
        assertThatThrownBy(() -> local.world.deselect(id, selection)).isInstanceOf(AwsError.Thrown.class);
    }

    @Test
    void a_new_version_replaces_the_schedule() {
        String id = planWith(rule("rate(60 minutes)"));
        ObjectNode document = Shape.JSON.createObjectNode().put("BackupPlanName", "daily");
        document.putArray("Rules").add(rule("cron(0 0 ? * * *)"));
        String before = local.world.findPlan(id).orElseThrow().version();
        local.world.updatePlan(id, document);
        local.pass(Duration.ofHours(20));

        assertThat(local.world.jobs()).isEmpty();
        assertThat(local.world.findPlan(id).orElseThrow())
                .returns("daily", PlanView::name)
                .matches(plan -> !plan.version().equals(before));
        local.pass(Duration.ofHours(1));
        assertThat(local.world.jobs()).hasSize(1);
    }

    @Test
    void a_rule_copies_what_it_made_and_sets_retention_and_tags() {
        local.world.createVault("copies");
        ObjectNode rule = rule("rate(60 minutes)");
        rule.putObject("Lifecycle").put("DeleteAfterDays", 7);
        rule.putObject("RecoveryPointTags").put("team", "ledger");
        rule.putArray("CopyActions")
                .addObject()
                .put("DestinationBackupVaultArn", Account.example().arn("backup", "backup-vault:copies"));
        local.world.deletePlan(emptied(planWith(rule("rate(600 minutes)"))));
        String id = planWith(rule);
        local.pass(HOUR);
        local.world.removePlan(id);
        local.pass(HOUR);

        assertThat(local.world.pointsIn(VAULT)).singleElement().satisfies(point -> {
            assertThat(point.lifecycle().deleteAfterDays()).isEqualTo(7);
            assertThat(point.tags()).containsEntry("team", "ledger");
        });
        assertThat(local.world.pointsIn("copies")).singleElement().satisfies(point -> assertThat(point.planId())
                .contains(id));
        assertThat(local.client.listCopyJobs(r -> {}).copyJobs())
                .singleElement()
                .satisfies(job -> assertThat(job.createdBy().backupPlanId()).isEqualTo(id));
    }

    private String emptied(String id) {
        local.world.findPlan(id).orElseThrow().selections().forEach(each -> local.world.deselect(id, each));
        return id;
    }

    @Test
    void a_stopped_backup_is_not_copied() {
        ObjectNode rule = rule("rate(60 minutes)");
        rule.putArray("CopyActions")
                .addObject()
                .put("DestinationBackupVaultArn", Account.example().arn("backup", "backup-vault:" + VAULT));
        String id = planWith(rule);
        local.pass(HOUR);
        local.world.removePlan(id);
        local.client.stopBackupJob(r -> r.backupJobId(local.world.jobs().get(0).id()));
        local.pass(HOUR);

        assertThat(local.client.listCopyJobs(r -> {}).copyJobs()).isEmpty();
        assertThat(pointsIn(VAULT)).isEmpty();
    }

    @Test
    void a_rule_makes_a_continuous_backup_again_once_it_is_gone() {
        ObjectNode document = Shape.JSON.createObjectNode().put("BackupPlanName", "continuous");
        document.putArray("Rules").add(rule("rate(60 minutes)").put("EnableContinuousBackup", true));
        String id = local.world.createPlan(document).id();
        local.world.select(id, "database", ROLE, List.of(DATABASE));
        local.pass(Duration.ofHours(5));
        assertThat(local.world.pointsIn(VAULT))
                .singleElement()
                .returns(ProtectedResourceType.RDS_CONTINUOUS, PointView::type)
                .returns(StoredPointStatus.AVAILABLE, PointView::status);

        local.world.removeBehindTheApi(pointsIn(VAULT).get(0));
        local.pass(Duration.ofHours(2));

        assertThat(pointsIn(VAULT)).hasSize(1);
    }

    @Test
    void a_plan_whose_vault_is_gone_makes_nothing() {
        local.world.plan("hourly", "absent", VOLUME, HOUR);
        local.pass(Duration.ofHours(5));

        assertThat(local.world.jobs()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "cron(0 5 ? * * *), 2026-01-02T05:00:00Z, 2026-01-03T05:00:00Z",
        "cron(15/30 * * * ? *), 2026-01-02T03:15:00Z, 2026-01-02T03:45:00Z",
        "cron(0 2/12 * * ? *), 2026-01-02T14:00:00Z, 2026-01-03T02:00:00Z",
        "'cron(0,30 4 ? * * *)', 2026-01-02T04:00:00Z, 2026-01-02T04:30:00Z",
        "rate(1 minute), 2026-01-02T03:05:05Z, 2026-01-02T03:06:05Z"
    })
    void a_schedule_names_times(String expression, Instant first, Instant second) {
        Schedule schedule = Schedule.parse(expression);

        assertThat(schedule.next().apply(Instant.parse("2026-01-02T03:04:05Z"))).isEqualTo(first);
        assertThat(schedule.next().apply(first)).isEqualTo(second);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cron(0 5 ? * MON *)",
                "cron(60 5 ? * * *)",
                "cron(0 24 ? * * *)",
                "cron(x 5 ? * * *)",
                "rate(0 minutes)",
                "cron(0/0 5 ? * * *)",
                "daily"
            })
    void other_schedules_are_refused(String expression) {
        assertThatThrownBy(() -> Schedule.parse(expression)).hasMessageContaining("Invalid schedule expression");
    }
}
