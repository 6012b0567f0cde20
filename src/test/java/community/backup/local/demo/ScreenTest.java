package community.backup.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import community.backup.local.cloudformation.StackEvent;
import community.backup.local.terminal.LiveArea;
import community.backup.local.terminal.Size;
import community.backup.local.terminal.TerminalOutput;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class ScreenTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final Screen screen = screen(false);

    @Test
    void an_event_shows_the_time_since_the_scene_began() {
        screen.happened(event(START.plusSeconds(3725), "CREATE_COMPLETE", ""));

        assertThat(shown()).isEqualTo(" 1:02:05  CREATE_COMPLETE      Point             Test::Local::Thing\n");
    }

    @Test
    void a_short_reason_stands_beside_its_event_and_a_long_one_below() {
        screen.happened(event(START, "CREATE_IN_PROGRESS", "User Initiated"));
        screen.happened(event(START, "DELETE_FAILED", "why ".repeat(40)));

        assertThat(shown().lines())
                .satisfiesExactly(
                        line -> assertThat(line).endsWith("Test::Local::Thing                User Initiated"),
                        line -> assertThat(line).endsWith("Test::Local::Thing"),
                        line -> assertThat(line)
                                .startsWith("            why why")
                                .hasSizeLessThanOrEqualTo(118),
                        line -> assertThat(line).startsWith("            why"));
    }

    @Test
    void what_a_handler_says_again_with_other_numbers_is_not_shown_for_some_minutes() {
        screen.progressed(START, "s", "Point", "DELETING for 2 s, next poll in 2 s");
        screen.progressed(START.plusSeconds(60), "s", "Point", "DELETING for 1 min 2 s, next poll in 9 s");
        screen.progressed(START.plusSeconds(61), "s", "Point", "EXPIRED for 1 s");
        screen.progressed(START.plusSeconds(361), "s", "Point", "EXPIRED for 5 min");

        assertThat(shown()).isEqualTo("""
                         0:00:00    Point: DELETING for 2 s
                         0:01:01    Point: EXPIRED for 1 s
                         0:06:01    Point: EXPIRED for 5 min
                        """);
    }

    @Test
    void colours_come_only_where_asked() {
        screen.happened(event(START, "DELETE_FAILED", ""));
        assertThat(shown()).doesNotContain("\u001b");

        screen(true).happened(event(START, "DELETE_FAILED", ""));
        assertThat(shown()).contains("\u001b[31m");
    }

    @Test
    void in_a_terminal_reasons_are_wrapped_to_its_width_and_the_resources_stand_beneath() {
        TerminalOutput output = new TerminalOutput(new PrintStream(bytes, true, StandardCharsets.UTF_8), true, false);
        Screen live = new Screen(output, new LiveArea(output), Clock.fixed(START, ZoneOffset.UTC));
        live.draw(new Size(60, 20), "scene 1");
        bytes.reset();

        live.happened(event(START, "DELETE_FAILED", "why ".repeat(40)));

        assertThat(shown().lines().filter(line -> line.startsWith("            why")))
                .hasSizeGreaterThan(3)
                .allSatisfy(line -> assertThat(line).hasSizeLessThan(60));
        assertThat(shown())
                .containsPattern("\n  Point +Thing +DELETE_FAILED +0[.][.]\u001b\\[K\n  scene 1\u001b\\[K\n");
    }

    @Test
    void the_table_tells_what_was_seen_where_a_claim_failed() {
        Claims claims = new Claims();
        claims.begin(1);
        claims.claim("all is well", "the truth", 1, 1);
        claims.claim("all is gone", "the truth", 0, 2);

        screen.table(claims.all());

        assertThat(claims.allHeld()).isFalse();
        assertThat(shown()).contains("holds   1  all is well", "FAILED  1  all is gone", "seen: 2 instead of 0");
        assertThat(shown()).contains("1 of 2 claims held.");
    }

    private Screen screen(boolean colour) {
        PrintStream stream = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        TerminalOutput output = new TerminalOutput(stream, false, colour);
        return new Screen(output, new LiveArea(output), Clock.fixed(START, ZoneOffset.UTC));
    }

    private String shown() {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static StackEvent event(Instant time, String status, String reason) {
        return new StackEvent(time, "stack", "Point", "", "Test::Local::Thing", status, reason);
    }
}
