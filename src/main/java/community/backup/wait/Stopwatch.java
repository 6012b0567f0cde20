package community.backup.wait;

import java.time.Duration;
import java.time.Instant;

/**
 * The time of an operation, as one of its invocations sees it: the same moment all through.
 *
 * @param startedAt when the operation's first invocation began
 * @param now when this one did
 * @param budget how long the operation may wait; zero where one invocation must do
 */
public record Stopwatch(Instant startedAt, Instant now, Duration budget) {

    /** Since the operation began. */
    public Duration elapsed() {
        return since(startedAt);
    }

    /** Since then; zero where clocks that differ say that it is yet to come. */
    public Duration since(Instant then) {
        Duration since = Duration.between(then, now);
        return since.isNegative() ? Duration.ZERO : since;
    }

    /** Whether no time is left for another look. */
    public boolean lastChance() {
        return left().compareTo(Duration.ofSeconds(1)) <= 0;
    }

    /**
     * The wait before the next look: what {@link Backoff} says, but no longer than there is time.
     *
     * @param errors looks in a row that ended in an error that passes
     * @param throttled whether the last of them was throttling
     * @param roll a random number in [0, 1)
     */
    public Duration untilNextLook(int errors, boolean throttled, double roll) {
        return within(Backoff.next(elapsed(), errors, throttled, roll));
    }

    /** A wait that is no longer than there is time. */
    public Duration within(Duration wait) {
        return wait.compareTo(left()) <= 0 ? wait : Duration.ofSeconds(Math.max(1, left().toSeconds()));
    }

    private Duration left() {
        return budget.minus(elapsed());
    }
}
