package community.backup.cdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awscdk.App;
import software.amazon.awscdk.RemovalPolicies;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.assertions.Template;
import software.amazon.awscdk.services.backup.BackupVault;

/** Tests that {@code applyRemovalPolicy} of both constructs works like that of aws-cdk-lib's own constructs. */
class RemovalPolicyTest {
    private static final String VOLUME = "arn:aws:ec2:us-east-1:123456789012:volume/vol-0a1b2c3d4e5f60718";

    private final Stack stack = AccountStack.empty();
    private final BackupVault vault = BackupVault.Builder.create(stack, "Vault")
            .removalPolicy(RemovalPolicy.DESTROY)
            .build();

    @ParameterizedTest
    @CsvSource({
        "DESTROY, Delete, Delete",
        "RETAIN, Retain, Retain",
        "RETAIN_ON_UPDATE_OR_DELETE, RetainExceptOnCreate, Retain"
    })
    void a_removal_policy_becomes_the_policies_of_the_resource(
            RemovalPolicy policy, String onDeletion, String onReplacement) {
        backup().applyRemovalPolicy(policy);
        VaultContents.of(vault).applyRemovalPolicy(policy);

        Template template = Template.fromStack(stack);
        Map<String, Object> expected = Map.of("DeletionPolicy", onDeletion, "UpdateReplacePolicy", onReplacement);
        template.hasResource(CfnRecoveryPoint.CFN_RESOURCE_TYPE_NAME, expected);
        template.hasResource(CfnVaultContents.CFN_RESOURCE_TYPE_NAME, expected);
    }

    /**
     * CloudFormation makes no snapshots of these types. With the feature flag of new applications, the CDK refuses the
     * policy for all such types.
     */
    @Test
    void a_snapshot_of_what_is_a_backup_is_refused() {
        Stack flagged = new Stack(
                App.Builder.create()
                        .context(Map.of("@aws-cdk/core:validateSnapshotRemovalPolicy", true))
                        .build(),
                "Flagged");
        BackupVault archive = new BackupVault(flagged, "Vault");
        RecoveryPoint backup = backup(flagged, archive);
        VaultContents contents = VaultContents.of(archive);

        assertThatThrownBy(() -> backup.applyRemovalPolicy(RemovalPolicy.SNAPSHOT))
                .hasMessageContaining("Community::Backup::RecoveryPoint does not support snapshot removal policy");
        assertThatThrownBy(() -> contents.applyRemovalPolicy(RemovalPolicy.SNAPSHOT))
                .hasMessageContaining("Community::Backup::VaultContents does not support snapshot removal policy");
    }

    @Test
    void a_recovery_point_that_is_only_referred_to_has_no_removal_policy() {
        IRecoveryPoint point = RecoveryPoint.fromRecoveryPointArn(
                stack, "Existing", "arn:aws:ec2:us-east-1::snapshot/snap-0a1b2c3d4e5f60718");

        assertThatThrownBy(() -> point.applyRemovalPolicy(RemovalPolicy.DESTROY))
                .hasMessageContaining("Cannot apply RemovalPolicy");
    }

    @Test
    void the_last_removal_policy_counts_also_for_an_imported_recovery_point() {
        RecoveryPoint.Builder.create(stack, "Imported")
                .backupVault(vault)
                .imported()
                .removalPolicy(RemovalPolicy.RETAIN)
                .build()
                .applyRemovalPolicy(RemovalPolicy.DESTROY);

        Template.fromStack(stack)
                .hasResource(
                        CfnRecoveryPoint.CFN_RESOURCE_TYPE_NAME,
                        Map.of("DeletionPolicy", "Delete", "UpdateReplacePolicy", "Delete"));
    }

    @Test
    void a_removal_policy_of_the_scope_counts_for_both() {
        backup();
        VaultContents.of(vault);
        RemovalPolicies.of(stack).retain();

        Template template = Template.fromStack(stack);
        Map<String, Object> expected = Map.of("DeletionPolicy", "Retain", "UpdateReplacePolicy", "Retain");
        template.hasResource(CfnRecoveryPoint.CFN_RESOURCE_TYPE_NAME, expected);
        template.hasResource(CfnVaultContents.CFN_RESOURCE_TYPE_NAME, expected);
    }

    @Test
    void a_retained_backup_stays_when_the_stack_is_deleted() throws Exception {
        RecoveryPoint backup = backup();
        backup.applyRemovalPolicy(RemovalPolicy.RETAIN);
        vault.applyRemovalPolicy(RemovalPolicy.RETAIN);

        assertThat(LocalCloudFormation.deployedAndShown(stack))
                .contains("DELETE_SKIPPED " + DeletionOrder.id(stack, backup));
    }

    @Test
    void retained_contents_stay_with_their_retained_vault_when_the_stack_is_deleted() throws Exception {
        vault.applyRemovalPolicy(RemovalPolicy.RETAIN);
        VaultContents contents = VaultContents.of(vault);
        contents.applyRemovalPolicy(RemovalPolicy.RETAIN);

        assertThat(LocalCloudFormation.deployedAndShown(stack))
                .contains("DELETE_SKIPPED " + DeletionOrder.id(stack, contents))
                .contains("DELETE_SKIPPED " + DeletionOrder.id(stack, vault));
    }

    private RecoveryPoint backup() {
        return backup(stack, vault);
    }

    private static RecoveryPoint backup(Stack stack, BackupVault vault) {
        return RecoveryPoint.Builder.create(stack, "Backup")
                .backupVault(vault)
                .source(BackupSource.fromArn(VOLUME))
                .build();
    }
}
