package community.backup.local.teardown;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import community.backup.local.awsbackup.Account;
import community.backup.local.awsbackup.HttpAnswer;
import community.backup.local.awsbackup.HttpCall;
import community.backup.local.awsbackup.InMemoryTransport;
import community.backup.local.cloudformation.api.ArrangedStack;
import community.backup.local.cloudformation.api.ServiceRouter;
import community.backup.local.cloudformation.api.StackQueries;
import community.backup.local.lambda.HandlersInProcess;
import community.backup.local.simulation.NeverRunningScheduler;
import community.backup.service.aws.BackupClients;
import community.backup.vaultcontents.VaultContentsHandlers;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.backup.BackupClient;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;

/**
 * The deletion of a stack with one VaultContents resource: this type's delete handler with its SDK clients, through the
 * registry's protocol. Each call and each pause of an invocation takes its time, so that other callers' calls can
 * happen between them.
 */
final class OwnContents implements Algorithm {
    /**
     * The time between the two empty lists that prove that a vault is empty. It applies if nothing new appears in the
     * vault.
     */
    static final Duration QUIET = Duration.ofSeconds(5);

    private static final String LOGICAL_ID = "Contents";
    private static final ThreadLocal<Operation> CURRENT = new ThreadLocal<>();
    /** Shared, because creating them is slow. */
    private static final HandlersInProcess<?, ?> HANDLERS = new HandlersInProcess<>(
            new VaultContentsHandlers(), clients(), time -> CURRENT.get().task.sleep(time));

    @Override
    public String name() {
        return "VaultContents";
    }

    @Override
    public String source() {
        return "this project";
    }

    private static BackupClients clients() {
        SdkHttpClient http = new ServiceRouter(
                new InMemoryTransport(call -> CURRENT.get().answer(call)),
                new InMemoryTransport(call -> CURRENT.get().answerOfStacks(call)));
        ClientOverrideConfiguration settings = ClientOverrideConfiguration.builder()
                .scheduledExecutorService(new NeverRunningScheduler())
                .retryStrategy(AwsRetryStrategy.doNotRetry())
                .build();
        return BackupClients.of(
                        () -> BackupClient.builder()
                                .region(Region.US_EAST_1)
                                .overrideConfiguration(settings)
                                .httpClient(http),
                        attempt -> Duration.ZERO)
                .withStacks(() -> CloudFormationClient.builder()
                        .region(Region.US_EAST_1)
                        .overrideConfiguration(settings)
                        .httpClient(http)
                        .build());
    }

    @Override
    public void run(TeardownAccount account) {
        begin(account, TeardownAccount.VAULT);
        account.runUntil(account::allAreReported);
    }

    /** Begins to delete the stack of a vault's contents. */
    void begin(TeardownAccount account, String vault) {
        String stackId = TeardownAccount.ACCOUNT.arn("cloudformation", "stack/" + vault + "/1");
        account.tag(vault, VaultContentsHandlers.mark(stackId, LOGICAL_ID));
        StackQueries stacks = new StackQueries(account.clock())
                .put(ArrangedStack.withId(stackId)
                        .statuses("CREATE_IN_PROGRESS", "CREATE_COMPLETE", "DELETE_IN_PROGRESS"));
        TimedTask.start(account, task -> {
            Operation operation = new Operation(account, vault, stackId, stacks, task);
            CURRENT.set(operation);
            operation.run();
        });
    }

    /** One delete of the resource, from CloudFormation's first invocation to the end. */
    private record Operation(
            TeardownAccount account, String vault, String stackId, StackQueries stacks, TimedTask task) {

        private HttpAnswer answer(HttpCall call) {
            HttpAnswer answer = account.answer(call, account.traffic(vault));
            task.sleep(TeardownAccount.LATENCY);
            return answer;
        }

        private HttpAnswer answerOfStacks(HttpCall call) throws IOException {
            HttpAnswer answer = stacks.answer(call);
            task.sleep(TeardownAccount.LATENCY);
            return answer;
        }

        private void run() {
            ObjectNode event = null;
            do {
                long delay =
                        event == null ? 0 : event.path("callbackDelaySeconds").asLong();
                task.sleep(Duration.ofSeconds(delay).plus(StackTeardown.dispatch(account)));
                event = invoke(event);
            } while (event.path("status").asText().equals("IN_PROGRESS")
                    && account.elapsed().compareTo(StackTeardown.DEADLINE) < 0);
            boolean gone = event.path("status").asText().equals("SUCCESS");
            account.targets(vault).forEach(target -> account.report(target, gone));
        }

        private ObjectNode invoke(@Nullable ObjectNode before) {
            Duration begin = account.elapsed();
            ObjectNode event = HANDLERS.invoke(
                    request(before), account.clock(), () -> account.random().nextDouble(), line -> {});
            if (vault.equals(TeardownAccount.VAULT)) {
                account.invoked(account.elapsed().minus(begin));
                account.recordContext(event.path("callbackContext").toString().length());
            }
            return event;
        }

        private ObjectNode request(@Nullable ObjectNode before) {
            Account own = TeardownAccount.ACCOUNT;
            ObjectNode request = JsonNodeFactory.instance.objectNode();
            request.put("action", "DELETE");
            request.put("awsAccountId", own.id());
            request.put("region", own.region());
            request.put("bearerToken", vault);
            request.put("stackId", stackId);
            request.put("rollback", false);
            ObjectNode data = request.putObject("requestData");
            data.put("logicalResourceId", LOGICAL_ID);
            data.putObject("callerCredentials")
                    .put("accessKeyId", "AKIALOCAL")
                    .put("secretAccessKey", "local")
                    .put("sessionToken", "local");
            JsonNode context = before == null ? JsonNodeFactory.instance.nullNode() : before.path("callbackContext");
            request.set("callbackContext", context);
            if (before == null) {
                data.putObject("resourceProperties").put("BackupVaultName", vault);
            } else {
                data.set("resourceProperties", before.path("resourceModel"));
            }
            return request;
        }
    }
}
