package community.backup.wait;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How fast requests follow each other. AWS Backup lets an account delete ten recovery points a second, and others need some of that:
 * throttling makes the pace slower at once, answers make it faster bit by bit.
 */
public final class Pace {
    /** Requests a minute at the most: of two invocations at once, each still has most of its requests admitted. */
    static final int MOST = 510;

    /** Requests a minute at the least. */
    static final int LEAST = 30;

    /** So many requests a minute more after each second of answers. */
    private static final double GAIN = 15;

    private static final double AFTER_THROTTLING = 0.7;
    private static final Duration REST = Duration.ofSeconds(1);

    private final Clock clock;
    private final Pause pause;
    private double perMinute;
    private @Nullable Instant next;

    /**
     * The pace of an invocation.
     *
     * @param kept the pace that an earlier invocation has left; null in the first
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

    /** The last request was admitted. */
    public void admitted() {
        perMinute = Math.min(MOST, perMinute + GAIN * 60 / perMinute);
    }

    /** The last request was throttled. */
    public void throttled() {
        perMinute = Math.max(LEAST, perMinute * AFTER_THROTTLING);
        next = clock.instant().plus(REST);
    }

    /** Requests a minute, for the next invocation. */
    public int perMinute() {
        return (int) perMinute;
    }
}
