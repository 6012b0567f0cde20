package community.backup.recoverypoint;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** Compares the permissions in the schema with the calls of the handlers. */
@NullMarked
class PermissionsTest {
    static final JsonNode SCHEMA = read("schema.json");

    private static JsonNode read(String file) {
        try {
            return new ObjectMapper().readTree(Files.readString(Path.of(file)));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static Set<String> texts(JsonNode array) {
        Set<String> texts = new TreeSet<>();
        array.forEach(each -> texts.add(each.asText()));
        return texts;
    }

    static Set<String> permissions(String handler) {
        return texts(SCHEMA.at("/handlers/" + handler + "/permissions"));
    }

    @Test
    void one_pattern_of_arns_stands_in_the_schema() {
        String arn = SCHEMA.at("/properties/RecoveryPointArn/pattern").asText();

        assertThat(SCHEMA.at("/properties/RecoveryPointId/pattern").asText())
                .contains(arn.substring(1, arn.length() - 1));
    }

    /** {@link PermissionsInUse} arranges the situations in which the handlers make all their calls. */
    @Test
    void every_handler_calls_only_what_its_permissions_name() {
        Map<String, Set<String>> called = PermissionsInUse.drive();

        called.forEach((handler, actions) -> {
            Set<String> named = permissions(handler).stream()
                    .filter(each -> each.startsWith("backup:"))
                    .collect(Collectors.toCollection(TreeSet::new));
            if (handler.equals("create")) {
                // The handler does not call it, but AWS Backup may require the permission if StartBackupJob sets tags.
                assertThat(named.remove("backup:TagResource")).isTrue();
            }
            assertThat(actions).as(handler).isEqualTo(named);
        });
    }
}
