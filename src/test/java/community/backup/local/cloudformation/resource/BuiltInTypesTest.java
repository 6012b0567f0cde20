package community.backup.local.cloudformation.resource;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import community.backup.local.awsbackup.Account;
import community.backup.local.awsbackup.HttpAnswer;
import community.backup.local.awsbackup.HttpCall;
import community.backup.local.awsbackup.LocalAwsBackup;
import community.backup.local.awsbackup.ProtectedResourceType;
import community.backup.local.awsbackup.StoredPointStatus;
import community.backup.local.clock.Agenda;
import community.backup.local.clock.MovableClock;
import community.backup.local.cloudformation.FakeThings;
import community.backup.local.cloudformation.LocalCloudFormation;
import community.backup.local.cloudformation.StackRequest;
import community.backup.local.cloudformation.StackView;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BuiltInTypesTest {
    private static final String TEMPLATE = """
            Resources:
              Role:
                Type: AWS::IAM::Role
                Properties:
                  AssumeRolePolicyDocument: {}
                  Description: first
              Policy:
                Type: AWS::IAM::Policy
                Properties:
                  PolicyName: policy
                  PolicyDocument: {}
                  Roles: [!Ref Role]
              Vault:
                Type: AWS::Backup::BackupVault
                Properties:
                  BackupVaultName: vault
            Outputs:
              Name:
                Value: !Ref Role
              Arn:
                Value: !GetAtt Role.Arn
              Vault:
                Value: !GetAtt Vault.BackupVaultName
            """;

    private final MovableClock clock = new MovableClock(Clock.systemUTC());
    private final LocalAwsBackup backup = new LocalAwsBackup(clock, Account.example());

    @Test
    void a_stack_has_the_names_and_arns_of_what_stands_beside_recovery_points() {
        StackView created = cloudFormation().deploy(StackRequest.of("beside", TEMPLATE));

        assertThat(created.status()).isEqualTo("CREATE_COMPLETE");
        assertThat(created.output("Name")).isEqualTo("beside-Role-1");
        assertThat(created.output("Arn")).isEqualTo("arn:aws:iam::123456789012:role/beside-Role-1");
        assertThat(created.output("Vault")).isEqualTo("vault");
    }

    @Test
    void a_change_in_place_keeps_the_name() {
        LocalCloudFormation cloudFormation = cloudFormation();
        cloudFormation.deploy(StackRequest.of("beside", TEMPLATE));

        StackView changed = cloudFormation.deploy(StackRequest.of("beside", TEMPLATE.replace("first", "second")));

        assertThat(changed.status()).isEqualTo("UPDATE_COMPLETE");
        assertThat(changed.output("Name")).isEqualTo("beside-Role-1");
    }

    @Test
    void a_backup_whose_role_is_deleted_first_expires() {
        ResourceType role = type("AWS::IAM::Role");
        JsonNode created = invoke(role, "CREATE", "{}").path("resourceModel");
        backup.world().createVault("vault");
        String arn = backup.world()
                .point("vault", ProtectedResourceType.EBS)
                .role(created.path("Arn").asText())
                .put();
        invoke(role, "DELETE", created.toString());

        delete(arn);
        clock.advance(Duration.ofHours(12));

        assertThat(backup.world().pointsIn("vault")).singleElement().satisfies(point -> assertThat(point.status())
                .isEqualTo(StoredPointStatus.EXPIRED));
    }

    @Test
    void what_was_deleted_is_missing() {
        ResourceType topic = type("AWS::SNS::Topic");
        JsonNode created = invoke(topic, "CREATE", "{}").path("resourceModel");
        assertThat(invoke(topic, "DELETE", created.toString()).toString()).isEqualTo("{\"status\":\"SUCCESS\"}");

        assertThat(invoke(topic, "READ", created.toString()).path("errorCode").asText())
                .isEqualTo("NotFound");
    }

    @Test
    void a_name_is_taken_once() {
        ResourceType table = type("AWS::DynamoDB::Table");
        invoke(table, "CREATE", "{'TableName':'mine'}");

        assertThat(invoke(table, "CREATE", "{'TableName':'mine'}")
                        .path("errorCode")
                        .asText())
                .isEqualTo("AlreadyExists");
    }

    private LocalCloudFormation cloudFormation() {
        List<ResourceType> types = new ArrayList<>(BuiltInTypes.of(backup.world()));
        types.add(BackupVaultHandler.type(backup));
        return new LocalCloudFormation(new Agenda(clock, Double.POSITIVE_INFINITY), types);
    }

    private ResourceType type(String name) {
        return BuiltInTypes.of(backup.world()).stream()
                .filter(type -> type.schema().typeName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static JsonNode invoke(ResourceType type, String action, String properties) {
        return type.handler()
                .invoke((ObjectNode) FakeThings.json("{'action':'" + action + "','stackId':'arn:x/stack/id',"
                        + "'requestData':{'logicalResourceId':'It','resourceProperties':"
                        + properties.replace('"', '\'') + "}}"))
                .toCompletableFuture()
                .join();
    }

    @Test
    void a_backup_access_point_keeps_its_recovery_point_until_it_is_deleted() {
        ResourceType type = type("AWS::Backup::BackupAccessPoint");
        backup.world().createVault("vault");
        String arn = backup.world().point("vault", ProtectedResourceType.S3).put();
        JsonNode created =
                invoke(type, "CREATE", "{'RecoveryPointArn':'" + arn + "'}").path("resourceModel");

        assertThat(delete(arn).status()).isEqualTo(400);
        invoke(type, "DELETE", created.toString());
        assertThat(delete(arn).status()).isEqualTo(200);
    }

    @Test
    void a_backup_access_point_needs_a_recovery_point() {
        JsonNode refused = invoke(type("AWS::Backup::BackupAccessPoint"), "CREATE", "{'RecoveryPointArn':'arn:none'}");

        assertThat(refused.path("message").asText()).isEqualTo("There is no arn:none.");
    }

    @Test
    void a_legal_hold_keeps_the_recovery_points_of_its_vaults_until_it_is_deleted() {
        ResourceType type = type("AWS::Backup::LegalHold");
        backup.world().createVault("vault").createVault("other");
        String held = backup.world().point("vault", ProtectedResourceType.EFS).put();
        backup.world().point("other", ProtectedResourceType.EFS).put();
        JsonNode created = invoke(type, "CREATE", "{'RecoveryPointSelection':{'VaultNames':['vault']}}")
                .path("resourceModel");

        assertThat(backup.world().pointsIn("other"))
                .allSatisfy(point -> assertThat(point.legalHolds()).isEmpty());
        assertThat(delete(held).status()).isEqualTo(400);
        invoke(type, "DELETE", created.toString());
        assertThat(delete(held).status()).isEqualTo(200);
    }

    @Test
    void a_legal_hold_refuses_a_selection_that_it_would_ignore() {
        String selection = "{'RecoveryPointSelection':{'VaultNames':['vault'],'ResourceIdentifiers':['EBS']}}";
        JsonNode refused = invoke(type("AWS::Backup::LegalHold"), "CREATE", selection);

        assertThat(refused.path("message").asText())
                .isEqualTo(
                        "RecoveryPointSelection.ResourceIdentifiers is not supported here. Remove it, and select by VaultNames.");
    }

    private HttpAnswer delete(String arn) {
        String path = "/backup-vaults/vault/recovery-points/" + URLEncoder.encode(arn, StandardCharsets.UTF_8);
        return backup.handle(new HttpCall("DELETE", path, Map.of(), Map.of(), new byte[0]))
                .answer();
    }
}
