package community.backup.local.teardown;

import java.time.Duration;
import java.util.List;

/**
 * CloudFormation's price for operations of a third-party type, in USD (https://aws.amazon.com/cloudformation/pricing/),
 * after the month's 1,000 free operations. The page does not say whether the waits between invocations count as the
 * operation's duration. With them the price is the greatest possible one, without them the least.
 */
final class Price {
    private static final double OPERATION = 0.0009;
    private static final double SECOND = 0.00008;
    private static final double FREE_SECONDS = 30;

    private Price() {}

    /** The price of one operation with this duration. */
    static double of(Duration duration) {
        return OPERATION + SECOND * Math.max(0, duration.toMillis() / 1000.0 - FREE_SECONDS);
    }

    /** The average price of one of these operations. */
    static double of(List<Duration> durations) {
        return durations.stream().mapToDouble(Price::of).average().orElse(0);
    }
}
