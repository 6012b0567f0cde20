package community.backup.local.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProgressTest {
    @Test
    void the_line_says_how_far_it_is_and_how_long_it_will_take() {
        assertThat(Progress.line(250, 1000, 2, 50))
                .isEqualTo("250 of 1,000 lives, 5 a second, 0:00:50 so far, 0:02:30 to go, 2 violations");
    }

    @Test
    void before_the_first_life_has_ended_nobody_knows_how_long_it_will_take() {
        assertThat(Progress.line(0, 1000, 0, 3)).contains("? to go");
    }

    @Test
    void the_bar_is_as_full_as_the_lives_are_done() {
        assertThat(Progress.bar(250, 1000, 0, 50, 200)).startsWith("[==========" + " ".repeat(30) + "] 250 of");
        assertThat(Progress.bar(1000, 1000, 0, 50, 200)).startsWith("[" + "=".repeat(40) + "] ");
    }

    @Test
    void a_narrow_terminal_has_a_shorter_bar_and_then_a_shorter_line() {
        assertThat(Progress.bar(250, 1000, 0, 50, 90)).startsWith("[").hasSize(89);
        assertThat(Progress.bar(250, 1000, 0, 50, 30)).isEqualTo("250 of 1,000 lives, 5 a secon");
    }
}
