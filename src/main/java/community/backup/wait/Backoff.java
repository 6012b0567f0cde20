package community.backup.wait;

import java.time.Duration;

/**
 * Computes the wait before the next poll. All operations use this schedule. The wait depends on the time since the
 * operation began, not on a count of polls.
 *
 * <p>After a successful poll, the wait is about a tenth of that time, at least 2 seconds and at most 10 minutes. Above
 * the minimum, the handler notices a change late by at most a tenth of the time that the change took.
 *
 * <p>After an error, the wait is a random part of a span. A fault of the service may be over at once. A throttled
 * handler does not know how many others were throttled with it. A span of half a minute is enough for the resources of
 * one stack. A span that grows with the elapsed time is enough for any number. docs/performance.md lists the other
 * schedules that were measured.
 */
public final class Backoff {
    static final Duration FLOOR = Duration.ofSeconds(2);
    static final Duration CEILING = Duration.ofMinutes(10);

    /** The first span after a fault of the service or a lost answer. Each further error in a row doubles it. */
    static final Duration AFTER_FAULT = Duration.ofSeconds(5);

    /** The first span after throttling. Each further error in a row doubles it. */
    static final Duration AFTER_THROTTLING = Duration.ofSeconds(25);

    /**
     * Both spans stop growing at this plus three tenths of the elapsed time, at most {@link #CEILING}. A higher cap
     * would leave the last resources idle.
     */
    static final Duration AFTER_ERRORS = Duration.ofSeconds(35);

    private Backoff() {}

    /**
     * The wait before the next poll.
     *
     * @param elapsed the time since the operation began
     * @param errors how many polls in a row ended in an error that passes: throttling, a fault of the service, a lost
     *     answer
     * @param throttled whether the last of these errors was throttling
     * @param roll a random number in [0, 1), which spreads the polls of many resources that began together
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
