package community.backup.local.awsbackup;

import static community.backup.local.awsbackup.BackupHarness.VAULT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.backup.model.InvalidParameterValueException;
import software.amazon.awssdk.services.backup.model.ListRecoveryPointsByBackupVaultResponse;
import software.amazon.awssdk.services.backup.model.RecoveryPointByBackupVault;

class ListingTest {
    private final BackupHarness local = new BackupHarness();

    private ListRecoveryPointsByBackupVaultResponse page(String token) {
        return local.client.listRecoveryPointsByBackupVault(
                r -> r.backupVaultName(VAULT).maxResults(2).nextToken(token.isEmpty() ? null : token));
    }

    @Test
    void pages_hold_every_point_once_newest_first() {
        List<String> put = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            put.add(0, local.world.point(VAULT, ProtectedResourceType.EBS).put());
            local.pass(Duration.ofMinutes(1));
        }

        assertThat(local
                        .client
                        .listRecoveryPointsByBackupVaultPaginator(
                                r -> r.backupVaultName(VAULT).maxResults(2))
                        .recoveryPoints()
                        .stream()
                        .map(RecoveryPointByBackupVault::recoveryPointArn))
                .containsExactlyElementsOf(put);
    }

    @Test
    void what_goes_between_two_pages_moves_no_other_point() {
        for (int i = 0; i < 4; i++) {
            local.world.point(VAULT, ProtectedResourceType.EBS).put();
            local.pass(Duration.ofMinutes(1));
        }
        ListRecoveryPointsByBackupVaultResponse first = page("");
        local.world.removeBehindTheApi(first.recoveryPoints().get(1).recoveryPointArn());

        assertThat(page(first.nextToken()).recoveryPoints()).hasSize(2);
    }

    @Test
    void tokens_are_worth_nothing_when_old_or_made_up() {
        for (int i = 0; i < 3; i++) {
            local.world.point(VAULT, ProtectedResourceType.EBS).put();
        }
        String token = page("").nextToken();
        local.pass(Duration.ofDays(2));

        assertThatThrownBy(() -> page(token)).isInstanceOf(InvalidParameterValueException.class);
        assertThatThrownBy(() -> page("made up")).isInstanceOf(InvalidParameterValueException.class);
    }

    @Test
    void the_arn_of_a_recovery_point_is_not_that_of_a_resource() {
        String arn = local.world.point(VAULT, ProtectedResourceType.EBS).put();

        assertThatThrownBy(() -> local.client.listRecoveryPointsByBackupVault(
                        r -> r.backupVaultName(VAULT).byResourceArn(arn)))
                .isInstanceOf(InvalidParameterValueException.class)
                .hasMessageContaining("Unsupported resource type: " + arn);
    }

    @Test
    void a_vault_with_a_slash_in_its_name_is_reached() {
        String vault = "aws/efs/automatic-backup-vault";
        local.world.createVault(vault);
        String arn = local.world.point(vault, ProtectedResourceType.EFS).put();

        assertThat(local.client
                        .describeRecoveryPoint(r -> r.backupVaultName(vault).recoveryPointArn(arn))
                        .recoveryPointArn())
                .isEqualTo(arn);
    }
}
