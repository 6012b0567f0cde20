package community.backup.local.clock;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A base clock plus an offset that can be moved. Over a fixed base the time stands still until a caller moves it; a
 * test can so let hours of waiting pass. Over a running base the time jumps ahead. Thread-safe.
 */
public final class MovableClock extends Clock {
    private final Clock base;
    private final ZoneId zone;
    /** Nanoseconds ahead of the base, shared with the same clock in other zones. */
    private final AtomicLong offset;

    /** A clock that shows {@code base}'s time until it is moved. */
    public MovableClock(Clock base) {
        this(base, base.getZone(), new AtomicLong());
    }

    private MovableClock(Clock base, ZoneId zone, AtomicLong offset) {
        this.base = base;
        this.zone = zone;
        this.offset = offset;
    }

    /** A clock in UTC that stands at {@code start} until it is moved. */
    public static MovableClock startingAt(Instant start) {
        return new MovableClock(Clock.fixed(start, ZoneOffset.UTC));
    }

    /** Moves the time by {@code step}; a negative step moves it back. */
    public void advance(Duration step) {
        offset.addAndGet(step.toNanos());
    }

    /** Shows {@code base}'s time plus {@code newOffset} from now on. */
    public void setOffset(Duration newOffset) {
        offset.set(newOffset.toNanos());
    }

    /** How far this clock is ahead of its base. */
    public Duration offset() {
        return Duration.ofNanos(offset.get());
    }

    @Override
    public Instant instant() {
        return base.instant().plusNanos(offset.get());
    }

    @Override
    public ZoneId getZone() {
        return zone;
    }

    /** The same time, moved together with this clock, in another zone. */
    @Override
    public Clock withZone(ZoneId newZone) {
        return new MovableClock(base, newZone, offset);
    }
}
