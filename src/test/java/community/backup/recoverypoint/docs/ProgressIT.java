package community.backup.recoverypoint.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A script shows what it does, and for how long, to a person who waits. tools/progress does that for all scripts. */
class ProgressIT {
    private final Path folder;
    private final Path script;

    /** Writes a script that runs a command and continues after it. */
    ProgressIT(@TempDir Path folder) throws IOException {
        this.folder = folder;
        script = Files.writeString(folder.resolve("script"), """
                set -euo pipefail
                . tools/progress
                progress "Doing it" '%s' "$@"
                echo "after"
                """.formatted(folder.resolve("log")));
    }

    private List<String> doing(String... command) {
        List<String> all = new ArrayList<>(List.of("bash", script.toString()));
        all.addAll(List.of(command));
        return all;
    }

    @Test
    void in_a_terminal_a_line_is_written_anew_and_its_end_is_what_stays() throws IOException, InterruptedException {
        Terminal terminal = Terminal.run(Map.of(), doing("sh", "-c", "echo noise; sleep 3"));

        assertThat(terminal.status()).isZero();
        // A busy machine may miss one of the seconds.
        assertThat(terminal.sent()).contains("\rDoing it: 0 s").containsPattern("\rDoing it: [1-9] s");
        assertThat(terminal.shown()).hasSize(2).last().isEqualTo("after");
        assertThat(terminal.shown().get(0)).matches("Doing it: done after [1-9] s");
    }

    @Test
    void a_long_text_is_cut_and_not_wrapped() throws IOException, InterruptedException {
        Files.writeString(script, Files.readString(script).replace("Doing it", "x".repeat(150)));

        Terminal terminal = Terminal.run(Map.of(), doing("sh", "-c", "sleep 0.5"));

        assertThat(terminal.sent()).contains("\r" + "x".repeat(94) + ": 0 s");
    }

    @Test
    void elsewhere_and_in_a_dumb_terminal_there_are_whole_lines() throws IOException, InterruptedException {
        ProcessResult run = run(doing("sh", "-c", "echo noise"));
        assertThat(run.status()).isZero();
        assertThat(run.output()).isEqualTo("after\n");
        assertThat(run.errors()).matches("Doing it\nDoing it: done after [0-9]+ s\n");

        Terminal dumb = Terminal.run(Map.of("TERM", "dumb"), doing("true"));
        assertThat(dumb.sent()).matches("Doing it\r\nDoing it: done after [0-9]+ s\r\nafter\r\n");
    }

    @Test
    void a_command_that_fails_shows_what_it_said_and_its_status_is_that_of_the_script()
            throws IOException, InterruptedException {
        ProcessResult run = run(doing("sh", "-c", "echo said; echo complained >&2; exit 7"));

        assertThat(run.status()).isEqualTo(7);
        assertThat(run.output()).isEmpty();
        assertThat(run.errors()).startsWith("Doing it\nsaid\ncomplained\nDoing it: FAILED after ");
    }

    @Test
    void ctrl_c_ends_the_command_and_all_that_it_started() throws IOException, InterruptedException {
        Path children = folder.resolve("children");
        Terminal terminal = Terminal.interruptAt(
                "Doing it: 1 s",
                Map.of(),
                doing("sh", "-c", "sleep 60 & echo $! > \"$0\"; echo $$ >> \"$0\"; wait", children.toString()));

        assertThat(terminal.status()).isEqualTo(130);
        assertThat(terminal.shown()).noneMatch(line -> line.contains("Doing it"));
        List<String> processes = Files.readAllLines(children);
        assertThat(processes).hasSize(2);
        for (String process : processes) {
            // The process got a signal to end, but its new parent may not have noticed the end yet.
            ProcessHandle.of(Long.parseLong(process))
                    .ifPresent(each ->
                            each.onExit().orTimeout(20, TimeUnit.SECONDS).join());
        }
    }

    private record ProcessResult(int status, String output, String errors) {}

    private ProcessResult run(List<String> command) throws IOException, InterruptedException {
        Path errors = folder.resolve("errors");
        Process process =
                new ProcessBuilder(command).redirectError(errors.toFile()).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new ProcessResult(process.waitFor(), output, Files.readString(errors));
    }
}
