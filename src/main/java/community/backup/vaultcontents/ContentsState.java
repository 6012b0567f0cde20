package community.backup.vaultcontents;

import community.backup.handler.Operation;
import community.backup.handler.ResumableState;
import java.time.Duration;
import java.time.Instant;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What an operation on the contents of a vault keeps from one invocation to the next. */
final class ContentsState extends ResumableState<ResourceModel, CallbackContext> {
    private final Operation operation;
    private final ResourceModel model;

    /**
     * The state of an invocation.
     *
     * @param earlier what the last invocation kept; null in the first
     */
    ContentsState(Operation operation, ResourceModel model, @Nullable CallbackContext earlier, Instant now) {
        super(operation, earlier, now, startedAt -> (earlier == null ? CallbackContext.builder() : earlier.toBuilder())
                .startedAt(startedAt)
                .build());
        this.operation = operation;
        this.model = model;
    }

    @Override
    public ResourceModel model() {
        return model;
    }

    /** After a failed create that returns a model, CloudFormation calls delete, which must not touch another resource's mark. */
    @Override
    public @Nullable ResourceModel modelOfFailure() {
        return operation == Operation.CREATE ? null : model;
    }

    @Override
    public void noteErrors(int errors, @Nullable Long doubtfulSince) {
        note(each -> each.errors(errors).doubtfulSince(doubtfulSince));
    }

    /** Whether all reads since so long ago have not shown the resource's own mark, so that they are not just stale. */
    boolean lacksOwnMarkFor(Duration time) {
        Long since = context().notOwnSince();
        long now = watch().now().toEpochMilli();
        if (since == null) {
            note(each -> each.notOwnSince(now));
        }
        return since != null && now - since >= time.toMillis();
    }

    /** Whether no invocation can follow: the operation answers at once. */
    boolean isLast() {
        return operation.plan() == null;
    }

    /** Keeps something for the next invocation. */
    void note(UnaryOperator<CallbackContext.CallbackContextBuilder> change) {
        keep(change.apply(context().toBuilder()).build());
    }
}
