package community.backup.local.cloudformation.resource;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import community.backup.local.awsbackup.Account;
import community.backup.local.awsbackup.LocalAwsBackup;
import community.backup.local.awsbackup.ProtectedResourceType;
import community.backup.local.cloudformation.FakeThings;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BackupVaultHandlerTest {
    private final LocalAwsBackup backup = new LocalAwsBackup(Clock.systemUTC(), Account.example());

    @Test
    void a_vault_is_made_read_and_deleted() {
        JsonNode created = invoke("CREATE");
        assertThat(created.at("/resourceModel/BackupVaultArn").asText()).endsWith(":backup-vault:vault");
        assertThat(invoke("READ").path("resourceModel")).isEqualTo(created.path("resourceModel"));

        assertThat(invoke("DELETE").toString()).isEqualTo("{\"status\":\"SUCCESS\"}");
        assertThat(backup.world().vaults()).isEmpty();
    }

    @Test
    void a_vault_with_recovery_points_is_not_deleted_and_aws_backup_says_why() {
        backup.world()
                .createVault("vault")
                .point("vault", ProtectedResourceType.EFS)
                .put();

        JsonNode refused = invoke("DELETE");
        assertThat(refused.path("status").asText()).isEqualTo("FAILED");
        assertThat(refused.path("message").asText()).startsWith("Backup vault cannot be deleted");
    }

    @ParameterizedTest
    @ValueSource(strings = {"READ", "DELETE"})
    void a_vault_that_was_deleted_outside_of_the_stack_is_not_found(String action) {
        invoke("CREATE");
        backup.world().removeVault("vault");

        assertThat(invoke(action).path("errorCode").asText()).isEqualTo("NotFound");
    }

    @Test
    void a_vault_whose_policy_denies_the_delete_is_not_taken_for_gone() {
        invoke("CREATE");
        backup.world().denyInVault("vault", "backup:DeleteBackupVault");

        assertThat(invoke("DELETE").path("errorCode").asText()).isEqualTo("AccessDenied");
    }

    @Test
    void a_vault_of_that_name_belongs_to_somebody_else() {
        backup.world().createVault("vault");

        assertThat(invoke("CREATE").path("errorCode").asText()).isEqualTo("AlreadyExists");
    }

    private JsonNode invoke(String action) {
        return BackupVaultHandler.type(backup)
                .handler()
                .invoke((ObjectNode) FakeThings.json("{'action':'" + action + "','bearerToken':'t',"
                        + "'requestData':{'stackTags':{},'resourceProperties':{'BackupVaultName':'vault'}}}"))
                .toCompletableFuture()
                .join();
    }
}
