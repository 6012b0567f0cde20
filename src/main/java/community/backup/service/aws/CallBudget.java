package community.backup.service.aws;

import community.backup.failure.ServiceFailure;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * The time of one invocation. CloudFormation gives it 60 seconds (30 for read and list) and invokes again while a slow one
 * still runs, so an invocation ends well before that whatever the service does.
 */
final class CallBudget {
    /** What all calls of an invocation may take together: the 25 seconds it may last, less its log and its own work. */
    static final Duration INVOCATION = Duration.ofSeconds(20);
    /** What one call may take where it is not retried. */
    static final Duration CALL = Duration.ofSeconds(8);
    /** Less than this is not worth a call. */
    private static final Duration LEAST = Duration.ofSeconds(1);

    private final Clock clock;
    private final Instant end;

    CallBudget(Clock clock) {
        this.clock = clock;
        this.end = clock.instant().plus(INVOCATION);
    }

    /**
     * How long the next call may take, its retries included.
     *
     * @param patient whether the call is retried, and so may take all that is left
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
