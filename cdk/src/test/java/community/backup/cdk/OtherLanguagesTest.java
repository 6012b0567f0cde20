package community.backup.cdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The L1 constructs in TypeScript and Python, which the repository has for users to copy. */
class OtherLanguagesTest {
    private static final Path TESTS = Command.CDK.resolve("src/test");

    @ParameterizedTest
    @CsvSource({"typescript, community-backup.ts", "python, community_backup.py"})
    void the_constructs_are_those_of_the_schemas(String language, String file) throws Exception {
        Path generated = Command.TARGET.resolve("generated-other");

        Assembly.run(
                Command.ROOT,
                Map.of(),
                List.of(
                        Command.ROOT.resolve("tools/python").toString(),
                        "node",
                        "python",
                        Command.CDK.resolve("generate.py").toString(),
                        language,
                        generated.toString()));

        assertThat(Command.CDK.resolve(language).resolve(file))
                .as("Update it: tools/python node python cdk/generate.py %s cdk/%s", language, language)
                .hasSameTextualContentAs(generated.resolve(file));
    }

    @Test
    void every_property_in_typescript_arrives_in_the_template() throws Exception {
        assertEveryProperty(Assembly.typescript(TESTS.resolve("typescript/every-property.ts"), "EveryProperty"));
    }

    @Test
    void every_property_in_python_arrives_in_the_template() throws Exception {
        assertEveryProperty(Assembly.python(TESTS.resolve("python/every_property.py"), "EveryProperty"));
    }

    private static void assertEveryProperty(Assembly assembly) throws IOException {
        JsonNode expected = read(TESTS.resolve("resources/every-property.json"));
        JsonNode template = assembly.template();
        // The command line adds the place of each resource in the application.
        template.path("Resources").forEach(resource -> ((ObjectNode) resource).remove("Metadata"));

        assertThat(template.path("Resources")).isEqualTo(expected.path("Resources"));
        assertThat(template.path("Outputs")).isEqualTo(expected.path("Outputs"));
    }

    @ParameterizedTest
    @CsvSource({"schema.json, Point", "vault-contents/schema.json, Contents"})
    void the_expected_template_has_every_property_of_the_schema(String schema, String resource) throws Exception {
        JsonNode said = read(Command.ROOT.resolve(schema));
        Set<String> properties = new TreeSet<>(Generated.names(said.path("properties")));
        properties.removeAll(Generated.readOnly(said));

        assertThat(Generated.names(read(TESTS.resolve("resources/every-property.json"))
                        .path("Resources")
                        .path(resource)
                        .path("Properties")))
                .isEqualTo(properties);
    }

    @Test
    void a_construct_in_typescript_without_a_vault_does_not_compile() throws Exception {
        Path wrong = Files.createDirectories(Assembly.SYNTH).resolve("without-vault.ts");
        Files.writeString(wrong, """
                import { App, Stack } from 'aws-cdk-lib';
                import { CfnRecoveryPoint } from './community-backup';
                new CfnRecoveryPoint(new Stack(new App(), 'Stack'), 'Point', { startWindowMinutes: 60 });
                """);

        Command compiled = Assembly.compiled(wrong);

        assertThat(compiled.status()).isNotZero();
        assertThat(compiled.output()).contains("'backupVaultName' is missing");
    }

    @Test
    void a_construct_in_python_without_a_vault_or_with_an_unknown_member_is_refused() throws Exception {
        Path wrong = Files.createDirectories(Assembly.SYNTH).resolve("refused.py");
        Files.writeString(wrong, """
                from aws_cdk import App, Stack
                from community_backup import CfnRecoveryPoint

                stack = Stack(App(), "Stack")
                for values in (
                    {"start_window_minutes": 60},
                    {"backup_vault_name": "vault", "lifecycle": {"DeleteAfterDays": 35}},
                ):
                    try:
                        stack.resolve(CfnRecoveryPoint(stack, "Point", **values)._cfn_properties)
                    except TypeError as error:
                        print(error)
                        stack.node.try_remove_child("Point")
                """);

        assertThat(Assembly.run(Assembly.SYNTH, Map.of(), List.of("bash", "-c", Assembly.pythonCommand(wrong))))
                .contains("missing 1 required keyword-only argument: 'backup_vault_name'")
                .contains("unexpected keyword argument 'DeleteAfterDays'");
    }

    private static JsonNode read(Path file) throws IOException {
        return new ObjectMapper().readTree(file.toFile());
    }
}
