package community.backup.recoverypoint.docs;

import static org.assertj.core.api.Assertions.assertThat;

import community.backup.recoverypoint.docs.HowToPage.DemoRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Checks that the pages of docs/how-to show real output: the packaged handler runs their {@code ./demo} commands. With
 * {@code -Dhowto.record}, the test writes the output into the pages. {@link CommandsIT} checks their commands of the
 * AWS CLI.
 */
class HowToIT {
    private static final Path FOLDER = Path.of("docs", "how-to");

    static List<Path> pages() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.filter(file -> file.toString().endsWith(".md"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void a_page_quotes_what_its_commands_show(Path file, @TempDir Path tmpdir)
            throws IOException, InterruptedException {
        HowToPage page = new HowToPage(file);
        List<DemoRun> runs = page.runs();
        List<String> shown = new ArrayList<>();
        for (DemoRun run : runs) {
            shown.add(DemoTranscript.of(DemoProcess.run(run.arguments(), tmpdir)));
        }
        if (System.getProperty("howto.record") != null) {
            page.record(shown);
        }

        assertThat(page.runs().stream().map(DemoRun::quoted)).isNotEmpty().containsExactlyElementsOf(shown);
    }

    @Test
    void every_demo_command_of_a_page_is_one_that_is_run() throws IOException {
        for (Path file : pages()) {
            assertThat(new HowToPage(file).runs()).as(file.toString()).hasSize((int) Files.readAllLines(file).stream()
                    .filter(line -> line.startsWith("./demo "))
                    .count());
        }
    }
}
