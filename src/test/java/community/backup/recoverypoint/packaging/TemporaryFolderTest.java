package community.backup.recoverypoint.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * The handler's runtime empties {@code java.io.tmpdir} at every request. A process that starts it without a folder of
 * its own empties the machine's temporary folder, with the files of other programs.
 */
class TemporaryFolderTest {
    private static final Path ROOT = Path.of("").toAbsolutePath();
    private static final String SETTING = "-Djava.io.tmpdir=";

    /** Files of builds and editors, and the Maven wrapper, which starts only Maven. */
    private static final Set<String> NOT_OURS =
            Set.of(".git", ".venv", ".idea", "target", "node_modules", "mvnw", "mvnw.cmd");

    private static final Pattern COMMAND = Pattern.compile("\\bjava\\b.*\\s-(cp|jar|classpath)\\s");
    private static final Pattern ARGUMENT = Pattern.compile("\"-(cp|jar|classpath)\"");

    @Test
    void tests_run_with_a_temporary_folder_of_their_own() {
        Path folder = Path.of(System.getProperty("java.io.tmpdir"));

        assertThat(folder).isDirectory().startsWith(ROOT.resolve("target"));
    }

    @Test
    void every_plugin_that_runs_tests_gives_them_one() throws IOException {
        String pom = Files.readString(ROOT.resolve("pom.xml"));

        assertThat(Pattern.compile("<argLine>.*</argLine>").matcher(pom).results())
                .hasSize(2)
                .allSatisfy(line -> assertThat(line.group()).contains(SETTING + "${private.tmpdir}"));
    }

    @Test
    void no_command_starts_java_without_one() throws IOException {
        List<String> plain = new ArrayList<>();
        for (Path file : ours()) {
            // A command can continue on the next line.
            String text = Files.readString(file, StandardCharsets.ISO_8859_1).replace("\\\n", " ");
            text.lines()
                    .filter(line -> COMMAND.matcher(line).find() && !line.contains(SETTING))
                    .forEach(line -> plain.add(ROOT.relativize(file) + ": " + line.strip()));
        }

        assertThat(plain).isEmpty();
    }

    @Test
    void no_java_program_starts_another_without_one() throws IOException {
        List<Path> plain = new ArrayList<>();
        for (Path file : ours()) {
            if (file.toString().endsWith(".java")) {
                String text = Files.readString(file);
                if (ARGUMENT.matcher(text).find() && !text.contains("\"" + SETTING)) {
                    plain.add(ROOT.relativize(file));
                }
            }
        }

        assertThat(plain).isEmpty();
    }

    private static List<Path> ours() throws IOException {
        List<Path> files = new ArrayList<>();
        Files.walkFileTree(ROOT, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                return isOurs(folder) ? FileVisitResult.CONTINUE : FileVisitResult.SKIP_SUBTREE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (attributes.isRegularFile() && isOurs(file)) {
                    files.add(file);
                }
                return FileVisitResult.CONTINUE;
            }

            private boolean isOurs(Path path) {
                return path.equals(ROOT)
                        || !NOT_OURS.contains(path.getFileName().toString());
            }
        });
        assertThat(files).contains(ROOT.resolve("pom.xml"));
        return files;
    }
}
