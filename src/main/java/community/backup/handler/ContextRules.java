package community.backup.handler;

import org.jspecify.annotations.Nullable;

/**
 * What a callback context can have. It is kept outside of the handlers, so that what no invocation can have written is refused:
 * with an {@link IllegalArgumentException}, as Jackson wants it.
 */
public final class ContextRules {
    /** The year 9999 ends. */
    private static final long LATEST = 253_402_300_799_999L;

    /** A look a second over 36 hours makes fewer. */
    private static final int MOST_ERRORS = 1_000_000;

    private ContextRules() {}

    /** A time in milliseconds since 1970. */
    public static void time(String name, @Nullable Long millis) {
        if (millis != null && (millis < 0 || millis > LATEST)) {
            throw new IllegalArgumentException(name + " is " + millis + ", which is no time since 1970");
        }
    }

    /** A number of recovery points. */
    public static void count(String name, @Nullable Integer count) {
        if (count != null && count < 0) {
            throw new IllegalArgumentException(name + " is " + count + ", which is no number of recovery points");
        }
    }

    /** A number of looks that ended in errors. */
    public static void errors(int errors) {
        if (errors < 0 || errors > MOST_ERRORS) {
            throw new IllegalArgumentException("errors is " + errors + ", which is no number of looks");
        }
    }
}
