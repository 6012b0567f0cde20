package community.backup.recoverypoint.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests {@code ./demo} in a terminal. It shows a table of the resources below the events, and removes the table at the
 * end.
 */
class DemoTerminalIT {
    private static final String TABLE = "next poll";
    private static final String HIDE_CURSOR = "\u001b[?25l";

    @Test
    void the_table_is_there_while_it_lasts_and_the_history_alone_at_the_end(@TempDir Path tmpdir)
            throws IOException, InterruptedException {
        Terminal terminal = Terminal.run(Map.of(), live(tmpdir, "1000"));

        assertThat(terminal.status()).as(terminal.sent()).isZero();
        assertThat(terminal.sent())
                .contains(TABLE, HIDE_CURSOR, "claims held, 0:00:0")
                .containsPattern("\n  Backup +RecoveryPoint +DELETE_IN_PROGRESS +0:0");
        assertThat(terminal.hidesCursor()).isFalse();
        assertThat(terminal.shown())
                .noneMatch(line -> line.contains(TABLE) || line.contains("of real time"))
                .anyMatch(line -> line.matches(" 0:1[0-9]:.. +DELETE_FAILED +stuck +AWS::CloudFormation::Stack"))
                .contains("6 of 6 claims held.")
                .last()
                .asString()
                .matches("It took [0-9]+ s[.]");
    }

    @Test
    void ctrl_c_gives_the_terminal_back(@TempDir Path tmpdir) throws IOException, InterruptedException {
        Terminal terminal = Terminal.interruptAt(TABLE, Map.of(), live(tmpdir, "20"));

        assertThat(terminal.status()).isEqualTo(130);
        assertThat(terminal.sent()).contains(TABLE, HIDE_CURSOR);
        assertThat(terminal.hidesCursor()).isFalse();
        assertThat(terminal.shown())
                .noneMatch(line -> line.contains(TABLE))
                .noneMatch(line -> line.contains("of real time"))
                .anyMatch(line -> line.startsWith(" 0:00:00  CREATE_IN_PROGRESS"));
    }

    @Test
    void the_scripts_tell_what_the_output_is(@TempDir Path folder) throws IOException, InterruptedException {
        Path java = Files.createDirectories(folder.resolve("bin")).resolve("java");
        Files.writeString(java, """
                #!/bin/sh
                [ "$1" = -XshowSettings:properties ] && echo " java.specification.version = 17" && exit
                told=told:
                for option; do
                  case $option in -Dterminal.*) told="$told $option" ;; esac
                done
                echo "$told"
                """);
        assertThat(java.toFile().setExecutable(true)).isTrue();
        List<String> script = List.of("bash", "-c", ". tools/local; run_local demo -- Demo");
        String home = folder.toString();

        assertThat(Terminal.run(Map.of("JAVA_HOME", home), script).shown())
                .containsExactly("told: -Dterminal.live=true -Dterminal.colour=true");
        assertThat(Terminal.run(Map.of("JAVA_HOME", home, "NO_COLOR", "1"), script)
                        .shown())
                .containsExactly("told: -Dterminal.live=true");
        assertThat(Terminal.run(Map.of("JAVA_HOME", home, "TERM", "dumb"), script)
                        .shown())
                .containsExactly("told:");
        ProcessBuilder elsewhere = new ProcessBuilder(script);
        elsewhere.environment().putAll(Map.of("JAVA_HOME", home, "TERM", "xterm"));
        assertThat(elsewhere.start().getInputStream().readAllBytes())
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("told:\n");
    }

    private static List<String> live(Path tmpdir, String speed) throws IOException {
        return DemoProcess.command(List.of("--scene", "2", "--speed", speed), tmpdir, "-Dterminal.live=true");
    }
}
