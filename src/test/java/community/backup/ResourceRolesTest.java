package community.backup;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import community.backup.failure.Permission;
import community.backup.handler.Operation;
import community.backup.local.awsbackup.Account;
import community.backup.local.cloudformation.ExecutionRole;
import community.backup.local.lambda.TypeFolder;
import community.backup.wait.WaitPlan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Compares the schema of each resource type with its role and with the code that all types share. */
@NullMarked
class ResourceRolesTest {

    private static List<TypeFolder> types() {
        return TypeFolder.all();
    }

    @ParameterizedTest
    @MethodSource("types")
    void the_role_allows_what_the_schema_names_and_nothing_else(TypeFolder type) {
        Set<String> named = texts(schema(type).at("/tagging/permissions"));
        schema(type).path("handlers").forEach(handler -> named.addAll(texts(handler.path("permissions"))));

        assertThat(allowed(type)).isEqualTo(named);
    }

    @Test
    void a_denial_can_name_the_resource_of_every_action_of_the_roles_and_of_no_other() {
        Set<String> known = new TreeSet<>(Permission.RESOURCES.keySet());
        // AWS Backup does not deny a call if this permission is missing.
        known.add("iam:CreateServiceLinkedRole");
        Set<String> allowed = new TreeSet<>();
        types().forEach(type -> allowed.addAll(allowed(type)));

        assertThat(known).isEqualTo(allowed);
    }

    @ParameterizedTest
    @MethodSource("types")
    void cloudformation_assumes_the_role_for_its_own_type_only(TypeFolder type) throws IOException {
        List<String> trusted = new ArrayList<>();
        Files.readString(type.file("resource-role.yaml"))
                .lines()
                .filter(line -> line.contains(":type/resource/"))
                .forEach(line -> trusted.add(line.replaceFirst(".*:type/resource/", "")));

        String name = type.name().replace("::", "-");
        assertThat(trusted).containsExactly(name, name + "/*");
    }

    @ParameterizedTest
    @MethodSource("types")
    void code_and_schema_agree_on_the_timeouts(TypeFolder type) {
        for (Operation operation : List.of(Operation.CREATE, Operation.UPDATE, Operation.DELETE)) {
            WaitPlan plan = Objects.requireNonNull(operation.plan());
            String handler = operation.name().toLowerCase(Locale.ROOT);

            assertThat(plan.timeout().toMinutes())
                    .as(handler)
                    .isEqualTo(schema(type)
                            .at("/handlers/" + handler + "/timeoutInMinutes")
                            .asLong());
            assertThat(plan.budget()).isLessThan(plan.timeout());
        }
    }

    private static Set<String> allowed(TypeFolder type) {
        return new TreeSet<>(ExecutionRole.identity(Account.example(), Map.of(), read(type, "resource-role.yaml"))
                .allowedActions());
    }

    private static JsonNode schema(TypeFolder type) {
        try {
            return new ObjectMapper().readTree(read(type, "schema.json"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(TypeFolder type, String file) {
        try {
            return Files.readString(type.file(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Set<String> texts(JsonNode array) {
        Set<String> texts = new TreeSet<>();
        array.forEach(each -> texts.add(each.asText()));
        return texts;
    }
}
