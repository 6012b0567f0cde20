package community.backup.local.cloudformation.resource;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import community.backup.local.awsbackup.Account;
import community.backup.local.awsbackup.LocalAwsBackup;
import community.backup.local.awsbackup.PlanView;
import community.backup.local.awsbackup.PointView;
import community.backup.local.clock.Agenda;
import community.backup.local.clock.MovableClock;
import community.backup.local.cloudformation.FakeThings;
import community.backup.local.cloudformation.LocalCloudFormation;
import community.backup.local.cloudformation.StackRequest;
import community.backup.local.cloudformation.StackView;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Backup plans and selections in stacks. */
class BackupPlanHandlerTest {
    private static final String TEMPLATE = """
            Resources:
              Vault:
                Type: AWS::Backup::BackupVault
                Properties: {BackupVaultName: vault}
              Role:
                Type: AWS::IAM::Role
                Properties: {AssumeRolePolicyDocument: {}}
              Plan:
                Type: AWS::Backup::BackupPlan
                Properties:
                  BackupPlan:
                    BackupPlanName: nightly
                    BackupPlanRule:
                      - RuleName: rule
                        TargetBackupVault: !Ref Vault
                        ScheduleExpression: cron(0 5 ? * * *)
                        Lifecycle: {DeleteAfterDays: 35}
              Selection:
                Type: AWS::Backup::BackupSelection
                Properties:
                  BackupPlanId: !Ref Plan
                  BackupSelection:
                    SelectionName: volumes
                    IamRoleArn: !GetAtt Role.Arn
                    Resources: ["arn:aws:ec2:us-east-1:123456789012:volume/vol-1"]
            Outputs:
              Plan: {Value: !Ref Plan}
              Arn: {Value: !GetAtt Plan.BackupPlanArn}
              Version: {Value: !GetAtt Plan.VersionId}
            """;

    private final MovableClock clock = MovableClock.startingAt(Instant.parse("2026-01-01T00:00:00Z"));
    private final LocalAwsBackup backup = new LocalAwsBackup(clock, Account.example());
    private final LocalCloudFormation cloudFormation = cloudFormation();

    private LocalCloudFormation cloudFormation() {
        List<ResourceType> types = new ArrayList<>(BuiltInTypes.of(backup.world()));
        types.add(BackupVaultHandler.type(backup));
        return new LocalCloudFormation(new Agenda(clock, Double.POSITIVE_INFINITY), types);
    }

    private StackView deploy(String template) {
        return cloudFormation.deploy(StackRequest.of("stack", template));
    }

    private static JsonNode invoke(ResourceType type, String action, String properties) {
        return type.handler()
                .invoke((ObjectNode) FakeThings.json("{'action':'" + action + "','requestData':{'resourceProperties':"
                        + properties.replace('"', '\'') + "}}"))
                .toCompletableFuture()
                .join();
    }

    @Test
    void a_plan_of_a_stack_fills_the_vault_and_is_gone_with_the_stack() {
        StackView stack = deploy(TEMPLATE);
        clock.advance(Duration.ofDays(3));

        List<PointView> points = backup.world().pointsIn("vault");
        assertThat(points).hasSize(3).allSatisfy(point -> {
            assertThat(point.planId()).contains(stack.output("Plan"));
            assertThat(point.roleArn()).startsWith("arn:aws:iam::123456789012:role/stack-Role");
            assertThat(point.lifecycle().deleteAfterDays()).isEqualTo(35);
        });
        assertThat(stack.output("Arn")).endsWith(":backup-plan:" + stack.output("Plan"));
        assertThat(cloudFormation.delete("stack").status()).isEqualTo("DELETE_FAILED");
        assertThat(backup.world().findPlan(stack.output("Plan"))).isEmpty();
        clock.advance(Duration.ofDays(3));
        assertThat(backup.world().pointsIn("vault")).hasSize(3);
    }

    @Test
    void a_changed_rule_is_a_new_version_of_the_same_plan() {
        StackView before = deploy(TEMPLATE);
        StackView after = deploy(TEMPLATE.replace("cron(0 5 ", "cron(0 5,17 "));
        clock.advance(Duration.ofDays(1));

        assertThat(after.status()).isEqualTo("UPDATE_COMPLETE");
        assertThat(after.output("Plan")).isEqualTo(before.output("Plan"));
        assertThat(after.output("Version")).isNotEqualTo(before.output("Version"));
        assertThat(backup.world().jobs()).hasSize(2);
    }

    @Test
    void a_changed_selection_is_replaced() {
        String plan = deploy(TEMPLATE).output("Plan");
        deploy(TEMPLATE.replace("vol-1", "vol-2"));
        clock.advance(Duration.ofDays(1));

        assertThat(backup.world().findPlan(plan).orElseThrow().selections()).hasSize(1);
        assertThat(backup.world().jobs()).singleElement().satisfies(job -> assertThat(job.resourceArn())
                .endsWith("vol-2"));
    }

    @Test
    void a_plan_cannot_be_deleted_before_its_selections() {
        ResourceType plans = BackupPlanHandler.type(backup.world());
        ResourceType selections = BackupSelectionHandler.type(backup.world());
        JsonNode plan = invoke(plans, "CREATE", "{'BackupPlan':{'BackupPlanName':'p','BackupPlanRule':[]}}")
                .path("resourceModel");
        String planId = plan.path("BackupPlanId").asText();
        JsonNode selection = invoke(
                        selections,
                        "CREATE",
                        "{'BackupPlanId':'" + planId + "','BackupSelection':{'SelectionName':'s','IamRoleArn':'r'}}")
                .path("resourceModel");

        assertThat(invoke(plans, "DELETE", plan.toString()).path("message").asText())
                .contains("Related backup plan selections must be deleted");
        assertThat(invoke(selections, "DELETE", selection.toString())
                        .path("status")
                        .asText())
                .isEqualTo("SUCCESS");
        assertThat(invoke(plans, "DELETE", plan.toString()).path("status").asText())
                .isEqualTo("SUCCESS");
        assertThat(backup.world().findPlan(planId).map(PlanView::name)).isEmpty();
        for (String action : List.of("READ", "DELETE")) {
            assertThat(invoke(plans, action, plan.toString()).path("errorCode").asText())
                    .isEqualTo("NotFound");
            assertThat(invoke(selections, action, selection.toString())
                            .path("errorCode")
                            .asText())
                    .isEqualTo("NotFound");
        }
    }

    @Test
    void what_has_no_effect_here_is_refused() {
        StackView stack = deploy(TEMPLATE.replace("RuleName: rule", "RuleName: rule\n            ScanActions: []"));

        assertThat(stack.status()).isEqualTo("ROLLBACK_COMPLETE");
        assertThat(invoke(
                                BackupSelectionHandler.type(backup.world()),
                                "CREATE",
                                "{'BackupPlanId':'p','BackupSelection':{'ListOfTags':[]}}")
                        .path("message")
                        .asText())
                .contains("Not supported here: [ListOfTags]");
    }
}
