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
        JsonNode template = java(BeforeTheMigration.class);

        assertBackup(template);
        assertThat(template.findValuesAsText("Type")).contains("AWS::Events::Rule", "AWS::SNS::Topic");
        LocalCloudFormation.deploy(template);
    }

    @Test
    void the_java_application_with_the_contents_of_a_vault_is_synthesised_and_deployed() throws Exception {
        JsonNode template = java(VaultThatEmptiesItself.class);

        assertOrder(template);
        LocalCloudFormation.deploy(template);
    }

    @Test
    void the_typescript_snippet_is_compiled_synthesised_and_deployed() throws Exception {
        JsonNode template = typescript("recovery-point", "BeforeTheMigration");

        assertBackup(template);
        LocalCloudFormation.deploy(template);
    }

    @Test
    void the_typescript_snippet_with_the_contents_of_a_vault_is_compiled_synthesised_and_deployed() throws Exception {
        JsonNode template = typescript("vault-contents", "VaultThatEmptiesItself");

        assertOrder(template);
        LocalCloudFormation.deploy(template);
    }

    @Test
    void the_python_snippet_is_synthesised_and_deployed() throws Exception {
        JsonNode template = python("recovery_point.py", "BeforeTheMigration");

        assertBackup(template);
        LocalCloudFormation.deploy(template);
    }

    @Test
    void the_python_snippet_with_the_contents_of_a_vault_is_synthesised_and_deployed() throws Exception {
        JsonNode template = python("vault_contents.py", "VaultThatEmptiesItself");

        assertOrder(template);
        LocalCloudFormation.deploy(template);
    }

    @Test
    void the_readme_shows_what_is_synthesised() throws Exception {
        String readme = Files.readString(Command.CDK.resolve("README.md"));

        for (String snippet : List.of("recovery-point.ts", "vault-contents.ts")) {
            assertThat(readme).contains("```typescript\n" + Files.readString(SNIPPETS.resolve(snippet)) + "```");
        }
        for (String snippet : List.of("recovery_point.py", "vault_contents.py")) {
            assertThat(readme).contains("```python\n" + Files.readString(SNIPPETS.resolve(snippet)) + "```");
        }
        List<String> java = Pattern.compile("(?s)```java\n(.*?)```")
                .matcher(readme)
                .results()
                .map(block -> withoutSpace(block.group(1)))
                .toList();
        assertThat(java).hasSize(3);
        assertThat(withoutSpace(Files.readString(TESTS.resolve("BeforeTheMigration.java"))))
                .contains(java.get(0));
        assertThat(withoutSpace(Files.readString(TESTS.resolve("RecoveryPointTest.java"))))
                .contains(java.get(1));
        assertThat(withoutSpace(Files.readString(TESTS.resolve("VaultThatEmptiesItself.java"))))
                .contains(java.get(2));
    }

    /** An import needs an account; that its steps exist can be seen without one. */
    @Test
    void the_command_line_of_the_cdk_has_the_steps_of_an_import() throws Exception {
        assertThat(help("diff")).contains("cdk diff");
        assertThat(help("import")).contains("cdk import").contains("--resource-mapping");
        assertThat(help("deploy")).contains("cdk deploy");
        assertThat(help("destroy")).contains("cdk destroy");
    }

    private static String help(String command) throws Exception {
        return run(Files.createDirectories(SYNTH), CDK, command, "--help");
    }

    private static String withoutSpace(String text) {
        return text.replaceAll("\\s", "");
    }

    /** The template that an application in Java makes, whose stack has the name of its class. */
    private static JsonNode java(Class<?> application) throws Exception {
        String stack = application.getSimpleName();
        Path arguments = Files.createDirectories(SYNTH).resolve(stack + ".arguments");
        Files.writeString(
                arguments,
                String.join(
                        "\n",
                        quoted("-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir")),
                        "-cp",
                        quoted(System.getProperty("java.class.path")),
                        application.getName()));
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        return synthesised("java-" + stack, "exec " + quoted(java) + " " + quoted("@" + arguments), stack);
    }

    private static JsonNode typescript(String snippet, String stack) throws Exception {
        // Node.js looks for packages beside the file, and in the folders around it.
        Path folder = Files.createDirectories(NPM.resolve("snippets"));
        Files.writeString(folder.resolve(snippet + ".ts"), Files.readString(SNIPPETS.resolve(snippet + ".ts")));
        run(
                folder,
                NPM.resolve("node_modules/.bin/tsc").toString(),
                "--strict",
                "--skipLibCheck",
                "--target",
                "es2022",
                "--module",
                "commonjs",
                snippet + ".ts");
        return synthesised("typescript-" + snippet, "node " + quoted(folder.resolve(snippet + ".js")), stack);
    }

    private static JsonNode python(String snippet, String stack) throws Exception {
        return synthesised(
                "python-" + snippet,
                "exec " + quoted(Command.ROOT.resolve("tools/python")) + " cdk python "
                        + quoted(SNIPPETS.resolve(snippet)),
                stack);
    }

    /**
     * For a shell, and for a file of arguments to Java: the name of a folder may have a space. The CDK's command line removes
     * quotes around all of a command, so that a command begins with a word that has none.
     */
    private static String quoted(Object text) {
        return '"' + text.toString() + '"';
    }

    /** The template of an application's one stack. */
    private static JsonNode synthesised(String name, String application, String stack) throws Exception {
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
        return new ObjectMapper()
                .readTree(output.resolve(stack + ".template.json").toFile());
    }

    private static void assertBackup(JsonNode template) {
        assertThat(template.path("Resources"))
                .filteredOn(resource -> resource.path("Type").asText().equals(CfnRecoveryPoint.CFN_RESOURCE_TYPE_NAME))
                .singleElement()
                .satisfies(point -> {
                    assertThat(point.at("/Properties/Lifecycle/DeleteAfterDays").asInt())
                            .isEqualTo(35);
                    assertThat(point.path("DependsOn").toString()).contains("Role", "Vault");
                });
    }

    /** Selection and plan are deleted before the contents, and the role and the vault after them. */
    private static void assertOrder(JsonNode template) {
        JsonNode resources = template.path("Resources");
        String contents = only(resources, CfnVaultContents.CFN_RESOURCE_TYPE_NAME);
        String plan = only(resources, "AWS::Backup::BackupPlan");
        new DeletionOrder(resources)
                .before(only(resources, "AWS::Backup::BackupSelection"), plan)
                .before(plan, contents)
                .before(contents, only(resources, "AWS::IAM::Role"))
                .before(contents, only(resources, "AWS::Backup::BackupVault"));
        assertThat(resources
                        .at("/" + plan + "/Properties/BackupPlan/BackupPlanRule/0/TargetBackupVault/Ref")
                        .asText())
                .isEqualTo(contents);
    }

    private static String only(JsonNode resources, String type) {
        List<String> ids = resources.properties().stream()
                .filter(each -> each.getValue().path("Type").asText().equals(type))
                .map(Map.Entry::getKey)
                .toList();
        assertThat(ids).as(type).hasSize(1);
        return ids.get(0);
    }

    /** Runs a command, which has to succeed, and returns what it said. */
    private static String run(Path folder, String... command) throws IOException, InterruptedException {
        Command ended = Command.run(folder, ALONE, List.of(command));
        assertThat(ended.status()).as(ended.output()).isZero();
        return ended.output();
    }
}
