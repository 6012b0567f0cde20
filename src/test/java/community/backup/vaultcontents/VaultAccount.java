package community.backup.vaultcontents;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import community.backup.local.awsbackup.Account;
import community.backup.local.awsbackup.BackupOperation;
import community.backup.local.awsbackup.HttpCall;
import community.backup.local.awsbackup.InMemoryTransport;
import community.backup.local.awsbackup.LocalAwsBackup;
import community.backup.local.awsbackup.PointView;
import community.backup.local.awsbackup.ProtectedResourceType;
import community.backup.local.awsbackup.TransportOfThread;
import community.backup.local.awsbackup.World;
import community.backup.local.clock.MovableClock;
import community.backup.local.cloudformation.ExecutionRole;
import community.backup.local.cloudformation.api.ArrangedStack;
import community.backup.local.cloudformation.api.ServiceRouter;
import community.backup.local.cloudformation.api.StackQueries;
import community.backup.local.iam.Identity;
import community.backup.local.lambda.HandlersInProcess;
import community.backup.service.aws.BackupClients;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.IntConsumer;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.services.backup.BackupClient;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;

/**
 * An account with a vault {@code nightly} and a stack {@code shop}. Tests call the handlers as CloudFormation does.
 * Each invocation has a new handler, and a model and a context that went through JSON. The next one follows when the
 * delay of the last answer has passed. The handlers call the local services through the real SDK clients, with the
 * permissions of {@code vault-contents/resource-role.yaml}.
 */
@NullMarked
final class VaultAccount {
    static final String VAULT = "nightly";
    static final String STACK = "arn:aws:cloudformation:eu-west-1:123456789012:stack/shop/1";
    static final String ROOT = "arn:aws:cloudformation:eu-west-1:123456789012:stack/estate/1";
    static final String OTHER_STACK = "arn:aws:cloudformation:eu-west-1:123456789012:stack/other/1";
    static final Account ACCOUNT = new Account("123456789012", "eu-west-1", "aws");
    private static final Identity PERMISSIONS = ExecutionRole.identity(ACCOUNT, Map.of(), role());
    private static final int MOST_INVOCATIONS = 5000;

    private static final BackupClients CLIENTS = BackupClients.of(
                    () -> BackupClient.builder().region(Region.EU_WEST_1).httpClient(new TransportOfThread()),
                    BackoffStrategy.retryImmediately())
            .withStacks(() -> CloudFormationClient.builder()
                    .region(Region.EU_WEST_1)
                    .httpClient(new TransportOfThread())
                    .overrideConfiguration(each -> each.retryStrategy(AwsRetryStrategy.doNotRetry()))
                    .build());

    final MovableClock clock = new MovableClock(Clock.fixed(Instant.parse("2026-03-01T12:00:00Z"), ZoneOffset.UTC));
    final LocalAwsBackup backup = new LocalAwsBackup(clock, ACCOUNT);
    final World world = backup.world().createVault(VAULT).caller(PERMISSIONS);
    final StackQueries stacks = new StackQueries(clock).caller(PERMISSIONS);
    final List<String> log = new ArrayList<>();
    private final SdkHttpClient http = new ServiceRouter(
            InMemoryTransport.to(backup, Duration.ofSeconds(8), clock::advance), new InMemoryTransport(stacks));
    private final HandlersInProcess<?, ?> handlers =
            new HandlersInProcess<>(new VaultContentsHandlers(), CLIENTS, clock::advance);

    VaultAccount() {
        stacks.put(ArrangedStack.withId(STACK).statuses("CREATE_IN_PROGRESS", "CREATE_COMPLETE", "DELETE_IN_PROGRESS"));
    }

