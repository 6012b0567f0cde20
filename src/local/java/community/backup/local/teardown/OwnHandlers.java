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
 * The handlers of this type with their SDK clients, through the registry's protocol. All calls of an invocation reach
 * AWS Backup at its beginning. Its answer arrives after one latency for each call. An invocation makes two or three
 * calls, so they are up to 0.2 s early. This is little in comparison with waits of whole seconds and rates over a
 * second.
 */
final class OwnHandlers implements InvokedHandler {
    private static final ThreadLocal<Invocation> CURRENT = new ThreadLocal<>();
    /** Shared, because creating them is slow. */
    private static final HandlersInProcess<?, ?> HANDLERS =
            new HandlersInProcess<>(new RecoveryPointHandlers(), clients());

    private final boolean handsOverReadOnlyProperties;

    /** The account that answers the calls of an invocation, and the counter of these calls. */
    private record Invocation(TeardownAccount account, Traffic traffic) {
        private HttpAnswer answer(HttpCall call) {
            return account.answer(call, traffic);
        }
    }

    /**
     * Our handlers.
     *
     * @param handsOverReadOnlyProperties whether CloudFormation gives the handler the creation time of the recovery
     *     point
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
            TeardownAccount account, Target target, @Nullable ObjectNode before, Consumer<HandlerAnswer> then) {
        Traffic traffic = account.traffic(target.vault());
        CURRENT.set(new Invocation(account, traffic));
        int callsBefore = traffic.total();
        ObjectNode event = HANDLERS.invoke(
                request(target, before), account.clock(), () -> account.random().nextDouble(), line -> {});
        int calls = traffic.total() - callsBefore;
        account.in(TeardownAccount.LATENCY.multipliedBy(calls), () -> then.accept(answer(event)));
    }

    private static HandlerAnswer answer(ObjectNode event) {
        return new HandlerAnswer(
                HandlerStatus.valueOf(event.path("status").asText()),
                Duration.ofSeconds(event.path("callbackDelaySeconds").asLong()),
                event);
    }

    /** The registry's request. Later invocations get the model and the context of the previous answer. */
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
                    .put("CompletionDate", TeardownAccount.creationTime().toString());
        }
        return model;
    }
}
