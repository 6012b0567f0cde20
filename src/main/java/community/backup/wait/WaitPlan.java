package community.backup.wait;

import java.time.Duration;

/**
 * How long an operation may wait.
 *
 * @param timeout CloudFormation's, which schema.json names as the handler's timeoutInMinutes
 * @param margin how much earlier the handler itself gives up, so that the user reads its reason and not just a timeout
 */
public record WaitPlan(Duration timeout, Duration margin) {
    public static final WaitPlan CREATE = new WaitPlan(Duration.ofMinutes(2160), Duration.ofMinutes(10));
    public static final WaitPlan UPDATE = new WaitPlan(Duration.ofMinutes(120), Duration.ofMinutes(5));
    public static final WaitPlan DELETE = new WaitPlan(Duration.ofMinutes(2160), Duration.ofMinutes(10));

    /** How long an error is retried that passes within minutes, if at all. */
    public static final Duration DOUBT = Duration.ofMinutes(5);

    /** The longest wait between two looks meanwhile, so that there are a few of them. */
    public static final Duration BETWEEN_DOUBTS = Duration.ofMinutes(1);

    public WaitPlan {
        if (margin.compareTo(timeout) >= 0) {
            throw new IllegalArgumentException("no time is left of " + timeout + " without " + margin);
        }
    }

    /** How long the handler waits. */
    public Duration budget() {
        return timeout.minus(margin);
    }
}
