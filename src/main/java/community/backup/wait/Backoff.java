package community.backup.wait;

import java.time.Duration;

/**
 * The one schedule of looks: how long to wait before the next, as a closed form of the time waited so far. A tenth of it,
 * so that what is noticed late is late by a tenth of what it took, whether that was a minute or a day.
 *
 * <p>After an error it is any part of a span. A fault may be over at once. Whoever was throttled does not know how many others
 * were: a span of half a minute lets a stack's worth through, and one that grows with the time so far lets any number.
 * docs/performance.md says what else was tried.
 */
public final class Backoff {
    static final Duration FLOOR = Duration.ofSeconds(2);
    static final Duration CEILING = Duration.ofMinutes(10);

    /** After a fault of the service or a lost answer the wait is any part of this, doubled with each further error in a row. */
    static final Duration AFTER_FAULT = Duration.ofSeconds(5);

    /** The same after throttling. */
    static final Duration AFTER_THROTTLING = Duration.ofSeconds(25);

    /** Both are doubled up to this and three tenths of the time so far: more would keep the last ones waiting for nobody. */
    static final Duration AFTER_ERRORS = Duration.ofSeconds(35);

    private Backoff() {}

    /**
     * The wait before the next look.
     *
     * @param elapsed since the wait began
     * @param errors looks in a row that ended in an error that passes: throttling, a fault, a lost answer
     * @param throttled whether the last of them was throttling
     * @param roll a random number in [0, 1), which spreads the looks of many resources that began together
     * @return whole seconds, at least 1
     */
    public static Duration next(Duration elapsed, int errors, boolean throttled, double roll) {
        long tenth = clamp(elapsed.dividedBy(10)).toMillis();
        if (errors == 0) {
            return seconds(tenth * (0.7 + 0.3 * roll));
        }
        Duration span = throttled ? AFTER_THROTTLING : AFTER_FAULT;
        long doubled = span.toMillis() << Math.min(errors - 1, 10);
        long most =
                clamp(AFTER_ERRORS.plus(elapsed.multipliedBy(3).dividedBy(10))).toMillis();
        return seconds(Math.max(tenth, Math.min(doubled, most)) * roll);
    }

    private static Duration clamp(Duration value) {
        return value.compareTo(FLOOR) < 0 ? FLOOR : value.compareTo(CEILING) > 0 ? CEILING : value;
    }

    private static Duration seconds(double millis) {
        return Duration.ofSeconds(Math.max(1, (long) Math.ceil(millis / 1000)));
    }
}
