package community.backup.vaultcontents;

import community.backup.handler.Operation;
import community.backup.handler.WaitState;
import community.backup.wait.Stopwatch;
import community.backup.wait.WaitPlan;
import java.time.Duration;
import java.time.Instant;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What an operation knows so far, from earlier invocations and this one. The next invocation gets it. */
final class ContentsState implements WaitState<ResourceModel, CallbackContext> {
    private final Operation operation;
    private final ResourceModel model;
    private final boolean first;
    private final Stopwatch watch;
    private CallbackContext context;

    /**
     * The state of an invocation.
     *
     * @param earlier what an earlier invocation has left; null in the first
     */
    ContentsState(Operation operation, ResourceModel model, @Nullable CallbackContext earlier, Instant now) {
        this.operation = operation;
        this.model = model;
        Long before = earlier == null ? null : earlier.startedAt();
        this.first = before == null;
        long startedAt = before == null ? now.toEpochMilli() : before;
        this.context = (earlier == null ? CallbackContext.builder() : earlier.toBuilder())
                .startedAt(startedAt)
                .build();
        WaitPlan plan = operation.plan();
        this.watch = new Stopwatch(Instant.ofEpochMilli(startedAt), now, plan == null ? Duration.ZERO : plan.budget());
    }

    @Override
    public boolean first() {
        return first;
    }

    @Override
    public ResourceModel model() {
        return model;
    }

    /** CloudFormation calls delete after a failed create that returns a model, and that delete must not touch another's mark. */
    @Override
    public @Nullable ResourceModel modelOfFailure() {
        return operation == Operation.CREATE ? null : model;
    }

    @Override
    public CallbackContext context() {
        return context;
    }

    @Override
    public int errors() {
        return context.errors();
    }

    @Override
    public @Nullable Long doubtfulSince() {
        return context.doubtfulSince();
    }

    @Override
    public void noteErrors(int errors, @Nullable Long doubtfulSince) {
        note(each -> each.errors(errors).doubtfulSince(doubtfulSince));
    }

    /** The operation's time. */
    Stopwatch watch() {
        return watch;
    }

    /** Whether no invocation can follow: the operation answers at once. */
    boolean isLast() {
        return operation.plan() == null;
    }

    /** Keeps something for the next invocation. */
    void note(UnaryOperator<CallbackContext.CallbackContextBuilder> change) {
        context = change.apply(context.toBuilder()).build();
    }
}
