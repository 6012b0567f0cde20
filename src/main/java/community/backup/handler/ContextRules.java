package community.backup.handler;

import org.jspecify.annotations.Nullable;

/**
 * Checks the values of a callback context. The context is kept outside of the handlers, so they refuse a value that no
 * invocation can have written. The checks throw an {@link IllegalArgumentException}, because Jackson reports that as an
 * invalid value.
 */
public final class ContextRules {
    /** The end of the year 9999. */
    private static final long LATEST = 253_402_300_799_999L;

    /** One poll per second for 36 hours makes fewer errors. */
    private static final int MOST_ERRORS = 1_000_000;

    private ContextRules() {}

    /** Checks a time in milliseconds since 1970; null is valid. */
    public static void time(String name, @Nullable Long millis) {
        if (millis != null && (millis < 0 || millis > LATEST)) {
            throw new IllegalArgumentException(name + " is " + millis + ", which is no time since 1970");
        }
    }

    /** Checks a number of recovery points; null is valid. */
    public static void count(String name, @Nullable Integer count) {
        if (count != null && count < 0) {
            throw new IllegalArgumentException(name + " is " + count + ", which is no number of recovery points");
        }
    }

    /** Checks a number of polls that ended in errors. */
    public static void errors(int errors) {
        if (errors < 0 || errors > MOST_ERRORS) {
            throw new IllegalArgumentException("errors is " + errors + ", which is not a count");
        }
    }
}
