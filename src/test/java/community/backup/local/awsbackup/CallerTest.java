package community.backup.local.awsbackup;

import static community.backup.local.awsbackup.BackupHarness.ROLE;
import static community.backup.local.awsbackup.BackupHarness.VAULT;
import static community.backup.local.awsbackup.BackupHarness.VOLUME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import community.backup.local.iam.Identity;
import community.backup.local.iam.Policy;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Tests that the policies of the caller limit each signed request. */
class CallerTest {
    private static final String VAULT_ARN = "arn:aws:backup:us-east-1:123456789012:backup-vault:" + VAULT;

    private final BackupHarness local = new BackupHarness();

    @Test
    void a_call_is_refused_in_the_words_of_aws() {
        String arn = local.world.point(VAULT, ProtectedResourceType.EFS).put();
        caller("backup:DescribeRecoveryPoint", arn, "");

        assertThat(local.status(arn)).isEqualTo("COMPLETED");
        assertThatThrownBy(() -> local.delete(arn))
                .hasMessageContaining("is not authorized to perform: backup:DeleteRecoveryPoint on resource: " + arn
                        + " because no identity-based policy allows the backup:DeleteRecoveryPoint action");
    }

    @Test
    void the_local_cloudformation_is_not_the_caller() {
        caller("backup:ListTags", "*", "");
        HttpCall unsigned = new HttpCall("GET", "/backup-vaults/" + VAULT, Map.of(), Map.of(), new byte[0]);

        assertThat(local.backup.handle(unsigned).answer().status()).isEqualTo(200);
        assertThatThrownBy(() -> local.client.describeBackupVault(r -> r.backupVaultName(VAULT)))
                .hasMessageContaining("backup:DescribeBackupVault on resource: " + VAULT_ARN);
    }

    @Test
    void the_vault_can_be_asked_for_as_well() {
        String arn = local.world.point(VAULT, ProtectedResourceType.EBS).put();
        caller("backup:*", arn, "");
        assertThat(local.status(arn)).isEqualTo("COMPLETED");

        local.world.assume(Alternative.VAULT_IS_CHECKED_TOO);

        assertThatThrownBy(() -> local.status(arn)).hasMessageContaining("on resource: " + VAULT_ARN);
    }

    @Test
    void handing_a_role_over_is_a_permission_of_its_own() {
        caller("backup:*", "*", "");

        assertThatThrownBy(() -> local.startBackup(VOLUME)).hasMessageContaining("iam:PassRole on resource: " + ROLE);
    }

    @Test
    void the_tags_of_a_recovery_point_are_known_where_aws_backup_keeps_it() {
        String efs = local.world
                .point(VAULT, ProtectedResourceType.EFS)
                .tag("team", "ledger")
                .put();
        String ebs = local.world
                .point(VAULT, ProtectedResourceType.EBS)
                .tag("team", "ledger")
                .put();
        String other = local.world
                .point(VAULT, ProtectedResourceType.EFS)
                .tag("team", "other")
                .put();
        caller("backup:*", "*", ", \"Condition\": {\"StringEquals\": {\"aws:ResourceTag/team\": \"ledger\"}}");

        assertThat(local.status(efs)).isEqualTo("COMPLETED");
        assertThatThrownBy(() -> local.status(ebs)).hasMessageContaining("is not authorized");
        assertThatThrownBy(() -> local.status(other)).hasMessageContaining("is not authorized");
    }

    private void caller(String action, String resource, String more) {
        String document = """
                {"Statement": [{"Effect": "Allow", "Action": "%s", "Resource": "%s"%s}]}
                """.formatted(action, resource, more);
        try {
            Policy policy = Policy.parse(new ObjectMapper().readTree(document));
            local.world.caller(new Identity(List.of(policy), Optional.empty()));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
