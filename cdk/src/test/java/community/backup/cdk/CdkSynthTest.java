package community.backup.cdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What README.md shows, by the CDK's own command line and on the local CloudFormation. */
class CdkSynthTest {
    private static final Path NPM = Command.TARGET.resolve("npm");
    private static final Path SNIPPETS = Command.CDK.resolve("snippets");
    private static final Path TESTS = Command.CDK.resolve("src/test/java/community/backup/cdk");
    private static final String CDK = NPM.resolve("node_modules/.bin/cdk").toString();
    private static final Path SYNTH = Command.TARGET.resolve("synth");

    /** Nothing is asked of the network, and nothing of the home of whoever runs the tests. */
    private static final Map<String, String> ALONE = Map.of(
            "HOME", SYNTH.resolve("home").toString(),
            "AWS_EC2_METADATA_DISABLED", "true",
            "CDK_DISABLE_CLI_TELEMETRY", "true",
            "CDK_DISABLE_VERSION_CHECK", "true");

    @Test
    void the_java_application_is_synthesised_and_deployed() throws Exception {
        Path arguments = Files.createDirectories(SYNTH).resolve("java.arguments");
        Files.writeString(
                arguments,
                String.join(
                        "\n",
                        "-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        BeforeTheMigration.class.getName()));
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");

        JsonNode template = synthesised("java", java + " @" + arguments);

        assertThat(template.findValuesAsText("Type")).contains("AWS::Events::Rule", "AWS::SNS::Topic");
        LocalCloudFormation.deploy(template);
    }

    @Test
    void the_typescript_snippet_is_compiled_synthesised_and_deployed() throws Exception {
        // Node.js looks for packages beside the file, and in the folders around it.
        Path folder = Files.createDirectories(NPM.resolve("snippets"));
        Files.writeString(folder.resolve("recovery-point.ts"), Files.readString(SNIPPETS.resolve("recovery-point.ts")));
        run(
                folder,
                NPM.resolve("node_modules/.bin/tsc").toString(),
                "--strict",
                "--skipLibCheck",
                "--target",
                "es2022",
                "--module",
                "commonjs",
                "recovery-point.ts");

        JsonNode template = synthesised("typescript", "node " + folder.resolve("recovery-point.js"));

        LocalCloudFormation.deploy(template);
    }

    @Test
    void the_python_snippet_is_synthesised_and_deployed() throws Exception {
        JsonNode template = synthesised(
                "python",
                Command.ROOT.resolve("tools/python") + " cdk python " + SNIPPETS.resolve("recovery_point.py"));

        LocalCloudFormation.deploy(template);
    }

    @Test
    void the_readme_shows_what_is_synthesised() throws Exception {
        String readme = Files.readString(Command.CDK.resolve("README.md"));

        assertThat(readme)
                .contains("```typescript\n" + Files.readString(SNIPPETS.resolve("recovery-point.ts")) + "```");
        assertThat(readme).contains("```python\n" + Files.readString(SNIPPETS.resolve("recovery_point.py")) + "```");
        List<String> java = Pattern.compile("(?s)```java\n(.*?)```")
                .matcher(readme)
                .results()
                .map(block -> withoutSpace(block.group(1)))
                .toList();
        assertThat(java).hasSize(2);
        assertThat(withoutSpace(Files.readString(TESTS.resolve("BeforeTheMigration.java"))))
                .contains(java.get(0));
        assertThat(withoutSpace(Files.readString(TESTS.resolve("RecoveryPointTest.java"))))
                .contains(java.get(1));
    }

    /** An import needs an account; that its steps exist can be seen without one. */
    @Test
    void the_command_line_of_the_cdk_has_the_steps_of_an_import() throws Exception {
        assertThat(help("diff")).contains("cdk diff");
        assertThat(help("import")).contains("cdk import").contains("--resource-mapping");
        assertThat(help("deploy")).contains("cdk deploy");
    }

    private static String help(String command) throws Exception {
        return run(Files.createDirectories(SYNTH), CDK, command, "--help");
    }

    private static String withoutSpace(String text) {
        return text.replaceAll("\\s", "");
    }

    /** The template of the application's one stack; it has a recovery point with what the snippets say. */
    private static JsonNode synthesised(String name, String application) throws Exception {
        Path output = SYNTH.resolve(name);
        run(
                Files.createDirectories(SYNTH),
                CDK,
                "synth",
                "--quiet",
                "--no-notices",
                "--no-version-reporting",
                "--app",
                application,
                "--output",
                output.toString());
        JsonNode template = new ObjectMapper()
                .readTree(output.resolve("BeforeTheMigration.template.json").toFile());
        assertThat(template.path("Resources"))
                .filteredOn(resource -> resource.path("Type").asText().equals(CfnRecoveryPoint.CFN_RESOURCE_TYPE_NAME))
                .singleElement()
                .satisfies(point -> {
                    assertThat(point.at("/Properties/Lifecycle/DeleteAfterDays").asInt())
                            .isEqualTo(35);
                    assertThat(point.path("DependsOn").toString()).contains("Role", "Vault");
                });
        return template;
    }

    /** Runs a command, which has to succeed, and returns what it said. */
    private static String run(Path folder, String... command) throws IOException, InterruptedException {
        Command ended = Command.run(folder, ALONE, List.of(command));
        assertThat(ended.status()).as(ended.output()).isZero();
        return ended.output();
    }
}
