package community.backup.vaultcontents;

import community.backup.failure.ServiceFailure;
import community.backup.handler.Wiring;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import software.amazon.cloudformation.proxy.HandlerErrorCode;

/** The time in which an invocation lists and sends requests. The rest of its 25 seconds is for the last call and the decision. */
final class WorkTime {
    private static final Duration WORK = Duration.ofSeconds(18);

    /** AWS limits the calls of an account by the second. */
    private static final Duration REST = Duration.ofSeconds(1);

    private final Wiring wiring;
    private final Instant end;

    WorkTime(Wiring wiring, Instant begin) {
        this.wiring = wiring;
        this.end = begin.plus(WORK);
    }

    /** Whether there is time for another call. */
    boolean isLeft() {
        return wiring.clock().instant().isBefore(end);
    }

    /**
     * Makes a call of a list that takes many. If it is throttled, it is made again after a rest, so that a long list ends, however few
     * calls AWS admits.
     *
     * @throws ServiceFailure of the last try
     */
    <T> T retryThrottled(Supplier<T> call) {
        while (true) {
            try {
                return call.get();
            } catch (ServiceFailure failure) {
                if (failure.code() != HandlerErrorCode.Throttling || !isLeft()) {
                    throw failure;
                }
                wiring.pause().rest(REST);
            }
        }
    }
}
