package community.backup.local.teardown;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import community.backup.local.awsbackup.Account;
import community.backup.local.awsbackup.HttpAnswer;
import community.backup.local.awsbackup.HttpCall;
import community.backup.local.awsbackup.InMemoryTransport;
import community.backup.local.lambda.HandlersInProcess;
import community.backup.local.simulation.NeverRunningScheduler;
import community.backup.recoverypoint.RecoveryPointHandlers;
import community.backup.service.aws.BackupClients;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.backup.BackupClient;

/**
 * The handlers of this type themselves, with their SDK clients, through the registry's protocol. An invocation's calls reach
 * AWS Backup in the instant in which it begins, and its answer is there when as many latencies are over as it made calls: its
 * two or three calls are thus up to 0.2 s early, beside waits of whole seconds and rates over a second.
 */
final class OwnHandlers implements InvokedHandler {
    private static final ThreadLocal<Invocation> CURRENT = new ThreadLocal<>();
    /** Made once: they are slow to make. */
    private static final HandlersInProcess<?, ?> HANDLERS =
            new HandlersInProcess<>(new RecoveryPointHandlers(), clients());

    private final boolean handsOverReadOnlyProperties;

    /** Whose calls are answered and counted. */
    private record Invocation(TeardownAccount account, Traffic traffic) {
        private HttpAnswer answer(HttpCall call) {
            return account.answer(call, traffic);
        }
    }

    /**
     * Our handlers.
     *
     * @param handsOverReadOnlyProperties whether CloudFormation tells the handler when the recovery point was made
     */
    OwnHandlers(boolean handsOverReadOnlyProperties) {
        this.handsOverReadOnlyProperties = handsOverReadOnlyProperties;
    }

    private static BackupClients clients() {
        return BackupClients.of(
                () -> BackupClient.builder()
                        .region(Region.US_EAST_1)
                        .overrideConfiguration(
                                settings -> settings.scheduledExecutorService(new NeverRunningScheduler()))
                        .httpClient(new InMemoryTransport(call -> CURRENT.get().answer(call))),
                attempt -> Duration.ZERO);
    }

    @Override
    public void invoke(
            TeardownAccount account, Target target, @Nullable ObjectNode kept, Consumer<HandlerAnswer> then) {
        Traffic traffic = account.traffic(target.vault());
        CURRENT.set(new Invocation(account, traffic));
        int before = traffic.total();
        ObjectNode event = HANDLERS.invoke(
                request(target, kept), account.clock(), () -> account.random().nextDouble(), line -> {});
        int calls = traffic.total() - before;
        account.in(TeardownAccount.LATENCY.multipliedBy(calls), () -> then.accept(answer(event)));
    }

    private static HandlerAnswer answer(ObjectNode event) {
        return new HandlerAnswer(
                HandlerStatus.valueOf(event.path("status").asText()),
                Duration.ofSeconds(event.path("callbackDelaySeconds").asLong()),
                event);
    }

    /** The registry's request: for another invocation with the model and the context of the answer before. */
    private ObjectNode request(Target target, @Nullable ObjectNode before) {
        Account account = TeardownAccount.ACCOUNT;
        ObjectNode request = JsonNodeFactory.instance.objectNode();
        request.put("action", "DELETE");
        request.put("awsAccountId", account.id());
        request.put("region", account.region());
        request.put("bearerToken", target.arn());
        ObjectNode data = request.putObject("requestData");
        data.put("logicalResourceId", "Point");
        data.putObject("callerCredentials")
                .put("accessKeyId", "AKIALOCAL")
                .put("secretAccessKey", "local")
                .put("sessionToken", "local");
        JsonNode context = before == null ? JsonNodeFactory.instance.nullNode() : before.path("callbackContext");
        request.set("callbackContext", context);
        data.set("resourceProperties", before == null ? model(target) : before.path("resourceModel"));
        return request;
    }

    private ObjectNode model(Target target) {
        ObjectNode model = JsonNodeFactory.instance.objectNode();
        model.put("BackupVaultName", target.vault()).put("RecoveryPointId", target.arn());
        if (handsOverReadOnlyProperties) {
            model.put("RecoveryPointArn", target.arn())
                    .put("CompletionDate", TeardownAccount.made().toString());
        }
        return model;
    }
}
