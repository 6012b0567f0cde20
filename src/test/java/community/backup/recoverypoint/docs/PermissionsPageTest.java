package community.backup.recoverypoint.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import community.backup.local.lambda.TypeFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Checks that docs/permissions.md lists exactly the permissions of the execution role of each type. */
class PermissionsPageTest {
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `(\\w+)` \\| ((?:`[a-z]+:\\w+` ?)+)\\|");
    private static final Pattern STATEMENT =
            Pattern.compile("- Sid: (\\w+)\\s+Effect: Allow\\s+Action:((?:\\s+(?:- )?[a-z]+:\\w+)+)");
    private static final Pattern ACTION = Pattern.compile("[a-z]+:\\w+");

    private static Stream<Arguments> types() {
        return Stream.of(
                Arguments.of("## The execution role", TypeFolder.recoveryPoint()),
                Arguments.of("## The execution role of VaultContents", TypeFolder.vaultContents()));
    }

    @ParameterizedTest
    @MethodSource("types")
    void each_statement_is_that_of_the_role(String heading, TypeFolder type) throws IOException {
        assertThat(documented(heading))
                .isNotEmpty()
                .isEqualTo(actions(STATEMENT, Files.readString(type.file("resource-role.yaml"))));
    }

    @ParameterizedTest
    @MethodSource("types")
    void together_they_are_what_the_handlers_need(String heading, TypeFolder type) throws IOException {
        Set<String> needed = new TreeSet<>();
        for (JsonNode handler :
                new ObjectMapper().readTree(type.file("schema.json").toFile()).path("handlers")) {
            handler.path("permissions").forEach(action -> needed.add(action.asText()));
        }

        assertThat(documented(heading).values().stream().flatMap(Set::stream).distinct())
                .containsExactlyInAnyOrderElementsOf(needed);
    }

    /** The permissions in the section with this heading. */
    private static Map<String, Set<String>> documented(String heading) throws IOException {
        String page = Files.readString(Path.of("docs", "permissions.md"));
        int start = page.indexOf(heading + "\n");
        return actions(ROW, page.substring(start, page.indexOf("\n## ", start)));
    }

    private static Map<String, Set<String>> actions(Pattern statements, String text) {
        Map<String, Set<String>> actions = new TreeMap<>();
        statements
                .matcher(text)
                .results()
                .forEach(statement -> actions.put(
                        statement.group(1),
                        ACTION.matcher(statement.group(2))
                                .results()
                                .map(MatchResult::group)
                                .collect(Collectors.toCollection(TreeSet::new))));
        return actions;
    }
}
