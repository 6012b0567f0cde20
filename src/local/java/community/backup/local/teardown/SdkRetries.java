package community.backup.local.teardown;

import java.time.Duration;

/**
 * How the SDK that a tool was built with retries a throttled call, as it comes without settings.
 *
 * @param attempts the first one included
 * @param unit the wait before the second attempt, which is then doubled
 * @param least the part of a wait that is not left to chance
 * @param spread by how much a wait is longer by chance, at most
 */
record SdkRetries(int attempts, Duration unit, double least, Duration spread) {

    /** Calls once. */
    static final SdkRetries NONE = new SdkRetries(1, Duration.ZERO, 0, Duration.ZERO);

    /** The AWS SDK for Java 2.40: legacy mode, half a second doubled, less up to half by chance. */
    static final SdkRetries JAVA = new SdkRetries(4, Duration.ofMillis(500), 0.5, Duration.ZERO);

    /** The AWS SDK for Go 2 (aws/retry/jitter_backoff.go): two seconds doubled, and up to a second by chance. */
    static final SdkRetries GO = new SdkRetries(3, Duration.ofSeconds(2), 1, Duration.ofSeconds(1));

    /** The same with the 25 attempts that Terraform's AWS provider asks for. */
    static final SdkRetries TERRAFORM = new SdkRetries(25, GO.unit, GO.least, GO.spread);

    /** The AWS SDK for Python, legacy mode: any part of a second doubled. */
    static final SdkRetries PYTHON = new SdkRetries(5, Duration.ofSeconds(1), 0, Duration.ZERO);

    /** The AWS SDK for JavaScript 2: any part of a tenth of a second doubled. */
    static final SdkRetries JAVASCRIPT = new SdkRetries(4, Duration.ofMillis(100), 0, Duration.ZERO);

    private static final Duration LONGEST = Duration.ofSeconds(20);

    /** The wait after an attempt. */
    Duration pause(int attempt, double roll) {
        long doubled = unit.toMillis() << Math.min(attempt - 1, 10);
        long wait = Math.min(doubled, LONGEST.toMillis());
        return Duration.ofMillis((long) (wait * (least + (1 - least) * roll) + spread.toMillis() * roll));
    }
}
