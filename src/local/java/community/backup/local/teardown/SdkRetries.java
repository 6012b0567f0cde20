package community.backup.local.teardown;

import java.time.Duration;

/**
 * The retries of throttled calls in the SDK that a tool uses, with the SDK's default settings.
 *
 * @param attempts the number of attempts, the first one included
 * @param unit the wait before the second attempt; it doubles with each further attempt
 * @param least the part of a wait that is not random
 * @param spread the greatest random time that is added to a wait
 */
record SdkRetries(int attempts, Duration unit, double least, Duration spread) {

    /** No retries. */
    static final SdkRetries NONE = new SdkRetries(1, Duration.ZERO, 0, Duration.ZERO);

    /**
     * The AWS SDK for Java 2.40, legacy mode: half a second, doubled; a random time of up to half of the wait is
     * subtracted.
     */
    static final SdkRetries JAVA = new SdkRetries(4, Duration.ofMillis(500), 0.5, Duration.ZERO);

    /**
     * The AWS SDK for Go 2 (aws/retry/jitter_backoff.go): two seconds, doubled; a random time of up to a second is
     * added.
     */
    static final SdkRetries GO = new SdkRetries(3, Duration.ofSeconds(2), 1, Duration.ofSeconds(1));

    /** The SDK for Go with 25 attempts, as Terraform's AWS provider sets it. */
    static final SdkRetries TERRAFORM = new SdkRetries(25, GO.unit, GO.least, GO.spread);

    /** The AWS SDK for Python, legacy mode: a random part of a second, doubled. */
    static final SdkRetries PYTHON = new SdkRetries(5, Duration.ofSeconds(1), 0, Duration.ZERO);

    /** The AWS SDK for JavaScript 2: a random part of a tenth of a second, doubled. */
    static final SdkRetries JAVASCRIPT = new SdkRetries(4, Duration.ofMillis(100), 0, Duration.ZERO);

    private static final Duration LONGEST = Duration.ofSeconds(20);

    /**
     * The wait after an attempt.
     *
     * @param roll a random number in [0, 1)
     */
    Duration pause(int attempt, double roll) {
        long doubled = unit.toMillis() << Math.min(attempt - 1, 10);
        long wait = Math.min(doubled, LONGEST.toMillis());
        return Duration.ofMillis((long) (wait * (least + (1 - least) * roll) + spread.toMillis() * roll));
    }
}
