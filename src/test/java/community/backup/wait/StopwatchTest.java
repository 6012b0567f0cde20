package community.backup.wait;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

@NullMarked
class StopwatchTest {
    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
    private static final Duration BUDGET = Duration.ofHours(10);

    private static Stopwatch after(Duration elapsed) {
        return new Stopwatch(START, START.plus(elapsed), BUDGET);
    }

    @Test
    void the_next_look_is_never_after_the_budget() {
        assertThat(after(BUDGET.minusSeconds(100)).untilNextPoll(0, false, 0.5)).hasSeconds(100);
        assertThat(after(BUDGET.minusHours(5)).untilNextPoll(0, false, 0.5))
                .isEqualTo(Backoff.next(Duration.ofHours(5), 0, false, 0.5));
    }

    @Test
    void the_last_chance_is_when_no_second_is_left() {
        assertThat(after(BUDGET.minusSeconds(2)).isLastPoll()).isFalse();
        assertThat(after(BUDGET.minusSeconds(1)).isLastPoll()).isTrue();
        assertThat(after(BUDGET.plusDays(1)).isLastPoll()).isTrue();
        assertThat(after(BUDGET.plusDays(1)).untilNextPoll(0, false, 0.5)).hasSeconds(1);
    }

    @Test
    void what_is_yet_to_come_is_no_time_ago() {
        assertThat(after(Duration.ZERO).since(START.plusSeconds(5))).isZero();
        assertThat(after(Duration.ofSeconds(-5)).elapsed()).isZero();
    }
}
