package community.backup.local.clock;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.concurrent.atomic.AtomicLong;

/** A clock that runs with another one, ahead of it by an offset that can be moved. Safe for use by several threads. */
public final class MovableClock extends Clock {
    private final Clock base;
    private final AtomicLong offsetNanos;

    /** A clock that shows what {@code base} shows until it is moved. */
    public MovableClock(Clock base) {
        this(base, new AtomicLong());
    }

    private MovableClock(Clock base, AtomicLong offsetNanos) {
        this.base = base;
        this.offsetNanos = offsetNanos;
    }

    /** Moves the clock on by {@code amount}. */
    public void advance(Duration amount) {
        offsetNanos.addAndGet(amount.toNanos());
    }

    /** Sets how far the clock is ahead of its base. */
    public void setOffset(Duration value) {
        offsetNanos.set(value.toNanos());
    }

    /** How far the clock is ahead of its base. */
    public Duration offset() {
        return Duration.ofNanos(offsetNanos.get());
    }

    @Override
    public Instant instant() {
        return base.instant().plusNanos(offsetNanos.get());
    }

    @Override
    public ZoneId getZone() {
        return base.getZone();
    }

    /** The same moving time in another zone. */
    @Override
    public Clock withZone(ZoneId zone) {
        return new MovableClock(base.withZone(zone), offsetNanos);
    }
}
