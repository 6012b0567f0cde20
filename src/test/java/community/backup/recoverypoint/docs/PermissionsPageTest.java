package community.backup.recoverypoint.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
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
import org.junit.jupiter.api.Test;

/** docs/permissions.md has the execution role's permissions, all of them and no other. */
class PermissionsPageTest {
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `(\\w+)` \\| ((?:`[a-z]+:\\w+` ?)+)\\|");
    private static final Pattern STATEMENT =
            Pattern.compile("- Sid: (\\w+)\\s+Effect: Allow\\s+Action:((?:\\s+(?:- )?[a-z]+:\\w+)+)");
    private static final Pattern ACTION = Pattern.compile("[a-z]+:\\w+");

    private final Map<String, Set<String>> documented =
            actions(ROW, Files.readString(Path.of("docs", "permissions.md")));

    PermissionsPageTest() throws IOException {}

    @Test
    void each_statement_is_that_of_the_role() throws IOException {
        assertThat(documented)
                .isNotEmpty()
                .isEqualTo(actions(STATEMENT, Files.readString(Path.of("resource-role.yaml"))));
    }

    @Test
    void together_they_are_what_the_handlers_need() throws IOException {
        Set<String> needed = new TreeSet<>();
        for (JsonNode handler :
                new ObjectMapper().readTree(Path.of("schema.json").toFile()).path("handlers")) {
            handler.path("permissions").forEach(action -> needed.add(action.asText()));
        }

        assertThat(documented.values().stream().flatMap(Set::stream).distinct())
                .containsExactlyInAnyOrderElementsOf(needed);
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
