package community.backup.failure;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which permission a denial is said to lack. */
@NullMarked
class PermissionTest {

    @ParameterizedTest
    @ValueSource(strings = {"DescribeBackupJob", "StopBackupJob", "ListBackupJobs", "ListBackupVaults"})
    void a_denial_about_jobs_or_the_list_of_vaults_speaks_of_no_recovery_point_and_no_vault_policy(String operation) {
        assertThat(Permission.denied(operation, "Insufficient privileges to perform this action."))
                .startsWith("backup:" + operation + " on the resource *, and ")
                .doesNotContain("recovery point", "vault's access policy");
    }

    @Test
    void a_denial_of_a_backup_that_does_not_say_why_names_the_vault_and_the_role() {
        assertThat(Permission.denied("StartBackupJob", "Insufficient privileges to perform this action."))
                .startsWith("backup:StartBackupJob on the backup vault and iam:PassRole on the role in IamRoleArn");
    }

    @Test
    void a_denial_that_names_pass_role_asks_for_that_and_not_for_the_call() {
        assertThat(
                        Permission.denied(
                                "StartBackupJob",
                                "User: arn:aws:sts::1:assumed-role/r/s is not authorized to perform: iam:PassRole on resource: arn:aws:iam::1:role/b"))
                .startsWith("iam:PassRole on the role in IamRoleArn, for backup.amazonaws.com")
                .doesNotContain("backup:StartBackupJob");
    }

    @Test
    void a_denial_that_names_another_action_asks_for_that() {
        assertThat(
                        Permission.denied(
                                "StartBackupJob",
                                "User: arn:aws:sts::1:assumed-role/r/s is not authorized to perform: kms:Decrypt on resource: arn:aws:kms:r:1:key/1"))
                .startsWith("kms:Decrypt on the resource that the message names");
    }

    @Test
    void a_name_in_an_arn_is_no_action() {
        assertThat(Permission.denied("DeleteRecoveryPoint", "arn:aws:sts::1:assumed-role/iam:PassRole/s is denied"))
                .startsWith("backup:DeleteRecoveryPoint on this recovery point");
    }
}
