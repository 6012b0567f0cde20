package community.backup.local.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class LiveAreaTest {
    private final FakeTerminal terminal = new FakeTerminal();
    private final LiveArea area = new LiveArea(new TerminalOutput(terminal.stream(), true, true));
    private final Size size = new Size(20, 10);

    @Test
    void the_area_is_drawn_in_place_beneath_what_is_printed() {
        area.print(List.of("one"));
        area.draw(List.of(), List.of("first", "second"), size);
        area.print(List.of("two", "three"));
        area.draw(List.of(), List.of("1st"), size);

        assertThat(terminal.shown()).containsExactly("one", "two", "three", "1st");
    }

    @Test
    void the_end_leaves_what_was_printed_alone_and_the_cursor_where_it_can_be_seen() {
        area.draw(List.of(), List.of("first", "second"), size);
        area.print(List.of("one"));
        assertThat(terminal.hidesCursor()).isTrue();

        area.close();
        area.close();
        area.draw(List.of(), List.of("late"), size);
        area.print(List.of("two"));

        assertThat(terminal.shown()).containsExactly("one", "two");
        assertThat(terminal.hidesCursor()).isFalse();
    }

    @Test
    void lines_that_a_narrower_terminal_wraps_are_overwritten_in_whole() {
        area.print(List.of("one"));
        area.draw(List.of(), List.of(Style.RED.applyTo("a".repeat(19)), "b"), size);
        terminal.narrow(10);

        area.draw(List.of(), List.of("c"), new Size(10, 10));

        assertThat(terminal.shown()).containsExactly("one", "c");
    }

    @Test
    void what_is_printed_comes_with_the_area_as_it_is_from_then_on() {
        area.draw(List.of(), List.of("first", "second"), size);
        area.draw(List.of("one"), List.of("1st"), size);

        assertThat(terminal.shown()).containsExactly("one", "1st");
        assertThat(terminal.writes()).isEqualTo(2);
    }

    @Test
    void what_a_person_types_meanwhile_disturbs_no_line() {
        area.draw(List.of(), List.of("first"), size);
        terminal.type("^C");
        area.draw(List.of(), List.of("1st"), size);
        terminal.type("^C");
        area.draw(List.of("one"), List.of("1st"), size);
        terminal.type("^C");
        area.close();

        assertThat(terminal.shown()).containsExactly("one");
    }

    @Test
    void every_change_is_one_write() {
        area.draw(List.of(), List.of("first", "second"), size);
        area.print(List.of("one", "two"));
        area.close();

        assertThat(terminal.writes()).isEqualTo(3);
    }

    @Test
    void where_nothing_is_live_only_what_is_printed_comes_out() {
        LiveArea plain = new LiveArea(new TerminalOutput(terminal.stream(), false, false));
        plain.draw(List.of(), List.of("first"), size);
        plain.print(List.of("one"));
        plain.draw(List.of("two"), List.of("first"), size);
        plain.close();

        assertThat(terminal.raw()).isEqualTo("one\ntwo\n");
    }
}
