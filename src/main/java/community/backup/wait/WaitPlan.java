package community.backup.wait;

import java.time.Duration;

/**
 * How long an operation may wait.
 *
 * @param timeout CloudFormation's timeout for the operation, which schema.json sets as timeoutInMinutes
 * @param margin how much earlier the handler gives up, so that the user gets its reason and not only a timeout
 */
public record WaitPlan(Duration timeout, Duration margin) {
    public static final WaitPlan CREATE = new WaitPlan(Duration.ofMinutes(2160), Duration.ofMinutes(10));
    public static final WaitPlan UPDATE = new WaitPlan(Duration.ofMinutes(120), Duration.ofMinutes(5));
    public static final WaitPlan DELETE = new WaitPlan(Duration.ofMinutes(2160), Duration.ofMinutes(10));

    /** How long the handler retries an error that passes within minutes or not at all. */
    public static final Duration DOUBT = Duration.ofMinutes(5);

    /** The longest wait between two retries of such an error, so that several fit into {@link #DOUBT}. */
    public static final Duration BETWEEN_DOUBTS = Duration.ofMinutes(1);

    public WaitPlan {
        if (margin.compareTo(timeout) >= 0) {
            throw new IllegalArgumentException("no time is left of " + timeout + " without " + margin);
        }
    }

    /** How long the handler itself waits before it gives up. */
    public Duration budget() {
        return timeout.minus(margin);
    }
}
