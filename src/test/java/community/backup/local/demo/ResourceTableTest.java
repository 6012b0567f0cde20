package community.backup.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import community.backup.local.cloudformation.StackEvent;
import community.backup.local.terminal.Size;
import community.backup.local.terminal.TerminalOutput;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResourceTableTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Size WIDE = new Size(120, 30);

    private final ResourceTable table = new ResourceTable(new TerminalOutput(System.out, false, false));

    @Test
    void a_resource_has_its_status_the_time_in_it_and_what_its_handler_waits_for() {
        table.happened(event(START, "stack", "Backup", "DELETE_IN_PROGRESS"));
        table.progressed(
                START.plusSeconds(10),
                "Backup",
                ProgressMessage.of("AWS Backup is deleting snap-1: DELETING for 3 s, next poll in 1 min 5 s"));

        assertThat(table.lines(START.plusSeconds(20), WIDE, "scene 1"))
                .containsExactly(
                        "",
                        "  logical id        type           status                   for   next poll  the handler says",
                        "  Backup            RecoveryPoint  DELETE_IN_PROGRESS   0:00:20  in 0:00:55  DELETING for 3 s",
                        "  scene 1");
    }

    @Test
    void the_time_in_a_status_goes_on_where_an_event_repeats_it_and_begins_anew_in_another() {
        table.happened(event(START, "stack", "Backup", "CREATE_IN_PROGRESS"));
        table.happened(event(START.plusSeconds(5), "stack", "Backup", "CREATE_IN_PROGRESS"));
        assertThat(row(START.plusSeconds(7))).endsWith("CREATE_IN_PROGRESS   0:00:07");

        table.happened(event(START.plusSeconds(8), "stack", "Backup", "CREATE_COMPLETE"));
        assertThat(row(START.plusSeconds(9))).endsWith("CREATE_COMPLETE      0:00:01");
    }

    @Test
    void a_look_that_is_due_is_now_and_one_that_is_over_is_not_shown() {
        table.happened(event(START, "stack", "Backup", "DELETE_IN_PROGRESS"));
        table.progressed(START, "Backup", ProgressMessage.of("waits, next poll in 2 s"));
        assertThat(row(START.plusSeconds(3))).contains("now").endsWith("waits");

        table.happened(event(START.plusSeconds(4), "stack", "Backup", "DELETE_COMPLETE"));
        assertThat(row(START.plusSeconds(4))).doesNotContain("now").doesNotContain("waits");
    }

    @Test
    void another_stack_takes_the_place_of_the_one_before() {
        table.happened(event(START, "one", "Backup", "DELETE_COMPLETE"));
        table.happened(event(START, "two", "Vault", "CREATE_IN_PROGRESS"));

        assertThat(table.lines(START, WIDE, "")).hasSize(4).noneMatch(line -> line.contains("Backup"));
    }

    @Test
    void no_line_is_as_wide_as_the_terminal_and_the_history_keeps_half_of_it() {
        for (int i = 0; i < 20; i++) {
            table.happened(event(START, "stack", "Resource" + i, "CREATE_IN_PROGRESS"));
        }
        List<String> lines = table.lines(START, new Size(30, 10), "a line that is longer than thirty columns");

        assertThat(lines).allSatisfy(line -> assertThat(line).hasSizeLessThan(30));
        assertThat(lines)
                .hasSize(9)
                .contains("  and 15 more")
                .element(1)
                .asString()
                .endsWith("..");
    }

    private String row(Instant now) {
        return table.lines(now, WIDE, "").get(2);
    }

    private static StackEvent event(Instant time, String stack, String logicalId, String status) {
        return new StackEvent(time, stack, logicalId, "", "Community::Backup::RecoveryPoint", status, "");
    }
}
