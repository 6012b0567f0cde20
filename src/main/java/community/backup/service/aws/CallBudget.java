package community.backup.service.aws;

import community.backup.failure.ServiceFailure;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * The time of one invocation. CloudFormation gives an invocation 60 seconds, or 30 for a read or a list. If an
 * invocation is slower, CloudFormation invokes the handler again while it still runs. So an invocation ends well before
 * that, whatever the service does.
 */
final class CallBudget {
    /**
     * The most time for all calls of an invocation together. It is less than the 25 seconds that an invocation may
     * last, because sending the log and the handler's own work take time too.
     */
    static final Duration INVOCATION = Duration.ofSeconds(20);
    /** The most time for one attempt of a call. */
    static final Duration CALL = Duration.ofSeconds(8);
    /** With less time than this, no call is made. */
    private static final Duration LEAST = Duration.ofSeconds(1);

    private final Clock clock;
    private final Instant end;

    CallBudget(Clock clock) {
        this.clock = clock;
        this.end = clock.instant().plus(INVOCATION);
    }

    /**
     * How long the next call may take, including its retries.
     *
     * @param patient whether the call is retried. It may then take all the time that is left.
     * @throws ServiceFailure if no time is left for a call
     */
    Duration next(String operation, boolean patient) {
        Duration left = Duration.between(clock.instant(), end);
        if (left.compareTo(LEAST) < 0) {
            throw ServiceFailure.outOfTime(operation);
        }
        return patient || left.compareTo(CALL) < 0 ? left : CALL;
    }
}
