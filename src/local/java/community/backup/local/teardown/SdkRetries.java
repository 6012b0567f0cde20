package community.backup.local.teardown;

import java.time.Duration;

/**
 * How the SDK that a tool was built with retries a throttled call, as it comes without settings.
 *
 * @param attempts the first one included
 * @param unit the wait before the second attempt is this or twice this, and then doubled
 * @param spread by how much a wait is longer by chance, at most
 */
record SdkRetries(int attempts, Duration unit, Duration spread) {

    /** Calls once. */
    static final SdkRetries NONE = new SdkRetries(1, Duration.ZERO, Duration.ZERO);

    /** The AWS SDK for Java 2.40: legacy mode, half a second doubled, less up to half by chance. */
    static final SdkRetries JAVA = new SdkRetries(4, Duration.ofMillis(500), Duration.ZERO);

    /** The AWS SDK for Go 2 (aws/retry/jitter_backoff.go): two seconds doubled, and up to a second by chance. */
    static final SdkRetries GO = new SdkRetries(3, Duration.ofSeconds(2), Duration.ofSeconds(1));

    /** The same with the 25 attempts that Terraform's AWS provider asks for. */
    static final SdkRetries TERRAFORM = new SdkRetries(25, GO.unit, GO.spread);

    private static final Duration LONGEST = Duration.ofSeconds(20);

    /** The wait after an attempt. */
    Duration pause(int attempt, double roll) {
        long doubled = unit.toMillis() << Math.min(attempt - 1, 10);
        long wait = Math.min(doubled, LONGEST.toMillis());
        boolean halves = spread.isZero();
        return Duration.ofMillis(
                halves ? (long) (wait * (0.5 + 0.5 * roll)) : wait + (long) (spread.toMillis() * roll));
    }
}
