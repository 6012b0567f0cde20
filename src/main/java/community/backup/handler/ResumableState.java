package community.backup.handler;

import community.backup.wait.Stopwatch;
import community.backup.wait.WaitPlan;
import java.time.Duration;
import java.time.Instant;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * The state that an operation of any type keeps from one invocation to the next: when it began, and the errors in a
 * row.
 *
 * @param <M> the resource model
 * @param <C> the callback context
 */
public abstract class ResumableState<M, C extends ResumableState.Kept> implements WaitState<M, C> {
    private final Stopwatch watch;
    private final boolean first;
    private C context;

    /** The values that every callback context has. A value that an older version did not write is null or zero. */
    public interface Kept {
        /** When the first invocation of the operation began, in milliseconds since 1970. */
        @Nullable Long startedAt();

        /** How many invocations in a row ended in an error that passes. */
        int errors();

        /**
         * Since when every invocation has ended in an error that passes within minutes or not at all, in milliseconds
         * since 1970; null if the previous invocation did not.
         */
        @Nullable Long doubtfulSince();
    }

    /**
     * The state of an invocation.
     *
     * @param earlier the context that the previous invocation kept; null in the first invocation
     * @param now when this invocation began
     * @param begun makes the callback context of this invocation; its argument is the start of the operation, in
     *     milliseconds since 1970
     */
    protected ResumableState(Operation operation, @Nullable C earlier, Instant now, LongFunction<C> begun) {
        Long before = earlier == null ? null : earlier.startedAt();
        this.first = before == null;
        long startedAt = before == null ? now.toEpochMilli() : before;
        this.context = begun.apply(startedAt);
        WaitPlan plan = operation.plan();
        this.watch = new Stopwatch(Instant.ofEpochMilli(startedAt), now, plan == null ? Duration.ZERO : plan.budget());
    }

    @Override
    public boolean first() {
        return first;
    }

    @Override
    public C context() {
        return context;
    }

    /** Replaces the callback context that the next invocation gets. */
    protected void keep(C next) {
        context = next;
    }

    @Override
    public int errors() {
        return context.errors();
    }

    @Override
    public @Nullable Long doubtfulSince() {
        return context.doubtfulSince();
    }

    /** The time of the operation. */
    public Stopwatch watch() {
        return watch;
    }
}
