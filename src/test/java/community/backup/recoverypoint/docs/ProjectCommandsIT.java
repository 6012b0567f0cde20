package community.backup.recoverypoint.docs;

import static org.assertj.core.api.Assertions.assertThat;

import community.backup.ScriptRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Checks that every command of this project on a page is run. This class runs the short ones, and {@link CommandPlaces}
 * says where the others are run. {@link CommandsIT} and {@link ServedCommandsIT} check the commands of the AWS CLI.
 */
class ProjectCommandsIT {
    private static final Pattern BLOCK = Pattern.compile("(?ms)^ *```\\w*\\n(.*?)^ *```$");
    private static final Pattern SPAN = Pattern.compile("`([^`\\n]+(?:\\n[^`\\n]+)?)`");
    private static final Pattern COMMAND =
            Pattern.compile("(\\./|\\.ci/|tools/|bench/|cdk [a-z]|cfn [a-z]|npm |sha256sum )[^#]*");
    /** File names that look like commands. */
    private static final Pattern FILE =
            Pattern.compile("\\S+[./](py|in|sha256|txt|ts|md|json|conf|java|stock|requirements-\\S*)");

    private static final Pattern TEST = Pattern.compile("-D(?:it\\.)?test=(\\w+)(?: -D([\\w.]+))?");

    static Set<String> commands() throws IOException {
        Set<String> commands = new TreeSet<>();
        for (Path page : pages()) {
            String text = Files.readString(page);
            BLOCK.matcher(text)
                    .results()
                    .flatMap(block -> block.group(1).replaceAll("\\\\\n *", "").lines())
                    .forEach(line -> add(line, commands));
            SPAN.matcher(BLOCK.matcher(text).replaceAll("")).results().forEach(span -> add(span.group(1), commands));
        }
        return commands;
    }

    private static List<Path> pages() throws IOException {
        List<Path> pages = new ArrayList<>();
        for (String folder : List.of(".", "docs", "docs/decisions", "docs/how-to", "examples", "registration", "cdk")) {
            try (Stream<Path> files = Files.list(Path.of(folder))) {
                files.filter(file -> file.toString().endsWith(".md")).forEach(pages::add);
            }
        }
        return pages;
    }

    private static void add(String text, Set<String> commands) {
        Matcher command = COMMAND.matcher(text.replaceAll("\\s+", " ").strip());
        if (command.lookingAt() && !FILE.matcher(command.group().strip()).matches()) {
            commands.add(command.group().strip());
        }
    }

    @ParameterizedTest
    @MethodSource("commands")
    void a_command_of_a_page_is_run_by_a_test(String command) throws IOException {
        if (isRunHere(command)) {
            return;
        }
        CommandPlaces.Place place =
                CommandPlaces.of(command).orElseThrow(() -> new AssertionError("No test runs " + command));

        assertThat(Files.readString(Path.of(place.file()))).contains(place.text(command));
    }

    /**
     * The build runs every test class. With a property of its own, a class writes the file that it otherwise checks.
     */
    @ParameterizedTest
    @MethodSource("commands")
    void a_class_of_tests_and_its_property_are_there(String command) throws IOException {
        Matcher named = TEST.matcher(command);
        if (named.find()) {
            List<Path> sources = sources();
            assertThat(sources)
                    .extracting(file -> file.getFileName().toString())
                    .contains(named.group(1) + ".java");
            if (named.group(2) != null) {
                assertThat(sources)
                        .anySatisfy(file -> assertThat(file).content().contains('"' + named.group(2) + '"'));
            }
        }
    }

    private static List<Path> sources() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src", "test", "java"))) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    private static boolean isRunHere(String command) {
        return command.endsWith(" --help") || command.startsWith("./simulate --seed 84");
    }

    @ParameterizedTest
    @ValueSource(strings = {"./demo", "./simulate", "./register"})
    void a_script_says_how_it_is_called(String script) throws IOException, InterruptedException {
        assertThat(run(List.of(script, "--help"))).contains(script + " ");
    }

    @Test
    void a_life_of_a_page_is_told_and_kept(@TempDir Path tmpdir) throws IOException, InterruptedException {
        for (String command : commands()) {
            if (command.startsWith("./simulate --seed 84")) {
                List<String> arguments = Stream.of(
                                command.substring("./simulate ".length()).split(" (?=([^']*'[^']*')*[^']*$)", -1))
                        .map(argument -> argument.replace("'", ""))
                        .map(argument -> argument.endsWith(".html")
                                ? tmpdir.resolve(argument).toString()
                                : argument)
                        .toList();

                assertThat(run(DemoProcess.simulate(arguments, tmpdir))).contains("Every promise was kept.");
            }
        }
    }

    @Test
    void some_lives_are_counted_and_kept(@TempDir Path tmpdir) throws IOException, InterruptedException {
        assertThat(run(DemoProcess.simulate(List.of("--lives", "20", "--from", "5000"), tmpdir)))
                .contains("20 lives in ", "Every promise was kept.");
    }

    private static String run(List<String> command) throws IOException, InterruptedException {
        ScriptRun run = ScriptRun.of(Path.of(""), Map.of(), command);
        assertThat(run.status()).as(run.output()).isZero();
        return run.output();
    }
}
