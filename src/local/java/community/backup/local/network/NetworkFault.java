package community.backup.local.network;

import java.time.Duration;

/**
 * A fault of the network that hits one request.
 *
 * @param effect what the fault does
 * @param delay how long the request waits before it is passed on, or before the connection ends
 */
public record NetworkFault(Effect effect, Duration delay) {

    /** The effects of a fault on a request and its answer. */
    public enum Effect {
        /** No effect: the server receives the request, and the client receives the answer. */
        NONE,
        /** The connection ends before the server receives any part of the request. */
        CUT_BEFORE,
        /** The connection ends after the server has received half of the request. */
        CUT_REQUEST,
        /** The server carries out the request. The connection ends after the client has received half of the answer. */
        CUT_ANSWER,
        /**
         * The server carries out the request. The connection ends before the client receives any part of the answer.
         */
        CUT_AFTER,
        /** The server receives the request twice at the same time. The client receives one of the answers. */
        TWICE,
        /** The server receives nothing, and the connection stays open. */
        SILENCE
    }

    /** No fault. */
    public static final NetworkFault NONE = of(Effect.NONE);

    /** A fault without a delay. */
    public static NetworkFault of(Effect effect) {
        return new NetworkFault(effect, Duration.ZERO);
    }

    /** No fault but a delay: the request arrives late. */
    public static NetworkFault late(Duration delay) {
        return new NetworkFault(Effect.NONE, delay);
    }
}
