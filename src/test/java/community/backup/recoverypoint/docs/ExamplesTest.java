package community.backup.recoverypoint.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Checks that every example describes its purpose, its deployment and what it deletes, with commands that other tests
 * run.
 */
class ExamplesTest {
    private static final Pattern HEAD = Pattern.compile(
            "AWSTemplateFormatVersion: \"2010-09-09\"\n# What for: .*\n(?:# .*\n)*# Destroys: .*\n# (?:How-to|More): (docs/.*[.]md)\n");
    private static final Pattern DEMO = Pattern.compile("(?m)^# +\\./demo ((?:.*\\\\\n)*.*)$");

    static List<Path> examples() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("examples"))) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("examples")
    void the_head_of_an_example_leads_to_a_page_that_names_it(Path example) throws IOException {
        Matcher head = HEAD.matcher(Files.readString(example));

        assertThat(head.lookingAt()).as(example + " has a head").isTrue();
        assertThat(Path.of(head.group(1))).content().contains("examples/" + example.getFileName());
    }

    @Test
    void the_commands_of_the_heads_are_run_as_those_of_the_pages() throws IOException {
        List<String> run = new ArrayList<>();
        List<Path> pages = new ArrayList<>(HowToIT.pages());
        pages.add(Path.of("docs", "quick-start.md"));
        for (Path page : pages) {
            run.add(words(Files.readString(page)));
        }
        List<String> commands = new ArrayList<>();
        for (Path example : examples()) {
            DEMO.matcher(Files.readString(example))
                    .results()
                    .map(match -> match.group(1).replaceAll("(?m)^# ", ""))
                    .filter(command -> command.startsWith("examples/") || command.startsWith("--"))
                    .forEach(command -> commands.add("./demo " + words(command)));
        }

        assertThat(commands).hasSizeGreaterThan(8).allSatisfy(command -> assertThat(run)
                .anySatisfy(page -> assertThat(page).contains(command)));
    }

    @Test
    void the_alarm_is_for_the_events_that_the_constructs_alarm_for() throws IOException {
        String alarm = Files.readString(Path.of("examples", "alarm-on-expired.yaml"));
        Path constructs = Path.of("cdk", "src", "main", "java", "community", "backup", "cdk");
        StringBuilder patterns = new StringBuilder();
        for (String file : List.of("ExpiredRule.java", "VaultMonitoring.java")) {
            Pattern.compile("(?s)EventPattern[.]builder\\(\\)(.*?)build\\(\\)")
                    .matcher(Files.readString(constructs.resolve(file)))
                    .results()
                    .forEach(pattern -> patterns.append(pattern.group(1)));
        }

        assertThat(Pattern.compile("\"([^\"]+)\"").matcher(patterns).results())
                .hasSizeGreaterThan(4)
                .allSatisfy(word -> assertThat(alarm).containsPattern("(?m)^ +(- )?\\Q" + word.group(1) + "\\E:?$"));
    }

    @Test
    void every_example_is_in_their_list() throws IOException {
        String list = Files.readString(Path.of("examples", "README.md"));

        assertThat(examples().stream().map(Path::getFileName)).isNotEmpty().allSatisfy(name -> assertThat(list)
                .contains("[" + name + "](" + name + ")"));
    }

    /** {@code tools/lint} checks that this release finds a wrong property. Newer releases accept every property. */
    @Test
    void the_named_release_of_cfn_lint_is_the_tested_one() throws IOException {
        String tested = Files.readAllLines(Path.of("tools", "requirements-cfn.in")).stream()
                .filter(line -> line.startsWith("cfn-lint=="))
                .findFirst()
                .orElseThrow();

        assertThat(Path.of("examples", "README.md")).content().contains("pip install " + tested + "\n");
    }

    private static String words(String text) {
        return text.replace("\\\n", " ").replaceAll("\\s+", " ").strip();
    }
}
