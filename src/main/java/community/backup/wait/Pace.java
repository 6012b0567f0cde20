package community.backup.wait;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Controls the rate of requests within an invocation. AWS Backup lets an account delete ten recovery points per second,
 * and other callers need part of that. Throttling lowers the rate at once; each admitted request raises it a little.
 */
public final class Pace {
    /**
     * The highest rate, in requests per minute. Two concurrent invocations at this rate still have most of their
     * requests admitted.
     */
    static final int MOST = 510;

    /** The lowest rate, in requests per minute. */
    static final int LEAST = 30;

    /** By how many requests per minute the rate rises in each second of admitted requests. */
    private static final double GAIN = 15;

    private static final double AFTER_THROTTLING = 0.7;
    private static final Duration REST = Duration.ofSeconds(1);

    private final Clock clock;
    private final Pause pause;
    private double perMinute;
    private @Nullable Instant next;

    /**
     * Starts the rate of an invocation.
     *
     * @param kept the rate that the previous invocation returned, in requests per minute; null in the first invocation
     */
    public Pace(Clock clock, Pause pause, @Nullable Integer kept) {
        this.clock = clock;
        this.pause = pause;
        this.perMinute = kept == null ? MOST : Math.min(MOST, Math.max(LEAST, kept));
    }

    /** Waits until the next request is due. */
    public void await() {
        Instant now = clock.instant();
        Instant due = next == null || next.isBefore(now) ? now : next;
        if (due.isAfter(now)) {
            pause.rest(Duration.between(now, due));
        }
        next = due.plusMillis((long) (60_000 / perMinute));
    }

    /** Raises the rate, because AWS Backup admitted the last request. */
    public void admitted() {
        perMinute = Math.min(MOST, perMinute + GAIN * 60 / perMinute);
    }

    /** Lowers the rate and delays the next request by a second, because AWS Backup throttled the last request. */
    public void throttled() {
        perMinute = Math.max(LEAST, perMinute * AFTER_THROTTLING);
        next = clock.instant().plus(REST);
    }

    /** The present rate in requests per minute. The next invocation starts with it. */
    public int perMinute() {
        return (int) perMinute;
    }
}
