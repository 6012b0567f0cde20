package community.backup.wait;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@NullMarked
class BackoffTest {

    @ParameterizedTest
    @CsvSource({
        // elapsed, errors, throttled, lowest, middle and highest roll
        "PT0S, 0, false, 2, 2, 2",
        "PT1M, 0, false, 5, 6, 6",
        "PT10M, 0, false, 42, 51, 60",
        "PT5H, 0, false, 420, 510, 600",
        "PT35H, 0, false, 420, 510, 600",
        "PT0S, 1, false, 1, 3, 5",
        "PT0S, 2, false, 1, 5, 10",
        "PT0S, 4, false, 1, 18, 35",
        "PT10M, 1, false, 1, 30, 60",
        "PT0S, 1, true, 1, 13, 25",
        "PT0S, 2, true, 1, 18, 35",
        "PT0S, 1000, true, 1, 18, 35",
        "PT30S, 2, true, 1, 22, 44",
        "PT10M, 1, true, 1, 30, 60",
        "PT10M, 2, true, 1, 30, 60",
        "PT10M, 4, true, 1, 100, 200",
        "PT10M, 5, true, 1, 108, 215",
        "PT5H, 1, true, 1, 300, 600",
        "PT5H, 1000, true, 1, 300, 600"
    })
    void a_wait_is_a_tenth_of_the_time_so_far_and_after_errors_any_part_of_a_span_that_grows(
            Duration elapsed, int errors, boolean throttled, long lowest, long middle, long highest) {
        assertThat(Backoff.next(elapsed, errors, throttled, 0)).hasSeconds(lowest);
        assertThat(Backoff.next(elapsed, errors, throttled, 0.5)).hasSeconds(middle);
        assertThat(Backoff.next(elapsed, errors, throttled, 0.999999)).hasSeconds(highest);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 17, Integer.MAX_VALUE})
    void a_wait_is_always_whole_seconds_from_one_to_ten_minutes(int errors) {
        for (long seconds = 0; seconds < Duration.ofDays(2).toSeconds(); seconds += 97) {
            Duration wait = Backoff.next(Duration.ofSeconds(seconds), errors, seconds % 2 == 0, seconds % 100 / 100.0);

            assertThat(wait).isBetween(Duration.ofSeconds(1), Duration.ofMinutes(10));
            assertThat(wait.toNanosPart()).isZero();
        }
    }

    @Test
    void without_errors_the_end_is_noticed_within_two_seconds_or_a_tenth() {
        for (long seconds = 0; seconds < Duration.ofHours(1).toSeconds(); seconds++) {
            Duration elapsed = Duration.ofSeconds(seconds);
            Duration bound = elapsed.dividedBy(10).plusSeconds(1);

            assertThat(Backoff.next(elapsed, 0, false, 0.999999))
                    .isLessThanOrEqualTo(bound.compareTo(Duration.ofSeconds(2)) < 0 ? Duration.ofSeconds(2) : bound);
        }
    }
}