    /** The template of the type's role. */
    static String role() {
        try {
            return Files.readString(Path.of("vault-contents/resource-role.yaml"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A model of the vault's contents. */
    static ObjectNode model(String vault) {
        return JsonNodeFactory.instance.objectNode().put("BackupVaultName", vault);
    }

    static ObjectNode model() {
        return model(VAULT);
    }

    /** A request of CloudFormation. A test can change it before the operation runs. */
    static final class Call {
        final ObjectNode request = JsonNodeFactory.instance.objectNode();

        Call(String action, ObjectNode model) {
            request.put("action", action);
            request.put("awsAccountId", ACCOUNT.id());
            request.put("region", ACCOUNT.region());
            request.put(
                    "bearerToken",
                    UUID.nameUUIDFromBytes(action.getBytes(StandardCharsets.UTF_8))
                            .toString());
            request.put("stackId", STACK);
            request.put("rollback", false);
            ObjectNode data = request.putObject("requestData");
            data.put("logicalResourceId", "Contents");
            data.set("resourceProperties", model.deepCopy());
            data.putObject("callerCredentials")
                    .put("accessKeyId", "AKIALOCAL")
                    .put("secretAccessKey", "local")
                    .put("sessionToken", "local");
        }

        Call inStack(String stackId) {
            request.put("stackId", stackId);
            return this;
        }

        Call withoutStack() {
            request.remove("stackId");
            return this;
        }

        Call named(String logicalId) {
            ((ObjectNode) request.get("requestData")).put("logicalResourceId", logicalId);
            return this;
        }

        Call token(String token) {
            request.put("bearerToken", token);
            return this;
        }

        Call rollback() {
            request.put("rollback", true);
            return this;
        }

        Call from(ObjectNode former) {
            ((ObjectNode) request.get("requestData")).set("previousResourceProperties", former.deepCopy());
            return this;
        }
    }

    /** One invocation: the handler's answer, the time of the call, and the duration. */
    record Step(JsonNode event, Instant at, Duration took) {
        String status() {
            return event.path("status").asText();
        }

        String message() {
            return event.path("message").asText();
        }

        int contextSize() {
            return event.path("callbackContext").toString().length();
        }
    }

    /** All invocations of an operation. */
    record Run(List<Step> steps) {
        Step end() {
            return steps.get(steps.size() - 1);
        }

        JsonNode model() {
            return end().event().path("resourceModel");
        }

        Duration took() {
            return Duration.between(steps.get(0).at(), end().at());
        }

        List<String> messages() {
            return steps.stream().map(Step::message).toList();
        }
    }

    static void succeeded(Run run) {
        assertThat(run.end().status()).as(run.end().event().toString()).isEqualTo("SUCCESS");
    }

    static void failed(Run run, String code, String... words) {
        assertThat(run.end().status()).as(run.end().event().toString()).isEqualTo("FAILED");
        assertThat(run.end().event().path("errorCode").asText())
                .as(run.end().message())
                .isEqualTo(code);
        for (String word : words) {
            assertThat(run.end().message()).contains(word);
        }
    }

    /** Runs an operation to its end. */
    Run run(Call call) {
        return run(call, step -> {});
    }

    /**
     * Runs an operation to its end.
     *
     * @param before runs before each invocation, with its number from 0 on
     */
    Run run(Call call, IntConsumer before) {
        List<Step> steps = new ArrayList<>();
        JsonNode model = call.request.at("/requestData/resourceProperties");
        JsonNode context = null;
        while (steps.size() < MOST_INVOCATIONS) {
            before.accept(steps.size());
            Step step = invoke(call, model, context);
            steps.add(step);
            if (!step.status().equals("IN_PROGRESS")) {
                return new Run(steps);
            }
            model = step.event().path("resourceModel");
            context = step.event().path("callbackContext");
            clock.advance(
                    Duration.ofSeconds(step.event().path("callbackDelaySeconds").asLong()));
        }
        throw new AssertionError("no end after " + MOST_INVOCATIONS + " invocations: " + steps.get(steps.size() - 1));
    }

    /** One invocation, with everything through JSON as between CloudFormation and Lambda. */
    Step invoke(Call call, JsonNode model, @Nullable JsonNode context) {
        ObjectNode request = call.request.deepCopy();
        ((ObjectNode) request.get("requestData")).set("resourceProperties", model);
        if (context != null) {
            request.set("callbackContext", context);
        }
        Instant at = clock.instant();
        TransportOfThread.use(http);
        JsonNode event = handlers.invoke(request, clock, () -> 0.5, log::add);
        return new Step(event, at, Duration.between(at, clock.instant()));
    }

    Run create(ObjectNode model) {
        return run(new Call("CREATE", model));
    }

    Run create() {
        Run run = create(model());
        succeeded(run);
        return run;
    }

    Run delete() {
        clock.advance(Duration.ofMinutes(1));
        return run(new Call("DELETE", model()));
    }

    Run read() {
        return run(new Call("READ", model()));
    }

    /** Puts recovery points into the vault. */
    List<String> fill(int number, ProtectedResourceType type) {
        List<String> arns = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            arns.add(world.point(VAULT, type).put());
        }
        return arns;
    }

    List<String> left() {
        return world.pointsIn(VAULT).stream().map(PointView::arn).toList();
    }

    /** Starts a backup job of a resource of this type. */
    void startJob(ProtectedResourceType type, String service, String name) {
        String arn = "arn:aws:%s:eu-west-1:123456789012:%s".formatted(service, name);
        world.resource(arn, type);
        startJob(arn);
    }

    /** Makes another user start a backup into the vault. */
    void startJob(String resourceArn) {
        String body = """
                {"BackupVaultName": "%s", "ResourceArn": "%s", "IamRoleArn": "arn:aws:iam::123456789012:role/backup"}""".formatted(VAULT, resourceArn);
        HttpCall call = new HttpCall("PUT", "/backup-jobs", Map.of(), Map.of(), body.getBytes(StandardCharsets.UTF_8));
        assertThat(backup.handle(call).answer().status()).isEqualTo(200);
    }

    int calls(BackupOperation operation) {
        return backup.calls(operation).size();
    }

    /** The keys of the vault's tags. */
    Map<String, String> tags() {
        return world.tagsOf(VAULT);
    }
}
