package community.backup.cdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awscdk.App;
import software.amazon.awscdk.CfnDeletionPolicy;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicies;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.assertions.Template;
import software.amazon.awscdk.services.backup.BackupPlan;
import software.amazon.awscdk.services.backup.BackupVault;
import software.amazon.awscdk.services.backup.CfnBackupVault;
import software.amazon.awscdk.services.backup.IBackupVault;
import software.amazon.awscdk.services.backup.LockConfiguration;
import software.amazon.awscdk.services.iam.AccountRootPrincipal;
import software.amazon.awscdk.services.iam.AnyPrincipal;
import software.amazon.awscdk.services.iam.Effect;
import software.amazon.awscdk.services.iam.PolicyStatement;

/** Tests which vaults the construct for the contents of a vault refuses, and when. */
class VaultRulesTest {
    private final Stack stack = AccountStack.empty();

    private BackupVault.Builder vault() {
        return BackupVault.Builder.create(stack, "Vault").removalPolicy(RemovalPolicy.DESTROY);
    }

    private String synthesisError() {
        return String.valueOf(catchThrowable(() -> Template.fromStack(stack)).getMessage());
    }

    @Test
    void a_vault_that_the_cdk_retains_by_default_is_an_error_at_synthesis() {
        VaultContents.of(new BackupVault(stack, "Vault"));

        assertThat(synthesisError())
                .contains("[Stack/VaultContents] The stack retains the vault Stack/Vault, as the CDK does by default")
                .contains("Give the vault RemovalPolicy.DESTROY, or set emptyRetainedVault");
    }

    @Test
    void a_vault_that_is_retained_except_on_its_creation_is_an_error_at_synthesis() {
        VaultContents.of(
                vault().removalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE).build());

