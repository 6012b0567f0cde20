package community.backup.vaultcontents;

import community.backup.wait.Backoff;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Decides when a sweep sends requests again and when it polls, from the times in the callback context. */
final class SweepSchedule {
    /**
     * The shortest time between two passes that send requests. If nothing changes, the time grows to half of the time since the last
     * change.
     */
    private static final Duration REPEAT = Duration.ofMinutes(2);

    /** The longest time between two passes that send requests. */
    private static final Duration LONGEST_REPEAT = Duration.ofMinutes(10);

    /** How long the recovery point may still show its old status after AWS Backup accepted a request. */
    private static final Duration STATUS_DELAY = Duration.ofMinutes(1);

    /**
     * Divides the time since the last accepted request. A list call polls up to a thousand recovery points. So a sweep can poll three times
     * as often as the delete of a single one.
     */
    private static final int POLL_SHARE = 3;

    private final ContentsState state;
    private final Clock clock;
    private final double roll;

    /**
     * The schedule of an invocation.
     *
     * @param roll a random number in [0, 1), which spreads the polls of many vaults
     */
    SweepSchedule(ContentsState state, Clock clock, double roll) {
        this.state = state;
        this.clock = clock;
        this.roll = roll;
    }

    /** The time now, in milliseconds since 1970. It advances during an invocation. */
    long now() {
        return clock.millis();
    }

    /** The time since then; zero if then is in the future. */
    Duration since(long then) {
        return Duration.ofMillis(Math.max(0, now() - then));
    }

    /** The time since the number of recovery points last changed from one pass to the next; zero before the first pass. */
    Duration sinceProgress() {
        return sinceOrZero(state.context().progressAt());
    }

    /** Whether the next pass sends a request for every recovery point. */
    boolean requestsAreDue() {
        Long askedAt = state.context().askedAt();
        // At the last chance, the answers to the requests give the failure its reasons.
        return state.watch().isLastPoll()
                || (state.context().finalPass() == null
                        && (askedAt == null
                                || !Boolean.TRUE.equals(state.context().askedAll())
                                || since(askedAt).compareTo(repeat()) >= 0));
    }

    /** Whether the last requests were sent that long ago. */
    boolean requestsHadTime(Duration grace) {
        return sinceOrZero(state.context().askedAt()).compareTo(grace) >= 0;
    }

    /**
     * Whether a recovery point that is EXPIRED already gets another request. It does not while AWS Backup works on others. Each request can
     * make it DELETING until it is EXPIRED again, and if the requests for several of them alternated, the sweep would not end.
     */
    boolean expiredIsDue() {
        return state.context().askedAt() == null
                || Boolean.TRUE.equals(state.context().idle())
                || state.watch().isLastPoll();
    }

    /** The wait before the next poll while AWS Backup is deleting recovery points. */
    Duration untilPoll() {
        // If AWS Backup works on many deletions for hours, one ends every few seconds. With the time since the last
        // change alone, the sweep would poll every few seconds too.
        Duration sinceAccepted = sinceOrZero(state.context().acceptedAt()).dividedBy(POLL_SHARE);
        Duration longer = sinceAccepted.compareTo(sinceProgress()) > 0 ? sinceAccepted : sinceProgress();
        return Backoff.next(longer, 0, false, roll);
    }

    /**
     * The wait before the next pass.
     *
     * @param idle whether the last pass saw no recovery point that AWS Backup is making or deleting
     */
    Duration untilNextPass(boolean idle) {
        Long askedAt = state.context().askedAt();
        Long acceptedAt = state.context().acceptedAt();
        boolean settled = acceptedAt == null || since(acceptedAt).compareTo(STATUS_DELAY) >= 0;
        // If AWS Backup is idle, only new requests can change anything.
        boolean onlyRequestsHelp = idle && settled && state.context().finalPass() == null;
        return onlyRequestsHelp && askedAt != null ? repeat().minus(since(askedAt)) : untilPoll();
    }

    private Duration repeat() {
        Duration half = sinceProgress().dividedBy(2);
        return half.compareTo(REPEAT) < 0 ? REPEAT : half.compareTo(LONGEST_REPEAT) > 0 ? LONGEST_REPEAT : half;
    }

    private Duration sinceOrZero(@Nullable Long then) {
        return then == null ? Duration.ZERO : since(then);
    }
}
