package community.backup.local.clock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class ClockTest {
    private static final Instant START = Instant.parse("2026-01-02T03:04:05Z");

    private final MovableClock real = MovableClock.startingAt(START);

    @Test
    void a_movable_clock_stands_still_until_it_is_moved() {
        assertThat(real.instant()).isEqualTo(START);
        real.advance(Duration.ofHours(2));
        real.advance(Duration.ofHours(-1));
        assertThat(real.instant()).isEqualTo(START.plus(Duration.ofHours(1)));
        real.setOffset(Duration.ZERO);
        assertThat(real.instant()).isEqualTo(START);
    }

    @Test
    void a_movable_clock_in_another_zone_moves_with_it() {
        Clock elsewhere = real.withZone(ZoneId.of("Asia/Tokyo"));
        real.advance(Duration.ofHours(1));

        assertThat(elsewhere.instant()).isEqualTo(real.instant());
        assertThat(elsewhere.getZone()).isEqualTo(ZoneId.of("Asia/Tokyo"));
    }

    @Test
    void a_scaled_clock_starts_at_the_real_time_and_runs_faster() {
        ScaledClock fast = new ScaledClock(real, 360);
        real.advance(Duration.ofSeconds(10));

        assertThat(fast.instant()).isEqualTo(START.plus(Duration.ofHours(1)));
        assertThat(fast.toReal(Duration.ofHours(1))).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void a_scale_is_positive() {
        assertThatThrownBy(() -> new ScaledClock(real, 0)).isInstanceOf(IllegalArgumentException.class);
    }
}
