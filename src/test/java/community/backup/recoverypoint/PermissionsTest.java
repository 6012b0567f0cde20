package community.backup.recoverypoint;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import community.backup.handler.Operation;
import community.backup.wait.WaitPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The schema, held against the role and the code: permissions, timeouts, what can be changed. */
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
    void the_role_allows_what_the_schema_names_and_nothing_else() {
        Set<String> named = new TreeSet<>(texts(SCHEMA.at("/tagging/permissions")));
        SCHEMA.get("handlers").fieldNames().forEachRemaining(handler -> named.addAll(permissions(handler)));

        assertThat(LocalAccount.PERMISSIONS.allowedActions()).isEqualTo(named);
    }

    @ParameterizedTest
    @EnumSource(
            value = Operation.class,
            names = {"CREATE", "UPDATE", "DELETE"})
    void code_and_schema_agree_on_the_timeouts(Operation operation) {
        WaitPlan plan = java.util.Objects.requireNonNull(operation.plan());
        String handler = operation.name().toLowerCase(Locale.ROOT);

        assertThat(plan.timeout().toMinutes())
                .isEqualTo(
                        SCHEMA.at("/handlers/" + handler + "/timeoutInMinutes").asLong());
        assertThat(plan.budget()).isLessThan(plan.timeout());
    }

    @Test
    void one_pattern_of_arns_stands_in_the_schema() {
        String arn = SCHEMA.at("/properties/RecoveryPointArn/pattern").asText();

        assertThat(SCHEMA.at("/properties/RecoveryPointId/pattern").asText())
                .contains(arn.substring(1, arn.length() - 1));
    }

    /** The operations that a handler calls, by what the calls of all handler tests taught us to arrange. */
    @Test
    void every_handler_calls_only_what_its_permissions_name() {
        Map<String, Set<String>> called = PermissionsInUse.drive();

        called.forEach((handler, actions) -> {
            Set<String> named = permissions(handler).stream()
                    .filter(each -> each.startsWith("backup:"))
                    .collect(Collectors.toCollection(TreeSet::new));
            if (handler.equals("create")) {
                // Not called, but AWS Backup may ask for it where StartBackupJob sets tags.
                assertThat(named.remove("backup:TagResource")).isTrue();
            }
            assertThat(actions).as(handler).isEqualTo(named);
        });
    }
}
