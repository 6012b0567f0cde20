package community.backup.vaultcontents;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import community.backup.local.awsbackup.Account;
import community.backup.local.awsbackup.BackupOperation;
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
import community.backup.local.cloudformation.api.ServiceRouter;
import community.backup.local.cloudformation.api.StackQueries;
import community.backup.local.cloudformation.resource.BackupVaultHandler;
import community.backup.local.cloudformation.resource.BuiltInTypes;
import community.backup.local.cloudformation.resource.ResourceSchema;
import community.backup.local.cloudformation.resource.ResourceType;
import community.backup.local.iam.Identity;
import community.backup.local.lambda.HandlersInProcess;
import community.backup.service.aws.BackupClients;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.NullMarked;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.services.backup.BackupClient;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;

/**
 * Plays a row of the table in docs/safety.md. The local CloudFormation makes the stack {@code shop} with the handlers
 * in this process. The vault is {@code nightly}. As soon as the stack's {@code Contents} are made, another user puts a
 * recovery point into the vault.
 */
@NullMarked
final class SafetyStage {
    static final String STACK = "shop";
    static final String VAULT = "nightly";

    /** A resource without a connection to the vault, so that the stack always has a resource. */
    static final String ANCHOR = """
              Anchor:
                Type: AWS::SNS::Topic
            """;

    static final String OWN_VAULT = """
              Vault:
                Type: AWS::Backup::BackupVault
                Properties:
                  BackupVaultName: nightly
            """;

    /** A resource whose creation fails. CloudFormation creates it only after the contents. */
    static final String FAILING = """
              Fails:
                Type: AWS::Backup::BackupVault
                DependsOn: Contents
                Properties:
                  BackupVaultName: taken
            """;

    private static final Account ACCOUNT = Account.example();
    private static final Identity PERMISSIONS =
            ExecutionRole.identity(ACCOUNT, Map.of(), text(Path.of("vault-contents", "resource-role.yaml")));

    /** The stage of the test that runs in this thread. */
    private static final ThreadLocal<SafetyStage> REACHED = new ThreadLocal<>();

    /** All stages share the clients, because making clients takes longer than playing a row. */
    private static final HandlersInProcess<?, ?> HANDLERS =
            new HandlersInProcess<>(new VaultContentsHandlers(), clients(), SafetyStage::pass);

    final MovableClock clock = MovableClock.startingAt(Instant.parse("2026-03-01T12:00:00Z"));
    final LocalAwsBackup backup = new LocalAwsBackup(clock, ACCOUNT);
    final World world = backup.world().createVault("taken");
    final StackQueries queries = new StackQueries(clock).caller(PERMISSIONS);
    final List<StackEvent> events = new ArrayList<>();
    final LocalCloudFormation cloudFormation;
    private final String emptyOn;
    private final boolean existing;
    private final List<String> points = new ArrayList<>();

    /**
     * A stage without a vault and without a stack.
     *
     * @param existing whether the vault holds recovery points before the resource is made, and {@code IncludeExisting} is true
     */
    SafetyStage(EmptyOn emptyOn, boolean existing) {
        this.emptyOn = emptyOn.name();
        this.existing = existing;
        REACHED.set(this);
        List<ResourceType> types = new ArrayList<>(BuiltInTypes.of(world));
        types.add(BackupVaultHandler.type(backup));
        types.add(new ResourceType(schema(), request -> CompletableFuture.completedFuture(asRole(request))));
        cloudFormation = new LocalCloudFormation(
                new Agenda(clock, Double.POSITIVE_INFINITY), types, queries, events::add, this::fillWhatIsMade);
    }

    private static BackupClients clients() {
        SdkHttpClient http = new ServiceRouter(
                new InMemoryTransport(call -> REACHED.get().backup.handle(call).answer()),
                new InMemoryTransport(call -> REACHED.get().queries.answer(call)));
        return BackupClients.of(
                        () -> BackupClient.builder().region(Region.US_EAST_1).httpClient(http),
                        BackoffStrategy.retryImmediately())
                .withStacks(() -> CloudFormationClient.builder()
                        .region(Region.US_EAST_1)
                        .httpClient(http)
                        .overrideConfiguration(each -> each.retryStrategy(AwsRetryStrategy.doNotRetry()))
                        .build());
    }

    private static void pass(Duration time) {
        REACHED.get().clock.advance(time);
    }

