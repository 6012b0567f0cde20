package community.backup.recoverypoint.wait;

import java.time.Duration;

/**
 * The one schedule of looks: how long to wait before the next, as a closed form of the time waited so far. A tenth of it,
 * so that what is noticed late is late by a tenth of what it took, whether that was a minute or a day.
 */
public final class Backoff {
    static final Duration FLOOR = Duration.ofSeconds(2);
    static final Duration CEILING = Duration.ofMinutes(10);
    /** After an error that passes, the wait is at least this, doubled with each further one. */
    static final Duration AFTER_ERROR = Duration.ofSeconds(4);

    static final Duration ERROR_CEILING = Duration.ofMinutes(2);

    private Backoff() {}

    /**
     * The wait before the next look.
     *
     * @param elapsed since the wait began
     * @param errors looks in a row that ended in an error that passes: throttling, a fault, a lost answer
     * @param roll a random number in [0, 1), which spreads the looks of many resources that began together
     * @return whole seconds, at least 1
     */
    public static Duration next(Duration elapsed, int errors, double roll) {
        Duration tenth = clamp(elapsed.dividedBy(10), FLOOR, CEILING);
        if (errors == 0) {
            return seconds(tenth.toMillis() * (0.7 + 0.3 * roll));
        }
        long doubled = AFTER_ERROR.toMillis() << Math.min(errors - 1, 10);
        long spread = Math.max(tenth.toMillis(), Math.min(doubled, ERROR_CEILING.toMillis()));
        return seconds(spread * (0.5 + 0.5 * roll));
    }

    private static Duration clamp(Duration value, Duration low, Duration high) {
        return value.compareTo(low) < 0 ? low : value.compareTo(high) > 0 ? high : value;
    }

    private static Duration seconds(double millis) {
        return Duration.ofSeconds(Math.max(1, (long) Math.ceil(millis / 1000)));
    }
}
