package community.backup.recoverypoint.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the quick start. {@link CommandsIT} checks its commands of the AWS CLI. */
class QuickStartIT {
    private static final Pattern DEMO = Pattern.compile("(?m)^ *\\./demo ((?:.*\\\\\n)*.*)$");

    @Test
    void the_first_deployment_makes_a_backup_and_leaves_nothing(@TempDir Path tmpdir)
            throws IOException, InterruptedException {
        String page = Files.readString(Path.of("docs", "quick-start.md"));
        List<String> commands = DEMO.matcher(page)
                .results()
                .map((MatchResult command) ->
                        command.group(1).replace("\\\n", " ").strip())
                .toList();
        assertThat(commands).hasSize(1);

        String output = DemoProcess.run(List.of(commands.get(0).split(" +")), tmpdir);

        assertThat(output)
                .containsSubsequence(
                        "CREATE_COMPLETE      Backup",
                        "CREATE_COMPLETE      mine",
                        "DELETE_COMPLETE      Backup",
                        "DELETE_COMPLETE      Vault",
                        "DELETE_COMPLETE      mine");
    }
}