    private static ResourceSchema schema() {
        try {
            return new ResourceSchema(new ObjectMapper()
                    .readTree(Path.of("vault-contents", "schema.json").toFile()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private JsonNode asRole(ObjectNode request) {
        world.caller(PERMISSIONS);
        try {
            return HANDLERS.invoke(request, clock, () -> 0.5, line -> {});
        } finally {
            world.caller(Identity.UNRESTRICTED);
        }
    }

    private void fillWhatIsMade(StackEvent event) {
        if (event.resourceType().equals("Community::Backup::VaultContents")
                && event.status().equals("CREATE_COMPLETE")) {
            fill();
        }
    }

    /** Puts a recovery point into the vault. Returns its ARN. */
    String fill() {
        String arn = world.point(VAULT, ProtectedResourceType.EFS).put();
        points.add(arn);
        return arn;
    }

    /**
     * Puts a recovery point into the vault that the stack's role made, if the vault must hold some before the resource
     * is made.
     */
    void fillOfRole() {
        if (existing) {
            points.add(world.point(VAULT, ProtectedResourceType.EBS)
                    .role("arn:aws:iam::123456789012:role/backup")
                    .put());
        }
    }

    /** Adds the recovery points that a plan has made so far. */
    void countPlanned() {
        int before = points.size();
        left().stream().filter(arn -> !points.contains(arn)).forEach(points::add);
        assertThat(points).as("backups of the plan").hasSizeGreaterThan(before);
    }

    /** The resource; further lines such as {@code DependsOn: Role} stand beside its type. */
    String contents(String... lines) {
        return named("Contents", lines);
    }

    String named(String logicalId, String... lines) {
        StringBuilder resource =
                new StringBuilder("  " + logicalId + ":\n    Type: Community::Backup::VaultContents\n");
        for (String line : lines) {
            resource.append("    ").append(line).append('\n');
        }
        return resource + """
                    Properties:
                      BackupVaultName: nightly
                      EmptyOn: %s
                      IncludeExisting: %s
                """.formatted(emptyOn, existing);
    }

    /** The resource in the stack that makes its vault. */
    String ownContents(String... lines) {
        return contents(lines).replace("BackupVaultName: nightly", "BackupVaultName: !Ref Vault");
    }

    /**
     * Another user makes the vault without a stack, and puts a recovery point into it if there must be an existing one.
     */
    void makeVault() {
        world.createVault(VAULT);
        fillBefore();
    }

    private void fillBefore() {
        if (existing) {
            fill();
        }
    }

    /** Deploys the stack, which makes the vault and owns its contents. */
    void ownAll(String... others) {
        String rest = ANCHOR + OWN_VAULT + String.join("", others);
        deployExpectingSuccess(rest);
        fillBefore();
        deployExpectingSuccess(rest + ownContents());
    }

    /** Deploys the stack, which owns the contents of a vault of another user. */
    void ownContentsOnly() {
        makeVault();
        deployExpectingSuccess(ANCHOR + contents());
    }

    static StackRequest request(String stack, String resources) {
        return StackRequest.of(stack, "Resources:\n" + resources);
    }

    StackView deploy(String resources) {
        return cloudFormation.deploy(request(STACK, resources));
    }

    void deployExpectingSuccess(String resources) {
        StackView stack = deploy(resources);
        assertThat(stack.status()).as(events.toString()).isIn("CREATE_COMPLETE", "UPDATE_COMPLETE");
    }

    /** Makes the stack with a resource that fails after the contents are made. */
    void createWithFailure(OnFailure onFailure) {
        makeVault();
        cloudFormation.deploy(request(STACK, ANCHOR + contents() + FAILING), onFailure);
    }

    void delete() {
        cloudFormation.delete(STACK);
    }

    /** Deploys a parent with a nested stack, which makes the vault and owns its contents. */
    void ownInNestedStack(Path folder) {
        try {
            Files.writeString(folder.resolve("without.yaml"), "Resources:\n" + OWN_VAULT);
            Files.writeString(folder.resolve("with.yaml"), "Resources:\n" + OWN_VAULT + ownContents());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        deployParent(folder, ANCHOR + nested("without.yaml"));
        fillBefore();
        deployParent(folder, ANCHOR + nested("with.yaml"));
    }

    private static String nested(String file) {
        return """
                  Nested:
                    Type: AWS::CloudFormation::Stack
                    Properties:
                      TemplateURL: %s
                """.formatted(file);
    }

    void deployParent(Path folder, String resources) {
        StackView stack = cloudFormation.deploy(
                new StackRequest(STACK, "Resources:\n" + resources, Map.of(), Map.of(), Optional.of(folder)));
        assertThat(stack.status()).isIn("CREATE_COMPLETE", "UPDATE_COMPLETE");
    }

    /** The name of the nested stack. */
    String nestedStack() {
        return events.stream()
                .map(StackEvent::stackName)
                .filter(name -> name.startsWith(STACK + "-Nested-"))
                .findFirst()
                .orElseThrow();
    }

    /** Sends a request of Cloud Control, which has no stack. Returns the handler's last answer. */
    JsonNode withoutStack(String action) {
        ObjectNode request = JsonNodeFactory.instance
                .objectNode()
                .put("action", action)
                .put("awsAccountId", ACCOUNT.id())
                .put("region", ACCOUNT.region())
                .put("bearerToken", "cloud-control-" + action);
        ObjectNode data = request.putObject("requestData");
        data.putObject("resourceProperties")
                .put("BackupVaultName", VAULT)
                .put("EmptyOn", emptyOn)
                .put("IncludeExisting", existing);
        data.putObject("callerCredentials")
                .put("accessKeyId", "AKIALOCAL")
                .put("secretAccessKey", "local")
                .put("sessionToken", "local");
        JsonNode event = asRole(request);
        while (event.path("status").asText().equals("IN_PROGRESS")) {
            request.set("callbackContext", event.path("callbackContext"));
            clock.advance(Duration.ofSeconds(event.path("callbackDelaySeconds").asLong()));
            event = asRole(request);
        }
        return event;
    }

    /** The outcome for the recovery points that were put into the vault. */
    String outcome() {
        long left = points.stream().filter(world::exists).count();
        assertThat(points).as("recovery points of the situation").isNotEmpty();
        if (left == 0) {
            return "**deleted**";
        }
        if (left < points.size()) {
            return "**deleted**, except where AWS Backup refuses";
        }
        return backup.calls(BackupOperation.DELETE_RECOVERY_POINT).isEmpty() ? "kept" : "kept, as AWS Backup refuses";
    }

    /** The status of a stack, or that of its deletion if it is deleted. */
    String status(String stack) {
        return "`" + queries.status(stackId(stack)).orElseThrow() + "`";
    }

    private String stackId(String stack) {
        return events.stream()
                .filter(event -> event.isOfStack() && event.stackName().equals(stack))
                .reduce((earlier, later) -> later)
                .orElseThrow()
                .physicalId();
    }

    List<String> left() {
        return world.pointsIn(VAULT).stream().map(PointView::arn).toList();
    }
}
