package community.backup.vaultcontents;

import community.backup.handler.Operation;
import community.backup.handler.ResumableState;
import java.time.Duration;
import java.time.Instant;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The state of an operation on the contents of a vault: its model and its callback context. */
final class ContentsState extends ResumableState<ResourceModel, CallbackContext> {
    private final Operation operation;
    private final ResourceModel model;

    /**
     * The state of an invocation.
     *
     * @param earlier the callback context of the invocation before; null in the first
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

    /**
     * The model; null for a create. If a failed create returned a model, CloudFormation would call delete. That delete must not touch
     * another resource's mark.
     */
    @Override
    public @Nullable ResourceModel modelOfFailure() {
        return operation == Operation.CREATE ? null : model;
    }

    @Override
    public void noteErrors(int errors, @Nullable Long doubtfulSince) {
        note(each -> each.errors(errors).doubtfulSince(doubtfulSince));
    }

    /**
     * Whether reads have not shown the resource's own mark for at least this time, so that they are not just stale. The first call starts
     * the time and returns false.
     */
    boolean lacksOwnMarkFor(Duration time) {
        Long since = context().notOwnSince();
        long now = watch().now().toEpochMilli();
        if (since == null) {
            note(each -> each.notOwnSince(now));
        }
        return since != null && now - since >= time.toMillis();
    }

    /** Whether no invocation can follow this one, because the operation must end in one invocation. */
    boolean isLast() {
        return operation.plan() == null;
    }

    /** Keeps something for the next invocation. */
    void note(UnaryOperator<CallbackContext.CallbackContextBuilder> change) {
        keep(change.apply(context().toBuilder()).build());
    }
}
