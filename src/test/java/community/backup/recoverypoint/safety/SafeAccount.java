package community.backup.recoverypoint.safety;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import community.backup.local.awsbackup.Account;
import community.backup.local.awsbackup.BackupOperation;
import community.backup.local.awsbackup.CallRecord;
import community.backup.local.awsbackup.InMemoryTransport;
import community.backup.local.awsbackup.LocalAwsBackup;
import community.backup.local.awsbackup.PointView;
import community.backup.local.awsbackup.ProtectedResourceType;
import community.backup.local.awsbackup.World;
import community.backup.local.clock.Agenda;
import community.backup.local.clock.MovableClock;
import community.backup.local.cloudformation.ExecutionRole;
import community.backup.local.cloudformation.LocalCloudFormation;
import community.backup.local.cloudformation.OnFailure;
import community.backup.local.cloudformation.StackEvent;
import community.backup.local.cloudformation.StackRequest;
import community.backup.local.cloudformation.StackView;
import community.backup.local.cloudformation.resource.ResourceHandler;
import community.backup.local.cloudformation.resource.ResourceSchema;
import community.backup.local.iam.Identity;
import community.backup.local.lambda.HandlersInProcess;
import community.backup.recoverypoint.RecoveryPointHandlers;
import community.backup.service.aws.BackupClients;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.services.backup.BackupClient;
import software.amazon.awssdk.services.backup.BackupClientBuilder;

/**
 * An account with a vault {@code nightly}. The local CloudFormation makes its stacks, with the handlers in this
 * process. Tests can read the state of the local AWS Backup.
 */
final class SafeAccount {
    static final String VAULT = "nightly";

    private static final ThreadLocal<LocalAwsBackup> REACHED = new ThreadLocal<>();
    private static final HandlersInProcess<?, ?> HANDLERS = new HandlersInProcess<>(
            new RecoveryPointHandlers(), BackupClients.of(SafeAccount::client, BackoffStrategy.retryImmediately()));

    /** Another user, who works with AWS Backup without CloudFormation. */
    private static final BackupClient OTHER_USER = client().credentialsProvider(
                    StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIDEXAMPLE", "secret")))
            .build();

    private static final ResourceSchema SCHEMA = schema();
    private static final Identity ROLE = ExecutionRole.identity(Account.example());

    final MovableClock clock = MovableClock.startingAt(Instant.parse("2026-03-01T12:00:00Z"));
    final LocalAwsBackup backup = new LocalAwsBackup(clock, Account.example());
    final World world = backup.world().createVault(VAULT).caller(ROLE);
    final Agenda agenda = new Agenda(clock, Double.POSITIVE_INFINITY);
    final List<StackEvent> events = new ArrayList<>();
    final LocalCloudFormation cloudFormation;

    private static BackupClientBuilder client() {
        return BackupClient.builder().region(Region.US_EAST_1).httpClient(new InMemoryTransport(call -> REACHED.get()
                .handle(call)
                .answer()));
    }

    SafeAccount() {
        REACHED.set(backup);
        ResourceHandler handler = this::invoke;
        cloudFormation = new LocalCloudFormation(
                agenda,
                List.of(new community.backup.local.cloudformation.resource.ResourceType(SCHEMA, handler)),
                events::add);
    }

    private static ResourceSchema schema() {
        try {
            return new ResourceSchema(
                    new ObjectMapper().readTree(Path.of("schema.json").toFile()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private CompletionStage<JsonNode> invoke(ObjectNode request) {
        return CompletableFuture.completedFuture(HANDLERS.invoke(request, clock, () -> 0.5, line -> {}));
    }

    /** Makes a recovery point without a stack. Returns its ARN. */
    String existing() {
        return world.point(VAULT, ProtectedResourceType.EFS).put();
    }

    PointView point(String arn) {
        return world.point(arn).orElseThrow();
    }

    StackView deploy(String stack, String... resources) {
        return deploy(OnFailure.ROLLBACK, stack, resources);
    }

    StackView deploy(OnFailure onFailure, String stack, String... resources) {
        return cloudFormation.deploy(request(stack, resources), onFailure);
    }

    /** Imports {@code Subject}, and nothing else that the stack does not have yet. */
    StackView importSubject(String stack, String arn, String... resources) {
        return importing(stack, Map.of("Subject", arn), resources);
    }

    /**
     * Imports recovery points.
     *
     * @param arns by logical id
     */
    StackView importing(String stack, Map<String, String> arns, String... resources) {
        Map<String, Map<String, String>> identifiers = new TreeMap<>();
        arns.forEach((id, arn) -> identifiers.put(id, Map.of("BackupVaultName", VAULT, "RecoveryPointId", arn)));
        return cloudFormation.importResources(request(stack, resources), identifiers);
    }

    private static StackRequest request(String stack, String... resources) {
        return StackRequest.of(stack, "Resources:\n" + String.join("", resources));
    }

    /** Another user changes a recovery point: its owner tag, and its lifecycle, which then ends after 200 days. */
    void drift(String arn) {
        OTHER_USER.tagResource(request -> request.resourceArn(arn).tags(Map.of("owner", "somebody")));
        OTHER_USER.updateRecoveryPointLifecycle(request -> request.backupVaultName(VAULT)
                .recoveryPointArn(arn)
                .lifecycle(lifecycle -> lifecycle.deleteAfterDays(200L)));
    }

    void pass(Duration time) {
        clock.advance(time);
    }

    /** Whether AWS Backup got a request to delete a recovery point, whatever it answered. */
    boolean deletionRequested(String arn) {
        return backup.calls(BackupOperation.DELETE_RECOVERY_POINT).stream()
                .map(CallRecord::subject)
                .anyMatch(arn::equals);
    }

    /** The reason in a resource's last event with this status. */
    String reason(String logicalId, String status) {
        return events.stream()
                .filter(event ->
                        event.logicalId().equals(logicalId) && event.status().equals(status))
                .reduce((earlier, later) -> later)
                .orElseThrow()
                .reason();
    }
}
