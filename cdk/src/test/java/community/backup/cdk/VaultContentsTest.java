package community.backup.cdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.assertions.Match;
import software.amazon.awscdk.assertions.Template;
import software.amazon.awscdk.services.backup.BackupPlan;
import software.amazon.awscdk.services.backup.BackupPlanCopyActionProps;
import software.amazon.awscdk.services.backup.BackupPlanRule;
import software.amazon.awscdk.services.backup.BackupPlanRuleProps;
import software.amazon.awscdk.services.backup.BackupResource;
import software.amazon.awscdk.services.backup.BackupSelection;
import software.amazon.awscdk.services.backup.BackupSelectionOptions;
import software.amazon.awscdk.services.backup.BackupVault;
import software.amazon.awscdk.services.events.CronOptions;
import software.amazon.awscdk.services.events.Schedule;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.constructs.IConstruct;

class VaultContentsTest {
    private static final String TYPE = CfnVaultContents.CFN_RESOURCE_TYPE_NAME;
    private static final String VOLUME = "arn:aws:ec2:us-east-1:123456789012:volume/vol-0a1b2c3d4e5f60718";

    private final Stack stack = AccountStack.empty();
    private final BackupVault vault = BackupVault.Builder.create(stack, "Vault")
            .removalPolicy(RemovalPolicy.DESTROY)
            .build();

    @Test
    void the_contents_are_named_after_their_vault_and_have_the_types_defaults() throws Exception {
        VaultContents contents = VaultContents.of(vault);

        assertThat(contents.getNode().getPath()).isEqualTo("Stack/VaultContents");
        assertThat(contents.getBackupVault()).isSameAs(vault);
        LocalCloudFormation.deployed(stack)
                .hasResource(
                        TYPE,
                        Map.of(
                                "Properties",
                                Match.objectEquals(Map.of("BackupVaultName", att(vault, "BackupVaultName"))),
                                "DeletionPolicy",
                                Match.absent()));
    }

    @Test
    void a_vault_has_its_contents_once() {
        VaultContents contents = VaultContents.of(vault);

        assertThat(VaultContents.of(vault)).isSameAs(contents);
        assertThat(VaultContents.of(contents)).isSameAs(contents);
    }

    @Test
    void consent_and_time_of_the_emptying_arrive_in_the_template() throws Exception {
        VaultContents.Builder.create(stack, "Everything")
                .backupVault(vault)
                .includeExisting(true)
                .emptyOn(EmptyOn.ANY_DELETION)
                .build();

        LocalCloudFormation.deployed(stack)
                .hasResourceProperties(TYPE, Map.of("IncludeExisting", true, "EmptyOn", "ANY_DELETION"));
    }

    @Test
    void values_that_were_built_make_contents_and_say_what_was_given() throws Exception {
        VaultContentsProps props = VaultContentsProps.builder()
                .backupVault(vault)
                .includeExisting(true)
                .emptyOn(EmptyOn.ANY_DELETION)
                .build();
        new VaultContents(stack, "Everything", props);

        assertThat(props.getBackupVault()).isSameAs(vault);
        assertThat(props.getIncludeExisting()).isTrue();
        assertThat(props.getEmptyOn()).isEqualTo(EmptyOn.ANY_DELETION);
        assertThat(props.getEmptyRetainedVault()).isFalse();
        LocalCloudFormation.deployed(stack)
                .hasResourceProperties(TYPE, Map.of("IncludeExisting", true, "EmptyOn", "ANY_DELETION"));
    }

    @Test
    void values_without_a_vault_are_refused_when_they_are_built() {
        assertThatThrownBy(() -> VaultContentsProps.builder().build())
                .isInstanceOf(NullPointerException.class)
                .hasMessage("backupVault is required");
    }

    @Test
    void contents_without_a_vault_are_refused() {
        assertThatThrownBy(() -> VaultContents.Builder.create(stack, "Contents").build())
                .isInstanceOf(NullPointerException.class)
                .hasMessage("backupVault is required");
    }

    /** Shows the purpose of the type, and that the local CloudFormation reports the failure without it. */
    @Test
    void a_vault_that_is_not_empty_cannot_be_deleted_without_the_contents() throws Exception {
        leaveARecoveryPoint();

        assertThat(LocalCloudFormation.failedDeletion(stack)).contains("contains recovery points");
    }

    @Test
    void a_vault_that_is_not_empty_is_deleted_with_the_contents() throws Exception {
        VaultContents.of(vault);
        leaveARecoveryPoint();

        LocalCloudFormation.deployed(stack).hasResource(TYPE, Map.of());
    }

    @Test
    void plan_and_selection_are_deleted_before_the_contents_and_role_and_vault_after_them() throws Exception {
        VaultContents contents = VaultContents.of(vault);
        BackupPlan plan = BackupPlan.daily35DayRetention(stack, "Plan", contents);
        BackupSelection selection = selection(plan);
        contents.addBackupRole(selection);

        String shown = LocalCloudFormation.deployedAndShown(stack);

        Template.fromStack(stack)
                .hasResourceProperties(
                        "AWS::Backup::BackupPlan",
                        Map.of(
                                "BackupPlan",
                                Map.of(
                                        "BackupPlanRule",
                                        List.of(Match.objectLike(
                                                Map.of("TargetBackupVault", Map.of("Ref", id(contents))))))));
        IConstruct role = Objects.requireNonNull(selection.getNode().findChild("Role"));
        DeletionOrder order = DeletionOrder.of(stack);
        order.before(id(selection), id(plan)).before(id(plan), id(contents));
        order.before(id(contents), id(vault)).before(id(contents), id(role));
        assertThat(deletions(shown)).containsSubsequence(id(selection), id(plan), id(contents), id(vault));
        assertThat(deletions(shown)).containsSubsequence(id(contents), id(role));
    }

