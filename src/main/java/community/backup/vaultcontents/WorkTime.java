package community.backup.vaultcontents;

import community.backup.failure.ServiceFailure;
import community.backup.handler.Wiring;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import software.amazon.cloudformation.proxy.HandlerErrorCode;

/**
 * The time in which an invocation lists and sends requests. An invocation may take 25 seconds: the rest is for the last call and the
 * decision.
 */
final class WorkTime {
    private static final Duration WORK = Duration.ofSeconds(18);

    /** The wait before a throttled call is retried. AWS limits the calls of an account per second. */
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
     * Makes a list call, and retries it after a wait if AWS throttles it. A long list takes many calls, and so it ends even if AWS admits
     * few of them.
     *
     * @throws ServiceFailure if the call fails for another reason, or is still throttled when no time is left
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
