package community.backup.cdk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** README.md shows only code that other tests run. */
class ReadmeTest {
    private static final Path TESTS = Command.CDK.resolve("src/test/java/community/backup/cdk");
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");

    private final String readme = Files.readString(Command.CDK.resolve("README.md"));

    ReadmeTest() throws IOException {}

    @ParameterizedTest
    @CsvSource({
        "typescript, recovery-point.ts",
        "typescript, vault-contents.ts",
        "typescript, imported-recovery-point.ts",
        "python, recovery_point.py",
        "python, vault_contents.py"
    })
    void a_snippet_is_shown_as_it_is_synthesised(String language, String snippet) throws IOException {
        assertThat(readme)
                .contains("```" + language + "\n"
                        + Files.readString(Command.CDK.resolve("snippets").resolve(snippet)) + "```");
    }

    @Test
    void java_is_shown_as_it_is_tested() throws IOException {
        List<String> blocks = Pattern.compile("(?s)```java\n(.*?)```")
                .matcher(readme)
                .results()
                .map(block -> withoutSpace(block.group(1)))
                .toList();

        assertThat(blocks).hasSize(3).allSatisfy(block -> assertThat(tests()).contains(block));
    }

    @Test
    void the_code_of_every_feature_is_tested() throws IOException {
        List<String> code = readme.lines()
                .filter(line -> line.startsWith("| ") && !line.startsWith("| Feature |"))
                .map(row -> row.substring(row.lastIndexOf(" | ")))
                .flatMap(cell -> CODE.matcher(cell).results().map(found -> withoutSpace(found.group(1))))
                .toList();

        assertThat(code).hasSizeGreaterThan(20).allSatisfy(each -> assertThat(tests())
                .contains(each));
    }

    private static String tests() throws IOException {
        try (Stream<Path> files = Files.list(TESTS)) {
            List<Path> others =
                    files.filter(file -> !file.endsWith("ReadmeTest.java")).toList();
            StringBuilder text = new StringBuilder();
            for (Path file : others) {
                text.append(withoutSpace(Files.readString(file)));
            }
            return text.toString();
        }
    }

    private static String withoutSpace(String text) {
        return text.replaceAll("\\s", "");
    }
}
