package community.backup.local.teardown;

import java.time.Duration;
import java.util.List;

/**
 * What CloudFormation charges for the operations of a type that is not AWS's own, in USD
 * (https://aws.amazon.com/cloudformation/pricing/), once the month's 1,000 free ones are used up. Whether the waits between
 * invocations count as the operation's duration is not said there: with them it is the most, without them the least.
 */
final class Price {
    private static final double OPERATION = 0.0009;
    private static final double SECOND = 0.00008;
    private static final double FREE_SECONDS = 30;

    private Price() {}

    /** For one operation of that duration. */
    static double of(Duration duration) {
        return OPERATION + SECOND * Math.max(0, duration.toMillis() / 1000.0 - FREE_SECONDS);
    }

    /** For one operation of these, on average. */
    static double of(List<Duration> durations) {
        return durations.stream().mapToDouble(Price::of).average().orElse(0);
    }
}
