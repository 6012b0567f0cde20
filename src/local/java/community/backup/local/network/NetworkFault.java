package community.backup.local.network;

import java.time.Duration;

/**
 * A fault of the network that hits one request.
 *
 * @param effect what the fault does
 * @param delay how long the request waits before it is passed on, or before the connection ends
 */
public record NetworkFault(Effect effect, Duration delay) {

    /** What a fault does to the request and its answer. */
    public enum Effect {
        /** Nothing: the request and its answer get through. */
        NONE,
        /** The connection ends before anything of the request is passed on. */
        CUT_BEFORE,
        /** The connection ends in the middle of the request. */
        CUT_REQUEST,
        /** The request gets through, and the connection ends in the middle of the answer. */
        CUT_ANSWER,
        /** The request gets through, and the connection ends before anything of the answer. */
        CUT_AFTER,
        /** The request gets through twice, at the same time; one of the answers is passed on. */
        TWICE,
        /** Nothing is passed on, and the connection stays open. */
        SILENCE
    }

    /** No fault. */
    public static final NetworkFault NONE = of(Effect.NONE);

    /** A fault without a delay. */
    public static NetworkFault of(Effect effect) {
        return new NetworkFault(effect, Duration.ZERO);
    }

    /** A request that arrives late. */
    public static NetworkFault late(Duration delay) {
        return new NetworkFault(Effect.NONE, delay);
    }
}
