package community.backup.local.teardown;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import community.backup.local.awsbackup.HttpAnswer;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A handler as the CloudFormation Java plugin 2.2.5 leads to it: one chain of DeleteRecoveryPoint and a look, every five
 * seconds until the recovery point is gone. The chain remembers that the delete was accepted. What it does about throttling
 * differs.
 */
final class StockHandler implements InvokedHandler {
    /** DelayFactory.CONSTANT_DEFAULT_DELAY_FACTORY of the plugin, with which its wrapper schedules callbacks. */
    private static final Duration DELAY = Duration.ofSeconds(5);

    /** What that factory's delay adds up to before the chain ends as NotStabilized. */
    private static final int MOST_DELAYS = (int) (Duration.ofMinutes(20).toSeconds() / DELAY.toSeconds());

    private final boolean throttlingEnds;

    private StockHandler(boolean throttlingEnds) {
        this.throttlingEnds = throttlingEnds;
    }

    /** A handler that waits its five seconds again after an error that passes, and goes on until it is done. */
    static StockHandler withConstantDelay() {
        return new StockHandler(false);
    }

    /**
     * A handler that leaves errors to the chain's default: by the HTTP status, of which 400, also that of throttling, is a
     * final InvalidRequest. Its waits are the default's too: 20 minutes in all.
     */
    static StockHandler withDefaultErrors() {
        return new StockHandler(true);
    }

    @Override
    public void invoke(
            TeardownAccount account, Target target, @Nullable ObjectNode kept, Consumer<HandlerAnswer> then) {
        ObjectNode next = kept == null ? JsonNodeFactory.instance.objectNode() : kept;
        if (next.has("accepted")) {
            look(account, target, next, then);
            return;
        }
        Caller.at(account, SdkRetries.JAVA).call(BackupRequests.delete(TeardownAccount.VAULT, target.arn()), answer -> {
            if (BackupRequests.succeeded(answer)) {
                next.put("accepted", true);
                look(account, target, next, then);
            } else {
                error(answer, next, then);
            }
        });
    }

    private void look(TeardownAccount account, Target target, ObjectNode next, Consumer<HandlerAnswer> then) {
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
