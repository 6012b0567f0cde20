package community.backup.local.clock;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

/**
 * A clock that runs faster than the real one: it starts at the real time of its creation, and each real second is {@code
 * scale} seconds of it. A backup that takes an hour is over in ten seconds at a scale of 360.
 */
public final class ScaledClock extends Clock {
    private final Clock real;
    private final Instant origin;
    private final ZoneId zone;
    private final double scale;

    /**
     * @param real the clock that is sped up
     * @param scale seconds of this clock per second of {@code real}, more than 0
     */
    public ScaledClock(Clock real, double scale) {
        this(real, real.instant(), real.getZone(), scale);
    }

    private ScaledClock(Clock real, Instant origin, ZoneId zone, double scale) {
        if (!(scale > 0) || Double.isInfinite(scale)) {
            throw new IllegalArgumentException("the scale is a positive number, not " + scale);
        }
        this.real = real;
        this.origin = origin;
        this.zone = zone;
        this.scale = scale;
    }

    /** How long {@code span} of this clock takes in real time. */
    public Duration toReal(Duration span) {
        return Duration.ofNanos(Math.round(span.toNanos() / scale));
    }

    @Override
    public Instant instant() {
        long elapsed = Duration.between(origin, real.instant()).toNanos();
        return origin.plusNanos(Math.round(elapsed * scale));
    }

    @Override
    public ZoneId getZone() {
        return zone;
    }

    @Override
    public Clock withZone(ZoneId newZone) {
        return new ScaledClock(real, origin, newZone, scale);
    }
}
