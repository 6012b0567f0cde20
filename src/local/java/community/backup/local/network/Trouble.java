package community.backup.local.network;

import java.time.Duration;

/**
 * What happens to a request on its way.
 *
 * @param kind what goes wrong
 * @param delay how long the request waits before it is passed on, or before the connection ends
 */
public record Trouble(Kind kind, Duration delay) {

    /** What can go wrong. */
    public enum Kind {
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

    /** Nothing goes wrong. */
    public static final Trouble NONE = of(Kind.NONE);

    /** This goes wrong, at once. */
    public static Trouble of(Kind kind) {
        return new Trouble(kind, Duration.ZERO);
    }

    /** The request gets through late. */
    public static Trouble late(Duration delay) {
        return new Trouble(Kind.NONE, delay);
    }
}
