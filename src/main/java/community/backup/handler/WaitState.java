package community.backup.handler;

import org.jspecify.annotations.Nullable;

/**
 * The state of an operation, as far as the outcome of its invocations depends on it.
 *
 * @param <M> the resource model
 * @param <C> the callback context
 */
public interface WaitState<M, C> {

    /** Whether this is the operation's first invocation. */
    boolean first();

    /** The model of the next event. It has the identifier as soon as there is one. */
    M model();

    /** The model of a failure; null if the operation made nothing that CloudFormation must delete. */
    @Nullable M modelOfFailure();

    /** The callback context of the next invocation. */
    C context();

    /** How many invocations in a row ended in an error that passes. */
    int errors();

    /**
     * Since when every invocation has ended in an error that passes within minutes or not at all, in milliseconds since
     * 1970; null if the previous invocation did not.
     */
    @Nullable Long doubtfulSince();

    /** Keeps both values for the next invocation. */
    void noteErrors(int errors, @Nullable Long doubtfulSince);
}
