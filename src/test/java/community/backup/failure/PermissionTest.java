package community.backup.failure;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests which missing permission the message about a denial names. */
@NullMarked
class PermissionTest {
    private static final String SOURCE = "arn:aws:elasticfilesystem:r:1:file-system/fs-1";
    private static final String POINT = "arn:aws:backup:r:1:recovery-point:1";
    private static final String NO_REASON = "Insufficient privileges to perform this action.";

    @ParameterizedTest
    @ValueSource(strings = {"DescribeBackupJob", "StopBackupJob", "ListBackupJobs", "ListBackupVaults", "ListCopyJobs"})
    void a_denial_about_jobs_or_the_list_of_vaults_speaks_of_no_recovery_point_and_no_vault_policy(String operation) {
        assertThat(Permission.denied(operation, "vault nightly", NO_REASON))
                .startsWith("backup:" + operation + " on the resource *, and ")
                .doesNotContain("recovery point", "vault's access policy");
    }

    @Test
    void a_denial_of_a_backup_that_does_not_say_why_names_the_vault_and_the_role() {
        assertThat(Permission.denied("StartBackupJob", SOURCE, NO_REASON))
                .startsWith("backup:StartBackupJob on the backup vault and iam:PassRole on the role in IamRoleArn");
    }

    @Test
    void a_denial_that_names_pass_role_asks_for_that_and_not_for_the_call() {
        assertThat(
                        Permission.denied(
                                "StartBackupJob",
                                SOURCE,
                                "User: arn:aws:sts::1:assumed-role/r/s is not authorized to perform: iam:PassRole on resource: arn:aws:iam::1:role/b"))
                .startsWith("iam:PassRole on the role in IamRoleArn, for backup.amazonaws.com")
                .doesNotContain("backup:StartBackupJob");
    }

    @Test
    void a_denial_that_names_another_action_asks_for_that() {
        assertThat(
                        Permission.denied(
                                "StartBackupJob",
                                SOURCE,
                                "User: arn:aws:sts::1:assumed-role/r/s is not authorized to perform: kms:Decrypt on resource: arn:aws:kms:r:1:key/1"))
                .startsWith("kms:Decrypt on the resource that the message names");
    }

    @Test
    void a_name_in_an_arn_is_no_action() {
        assertThat(Permission.denied(
                        "DeleteRecoveryPoint", POINT, "arn:aws:sts::1:assumed-role/iam:PassRole/s is denied"))
                .startsWith("backup:DeleteRecoveryPoint on this recovery point");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ListTags", "TagResource", "UntagResource"})
    void a_denial_about_tags_names_what_has_them(String operation) {
        assertThat(Permission.denied(operation, POINT, NO_REASON))
                .startsWith("backup:" + operation + " on this recovery point, and neither the vault's access policy");
        assertThat(Permission.denied(operation, "arn:aws:backup:r:1:backup-vault:nightly", NO_REASON))
                .startsWith("backup:" + operation + " on the backup vault, and neither the vault's access policy");
    }

    @ParameterizedTest
    @ValueSource(strings = {"DescribeStacks", "DescribeStackEvents"})
    void a_denial_about_a_stack_asks_for_a_permission_of_cloudformation(String operation) {
        assertThat(Permission.denied(operation, "stack arn:aws:cloudformation:r:1:stack/s/1", NO_REASON))
                .isEqualTo("cloudformation:" + operation
                        + " on the stack, and neither a permissions boundary nor a service control policy may deny it");
    }

    @Test
    void a_denial_about_a_plan_or_a_vault_names_it() {
        assertThat(Permission.denied("GetBackupPlan", "plan 1", NO_REASON))
                .startsWith("backup:GetBackupPlan on the backup plan, and neither a permissions boundary");
        assertThat(Permission.denied("DescribeBackupVault", "vault nightly", NO_REASON))
                .startsWith("backup:DescribeBackupVault on the backup vault, and neither the vault's access policy");
    }
}
