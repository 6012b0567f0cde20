package community.backup.local.teardown;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import community.backup.local.awsbackup.HttpAnswer;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A typical handler with the CloudFormation Java plugin 2.2.5: one chain of DeleteRecoveryPoint and a poll, every five
 * seconds until the recovery point is gone. The chain remembers that AWS Backup accepted the delete. Two variants
 * differ in their treatment of throttling.
 */
final class StockHandler implements InvokedHandler {
    /** DelayFactory.CONSTANT_DEFAULT_DELAY_FACTORY of the plugin. Its wrapper schedules callbacks with this delay. */
    private static final Duration DELAY = Duration.ofSeconds(5);

    /** The number of delays after which the chain ends as NotStabilized: 20 minutes in all. */
    private static final int MOST_DELAYS = (int) (Duration.ofMinutes(20).toSeconds() / DELAY.toSeconds());

    private final boolean throttlingEnds;

    private StockHandler(boolean throttlingEnds) {
        this.throttlingEnds = throttlingEnds;
    }

    /** A handler that waits five seconds after throttling and then continues, without a limit. */
    static StockHandler withConstantDelay() {
        return new StockHandler(false);
    }

    /**
     * A handler that leaves errors to the chain's default. The default goes by the HTTP status: 400, also the status of
     * throttling, is a final InvalidRequest. Its waits end after the default of 20 minutes.
     */
    static StockHandler withDefaultErrors() {
        return new StockHandler(true);
    }

    @Override
    public void invoke(
            TeardownAccount account, Target target, @Nullable ObjectNode context, Consumer<HandlerAnswer> then) {
        ObjectNode next = context == null ? JsonNodeFactory.instance.objectNode() : context;
        if (next.has("accepted")) {
            poll(account, target, next, then);
            return;
        }
        Caller.at(account, SdkRetries.JAVA).call(BackupRequests.delete(TeardownAccount.VAULT, target.arn()), answer -> {
            if (BackupRequests.succeeded(answer)) {
                next.put("accepted", true);
                poll(account, target, next, then);
            } else {
                error(answer, next, then);
            }
        });
    }

    private void poll(TeardownAccount account, Target target, ObjectNode next, Consumer<HandlerAnswer> then) {
        Caller.at(account, SdkRetries.JAVA)
                .call(BackupRequests.describe(TeardownAccount.VAULT, target.arn()), answer -> {
                    if (BackupRequests.notFound(answer)) {
                        then.accept(new HandlerAnswer(HandlerStatus.SUCCESS, Duration.ZERO, null));
                    } else if (BackupRequests.succeeded(answer)) {
                        again(next, then);
                    } else {
                        error(answer, next, then);
                    }
                });
    }

    private void error(HttpAnswer answer, ObjectNode next, Consumer<HandlerAnswer> then) {
        if (BackupRequests.throttled(answer) && !throttlingEnds) {
            again(next, then);
        } else {
            then.accept(new HandlerAnswer(HandlerStatus.FAILED, Duration.ZERO, null));
        }
    }

    private void again(ObjectNode next, Consumer<HandlerAnswer> then) {
        int delays = next.path("delays").asInt() + 1;
        if (throttlingEnds && delays > MOST_DELAYS) {
            then.accept(new HandlerAnswer(HandlerStatus.FAILED, Duration.ZERO, null));
        } else {
            then.accept(new HandlerAnswer(HandlerStatus.IN_PROGRESS, DELAY, next.put("delays", delays)));
        }
    }
}
