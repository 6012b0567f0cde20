package community.backup.cdk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Runs the commands of AWS SAM on the page of the local CloudFormation, with SAM's own command line. */
class SamCommandsTest {
    private static final Path PAGE = Command.ROOT.resolve("docs/local-cloudformation.md");
    private static final Path HOME = Command.TARGET.resolve("sam");

    private static final Map<String, String> ENVIRONMENT =
            Command.isolated(HOME, Map.of("SAM_CLI_POLL_DELAY", "1", "SAM_CLI_TELEMETRY", "0"));

    @Test
    void a_stack_is_deployed_updated_and_deleted_by_the_commands_of_the_page() throws Exception {
        List<String> commands = commands();
        assertThat(commands).hasSize(3);
        Files.createDirectories(HOME);

        try (ServedAccount account = new ServedAccount()) {
            assertThat(sam(account, commands.get(0))).contains("CREATE_COMPLETE", "Successfully created/updated stack");
            assertThat(account.vaults().has("nightly-vault")).isTrue();

            assertThat(sam(account, commands.get(1))).contains("UPDATE_COMPLETE", "Successfully created/updated stack");

            assertThat(sam(account, commands.get(2))).contains("Deleted successfully");
            assertThat(account.vaults().has("nightly-vault")).isFalse();
        }
    }

    private static List<String> commands() throws IOException {
        return Pattern.compile("(?m)^sam .*(?:\n  .*)*")
                .matcher(Files.readString(PAGE))
                .results()
                .map(found -> found.group().replace("\\\n", ""))
                .toList();
    }

    private static String sam(ServedAccount account, String command) throws IOException, InterruptedException {
        List<String> words =
                new ArrayList<>(List.of(Command.ROOT.resolve("tools/python").toString(), "sam", "python", script()));
        words.addAll(List.of(command.split(" +")).subList(1, command.split(" +").length));
        Map<String, String> environment = new TreeMap<>(ENVIRONMENT);
        environment.putAll(account.environment());
        Command ended = Command.run(Command.ROOT, environment, words);
        assertThat(ended.status()).as(ended.output()).isZero();
        return ended.output();
    }

    private static String script() {
        return Command.CDK.resolve("src/test/python/sam.py").toString();
    }
}
