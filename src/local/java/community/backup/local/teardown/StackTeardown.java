package community.backup.local.teardown;

import com.fasterxml.jackson.databind.node.ObjectNode;
import community.backup.local.teardown.InvokedHandler.HandlerAnswer;
import community.backup.local.teardown.InvokedHandler.HandlerStatus;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The deletion of stacks whose resources are recovery points. CloudFormation invokes the handler for all of them at
 * once. It invokes each again when its delay is over.
 *
 * @param handler the handler of the resource type
 */
record StackTeardown(String name, String source, InvokedHandler handler) implements Algorithm {
    /** The least time from CloudFormation's decision to invoke a handler to the handler's first call. */
    static final Duration LEAST_DISPATCH = Duration.ofMillis(50);

    /**
     * The greatest random time that is added to it. Without it, handlers that got their answers at the same time would
     * stay in step.
     */
    private static final Duration DISPATCH_SPREAD = Duration.ofMillis(200);

    /** CloudFormation's greatest limit for an operation. */
    static final Duration DEADLINE = Duration.ofHours(36);

    @Override
    public void run(TeardownAccount account) {
        begin(account, TeardownAccount.VAULT);
        account.runUntil(account::allAreReported);
    }

    /** Begins to delete all recovery points of a vault. */
    void begin(TeardownAccount account, String vault) {
        account.targets(vault).forEach(target -> invokeIn(Duration.ZERO, account, target, null));
    }

    private void invokeIn(Duration delay, TeardownAccount account, Target target, @Nullable ObjectNode context) {
        account.in(delay.plus(dispatch(account)), () -> invoke(account, target, context));
    }

    /** The time from CloudFormation's decision to invoke a handler to the handler's first call. */
    static Duration dispatch(TeardownAccount account) {
        return LEAST_DISPATCH.plusNanos(
                (long) (DISPATCH_SPREAD.toNanos() * account.random().nextDouble()));
    }

    private void invoke(TeardownAccount account, Target target, @Nullable ObjectNode context) {
        Duration begin = account.elapsed();
        handler.invoke(account, target, context, answer -> {
            if (target.vault().equals(TeardownAccount.VAULT)) {
                account.invoked(account.elapsed().minus(begin));
            }
            answered(account, target, answer);
        });
    }

    private void answered(TeardownAccount account, Target target, HandlerAnswer answer) {
        boolean timeIsOver = account.elapsed().compareTo(DEADLINE) >= 0;
        if (answer.status() == HandlerStatus.IN_PROGRESS && !timeIsOver) {
            invokeIn(answer.delay(), account, target, answer.context());
        } else {
            account.report(target, answer.status() == HandlerStatus.SUCCESS);
        }
    }
}
