package community.backup.wait;

import java.time.Duration;
import java.time.Instant;

/**
 * The time of an operation as of the start of one invocation. It does not change during the invocation.
 *
 * @param startedAt when the operation's first invocation began
 * @param now when the present invocation began
 * @param budget how long the operation may wait; zero if it must end in one invocation
 */
public record Stopwatch(Instant startedAt, Instant now, Duration budget) {

    /** The time since the operation began. */
    public Duration elapsed() {
        return since(startedAt);
    }

    /** The time since {@code then}. It is zero if {@code then} is in the future, which can happen if clocks differ. */
    public Duration since(Instant then) {
        Duration since = Duration.between(then, now);
        return since.isNegative() ? Duration.ZERO : since;
    }

    /** Whether no time is left for another poll. */
    public boolean isLastPoll() {
        return left().compareTo(Duration.ofSeconds(1)) <= 0;
    }

    /**
     * The wait before the next poll: the one of {@link Backoff}, but no longer than the time that is left.
     *
     * @param errors how many polls in a row ended in an error that passes
     * @param throttled whether the last of these errors was throttling
     * @param roll a random number in [0, 1)
     */
    public Duration untilNextPoll(int errors, boolean throttled, double roll) {
        return within(Backoff.next(elapsed(), errors, throttled, roll));
    }

    /**
     * The given wait, shortened to the time that is left if that is less. A shortened wait is whole seconds, at least
     * 1.
     */
    public Duration within(Duration wait) {
        return wait.compareTo(left()) <= 0 ? wait : Duration.ofSeconds(Math.max(1, left().toSeconds()));
    }

    private Duration left() {
        return budget.minus(elapsed());
    }
}