    @Test
    void a_plan_that_copies_into_the_vault_is_deleted_before_the_contents() throws Exception {
        VaultContents contents = VaultContents.of(vault);
        BackupPlan plan = BackupPlan.Builder.create(stack, "Plan")
                .backupVault(BackupVault.fromBackupVaultName(stack, "Source", "source"))
                .backupPlanRules(List.of(new BackupPlanRule(BackupPlanRuleProps.builder()
                        .ruleName("copied")
                        .scheduleExpression(Schedule.cron(
                                CronOptions.builder().hour("5").minute("0").build()))
                        .copyActions(List.of(BackupPlanCopyActionProps.builder()
                                .destinationBackupVault(contents)
                                .build()))
                        .build())))
                .build();

        Template.fromStack(stack)
                .hasResourceProperties(
                        "AWS::Backup::BackupPlan",
                        Map.of(
                                "BackupPlan",
                                Map.of(
                                        "BackupPlanRule",
                                        List.of(Match.objectLike(Map.of(
                                                "CopyActions",
                                                List.of(Map.of(
                                                        "DestinationBackupVaultArn",
                                                        att(contents, "BackupVaultArn")))))))));
        DeletionOrder.of(stack).before(id(plan), id(contents)).before(id(contents), id(vault));
    }

    @Test
    void a_recovery_point_in_the_vault_is_deleted_before_the_contents() throws Exception {
        VaultContents contents = VaultContents.of(vault);
        RecoveryPoint point = RecoveryPoint.Builder.create(stack, "Backup")
                .backupVault(contents)
                .source(BackupSource.fromArn(VOLUME))
                .build();

        assertThat(deletions(LocalCloudFormation.deployedAndShown(stack)))
                .containsSubsequence(id(point), id(contents), id(vault));
    }

    @Test
    void a_role_that_is_not_kept_goes_before_the_contents_and_leaves_a_recovery_point_expired() throws Exception {
        VaultContents.of(vault);
        Role role = Role.Builder.create(stack, "BackupRole")
                .assumedBy(new ServicePrincipal("backup.amazonaws.com"))
                .build();
        RecoveryPoint.Builder.create(stack, "Backup")
                .backupVault(vault)
                .source(BackupSource.fromArn(VOLUME))
                .role(role)
                .removalPolicy(RemovalPolicy.RETAIN)
                .build();

        assertThat(LocalCloudFormation.failedDeletion(stack)).contains("EXPIRED");
    }

    @Test
    void a_role_that_is_kept_is_deleted_after_the_contents() throws Exception {
        Role role = Role.Builder.create(stack, "BackupRole")
                .assumedBy(new ServicePrincipal("backup.amazonaws.com"))
                .build();
        VaultContents contents = VaultContents.of(vault);
        contents.grant(role, "backup:StartBackupJob");
        contents.addBackupRole(role);
        RecoveryPoint.Builder.create(stack, "Backup")
                .backupVault(vault)
                .source(BackupSource.fromArn(VOLUME))
                .role(role)
                .removalPolicy(RemovalPolicy.RETAIN)
                .build();

        String shown = LocalCloudFormation.deployedAndShown(stack);

        String policy = id(Objects.requireNonNull(role.getNode().findChild("DefaultPolicy")));
        assertThat(deletions(shown)).containsSubsequence(id(contents), policy, id(role));
        Template.fromStack(stack)
                .hasResourceProperties(
                        "AWS::IAM::Policy",
                        Map.of(
                                "PolicyDocument",
                                Match.objectLike(Map.of(
                                        "Statement",
                                        List.of(Match.objectLike(Map.of("Resource", att(vault, "BackupVaultArn"))))))));
    }

    @Test
    void a_role_from_outside_the_stack_needs_no_order() throws Exception {
        VaultContents contents = VaultContents.of(vault);

        contents.addBackupRole(Role.fromRoleArn(stack, "Role", "arn:aws:iam::123456789012:role/backup"));

        Template.fromStack(stack).hasResource(TYPE, Map.of("DependsOn", Match.absent()));
    }

    private void leaveARecoveryPoint() {
        RecoveryPoint.Builder.create(stack, "Backup")
                .backupVault(vault)
                .source(BackupSource.fromArn(VOLUME))
                .role(Role.fromRoleArn(stack, "Role", "arn:aws:iam::123456789012:role/backup"))
                .removalPolicy(RemovalPolicy.RETAIN)
                .build();
    }

    private static BackupSelection selection(BackupPlan plan) {
        return plan.addSelection(
                "Selection",
                BackupSelectionOptions.builder()
                        .resources(List.of(BackupResource.fromArn(VOLUME)))
                        .build());
    }

    /** The logical ids in the order in which they were deleted. */
    private static List<String> deletions(String shown) {
        return Pattern.compile("DELETE_COMPLETE +(\\w+)")
                .matcher(shown)
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    private String id(IConstruct construct) {
        return DeletionOrder.id(stack, construct);
    }

    private Map<String, Object> att(IConstruct construct, String attribute) {
        return Map.of("Fn::GetAtt", List.of(id(construct), attribute));
    }
}
