package community.backup.local.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SizeTest {
    @Test
    void stty_answers_lines_before_columns() {
        assertThat(Size.of("32 110\n")).isEqualTo(new Size(110, 32));
    }

    @Test
    void a_terminal_that_does_not_know_its_size_is_of_the_usual_one() {
        assertThat(Size.of("0 0\n")).isEqualTo(Size.USUAL);
        assertThat(Size.of("")).isEqualTo(Size.USUAL);
    }
}