        assertThat(synthesisError()).contains("The stack retains the vault Stack/Vault");
    }

    @Test
    void a_retained_vault_can_be_emptied_if_that_is_said() throws Exception {
        VaultContents.Builder.of(new BackupVault(stack, "Vault"))
                .emptyRetainedVault(true)
                .build();

        LocalCloudFormation.deployed(stack).hasResource("AWS::Backup::BackupVault", Map.of("DeletionPolicy", "Retain"));
    }

    @Test
    void a_removal_policy_that_is_set_later_counts() throws Exception {
        VaultContents.of(new BackupVault(stack, "Vault"));
        RemovalPolicies.of(stack).destroy();

        LocalCloudFormation.deployed(stack).hasResource("AWS::Backup::BackupVault", Map.of("DeletionPolicy", "Delete"));
    }

    @ParameterizedTest
    @EnumSource(names = {"RETAIN", "RETAIN_EXCEPT_ON_CREATE"})
    void a_retained_vault_is_found_by_the_name_that_the_imported_one_has(CfnDeletionPolicy policy) {
        CfnBackupVault shown = CfnBackupVault.Builder.create(stack, "Shown")
                .backupVaultName("archive")
                .build();
        shown.getCfnOptions().setDeletionPolicy(policy);
        VaultContents.of(BackupVault.fromBackupVaultName(stack, "Archive", "archive"));

        assertThat(synthesisError()).contains("The stack retains the vault Stack/Archive");
    }

    @Test
    void a_locked_vault_is_an_error_at_synthesis() {
        VaultContents.of(vault().lockConfiguration(LockConfiguration.builder()
                        .minRetention(Duration.days(30))
                        .build())
                .build());

        assertThat(synthesisError())
                .contains("The vault Stack/Vault has a vault lock")
                .contains("Remove lockConfiguration from the vault, or remove these contents.");
    }

    @Test
    void a_lock_is_found_by_the_reference_that_an_imported_vault_has_for_a_name() {
        CfnBackupVault locked = CfnBackupVault.Builder.create(stack, "Locked")
                .backupVaultName("archive")
                .lockConfiguration(CfnBackupVault.LockConfigurationTypeProperty.builder()
                        .minRetentionDays(30)
                        .build())
                .build();
        VaultContents.of(BackupVault.fromBackupVaultName(stack, "Archive", locked.getRef()));

        assertThat(synthesisError()).contains("The vault Stack/Archive has a vault lock");
    }

    @Test
    void a_vault_whose_deletions_are_blocked_is_an_error_at_synthesis_also_if_they_are_blocked_later() {
        BackupVault vault = vault().build();
        VaultContents.of(vault);
        vault.blockRecoveryPointDeletion();

        assertThat(synthesisError())
                .contains("The access policy of the vault Stack/Vault denies backup:DeleteRecoveryPoint to everybody")
                .contains("Remove blockRecoveryPointDeletion or the statement");
    }

    static Stream<PolicyStatement> deniesNotTheContents() {
        return Stream.of(
                denial("backup:DeleteRecoveryPoint")
                        .principals(List.of(new AnyPrincipal()))
                        .conditions(Map.of("ArnNotLike", Map.of("aws:PrincipalArn", "arn:aws:iam::*:role/type")))
                        .build(),
                denial("backup:DeleteRecoveryPoint")
                        .principals(List.of(new AccountRootPrincipal()))
                        .build(),
                denial("backup:StartRestoreJob")
                        .principals(List.of(new AnyPrincipal()))
                        .build(),
                denial("backup:DeleteRecoveryPoint")
                        .effect(Effect.ALLOW)
                        .principals(List.of(new AnyPrincipal()))
                        .build());
    }

    private static PolicyStatement.Builder denial(String action) {
        return PolicyStatement.Builder.create()
                .effect(Effect.DENY)
                .actions(List.of(action))
                .resources(List.of("*"));
    }

    @ParameterizedTest
    @MethodSource("deniesNotTheContents")
    void a_statement_that_may_not_concern_the_contents_is_no_error(PolicyStatement statement) {
        BackupVault vault = vault().build();
        vault.addToAccessPolicy(statement);
        VaultContents.of(vault);

        assertThatCode(() -> Template.fromStack(stack)).doesNotThrowAnyException();
    }

    @Test
    void an_imported_vault_of_which_the_template_shows_nothing_is_left_to_the_handler() {
        vault().build();
        VaultContents.of(BackupVault.fromBackupVaultName(stack, "Archive", "archive"));

        Template.fromStack(stack)
                .hasResourceProperties(CfnVaultContents.CFN_RESOURCE_TYPE_NAME, Map.of("BackupVaultName", "archive"));
    }

    @Test
    void a_plan_that_targets_the_vault_itself_is_an_error_at_synthesis() {
        BackupVault vault = vault().build();
        VaultContents.of(vault);
        BackupPlan.daily35DayRetention(stack, "Plan", vault);

        assertThat(synthesisError())
                .contains("The backup plan Stack/Plan/Resource targets the vault itself")
                .contains("Give the plan these contents in the place of the vault.");
    }

    @Test
    void a_plan_that_targets_the_vault_itself_may_depend_on_the_contents() {
        BackupVault vault = vault().build();
        VaultContents contents = VaultContents.of(vault);
        BackupPlan plan = BackupPlan.daily35DayRetention(stack, "Plan", vault);
        plan.getNode().addDependency(contents);

        DeletionOrder.of(stack).before(DeletionOrder.id(stack, plan), DeletionOrder.id(stack, contents));
    }

    @Test
    void a_plan_for_another_vault_is_no_error() {
        VaultContents.of(vault().build());
        BackupPlan.daily35DayRetention(stack, "Plan", new BackupVault(stack, "Other"));

        assertThatCode(() -> Template.fromStack(stack)).doesNotThrowAnyException();
    }

    @Test
    void a_name_that_no_vault_of_a_stack_has_is_refused() {
        IBackupVault vault = BackupVault.fromBackupVaultName(stack, "Vault", "no vault");

        assertThatThrownBy(() -> VaultContents.of(vault))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("BackupVaultName: \"no vault\" is not 2 to 50 characters that match ");
    }

    @Test
    void the_default_vault_is_refused_in_the_words_of_the_handler() throws Exception {
        IBackupVault vault = BackupVault.fromBackupVaultName(stack, "Vault", "Default");
        String message =
                String.valueOf(catchThrowable(() -> VaultContents.of(vault)).getMessage());

        assertThat(Command.ROOT.resolve("src/main/java/community/backup/vaultcontents/CreateHandler.java"))
                .content()
                .contains("the contents of vault %s cannot be a resource: %s. Give another vault.")
                .contains("it is the account's default vault, which other backups use without naming it");
        assertThat(message)
                .isEqualTo(
                        "BackupVaultName: the contents of vault Default cannot be a resource: it is the account's default vault, which other backups use without naming it. Give another vault.");
    }

    @Test
    void a_vault_of_another_region_is_refused() {
        IBackupVault vault = BackupVault.fromBackupVaultArn(
                stack, "Vault", "arn:aws:backup:eu-west-1:123456789012:backup-vault:archive");

        assertThatThrownBy(() -> VaultContents.of(vault))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("The vault Stack/Vault is in another account or Region than the stack");
    }

    @Test
    void a_region_that_only_the_deployment_knows_is_left_to_the_handler() {
        Stack anywhere = new Stack(new App(), "Anywhere");
        VaultContents.of(BackupVault.fromBackupVaultArn(
                anywhere, "Vault", "arn:aws:backup:eu-west-1:123456789012:backup-vault:archive"));

        assertThatCode(() -> Template.fromStack(anywhere)).doesNotThrowAnyException();
    }
}
