package community.backup.cdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What README.md shows, by the CDK's own command line on the local CloudFormation. */
class CdkCommandsTest {
    private static final Path NPM = Command.TARGET.resolve("npm");
    private static final Path SNIPPETS = Command.CDK.resolve("snippets");
    private static final Path TESTS = Command.CDK.resolve("src/test/java/community/backup/cdk");
    private static final String CDK = NPM.resolve("node_modules/.bin/cdk").toString();
    private static final Path SYNTH = Command.TARGET.resolve("synth");
    private static final String SNAPSHOT = "arn:aws:ec2:us-east-1::snapshot/snap-0a1b2c3d4e5f60718";

    /** Nothing is asked of the network, and nothing of the home of whoever runs the tests. */
    private static final Map<String, String> ALONE = Map.of(
            "HOME", SYNTH.resolve("home").toString(),
            "AWS_EC2_METADATA_DISABLED", "true",
            "CDK_DISABLE_CLI_TELEMETRY", "true",
            "CDK_DISABLE_VERSION_CHECK", "true");

    private static ServedAccount account;

    @BeforeAll
    static void serve() throws IOException {
        account = new ServedAccount();
    }

    @AfterAll
    static void end() {
        account.close();
    }

    /**
     * What an application synthesises.
     *
     * @param folder the cloud assembly
     * @param stack the name of its one stack
     */
    private record Assembly(Path folder, String stack) {
        JsonNode template() throws IOException {
            return new ObjectMapper()
                    .readTree(folder.resolve(stack + ".template.json").toFile());
        }
    }

    @Test
    void the_java_application_is_deployed_compared_and_destroyed() throws Exception {
        Assembly assembly = java(BeforeTheMigration.class);

        assertBackup(assembly.template());
        assertThat(assembly.template().findValuesAsText("Type")).contains("AWS::Events::Rule", "AWS::SNS::Topic");
        comesAndGoes(assembly);
    }

    @Test
    void the_java_application_with_the_contents_of_a_vault_is_deployed_compared_and_destroyed() throws Exception {
        Assembly assembly = java(VaultThatEmptiesItself.class);

        assertOrder(assembly.template());
        comesAndGoes(assembly);
    }

    @Test
    void the_typescript_snippet_is_compiled_deployed_compared_and_destroyed() throws Exception {
        Assembly assembly = typescript("recovery-point", "BeforeTheMigration");

        assertBackup(assembly.template());
        comesAndGoes(assembly);
    }

    @Test
    void the_typescript_snippet_with_the_contents_of_a_vault_is_compiled_deployed_compared_and_destroyed()
            throws Exception {
        Assembly assembly = typescript("vault-contents", "VaultThatEmptiesItself");

        assertOrder(assembly.template());
        comesAndGoes(assembly);
    }

    @Test
    void the_python_snippet_is_deployed_compared_and_destroyed() throws Exception {
        Assembly assembly = python("recovery_point.py", "BeforeTheMigration");

        assertBackup(assembly.template());
        comesAndGoes(assembly);
    }

    @Test
    void the_python_snippet_with_the_contents_of_a_vault_is_deployed_compared_and_destroyed() throws Exception {
        Assembly assembly = python("vault_contents.py", "VaultThatEmptiesItself");

        assertOrder(assembly.template());
        comesAndGoes(assembly);
    }

    @Test
    void recovery_points_are_imported_by_an_application_in_java_and_one_in_typescript() throws Exception {
        account.put("archive", SNAPSHOT);

        for (Assembly assembly : List.of(java(Owner.class), typescript("imported-recovery-point", "Owner"))) {
            String imported = only(assembly.template().path("Resources"), CfnRecoveryPoint.CFN_RESOURCE_TYPE_NAME);
            Path mapping = SYNTH.resolve("mapping.json");
            new ObjectMapper()
                    .writeValue(
                            mapping.toFile(),
                            Map.of(imported, Map.of("BackupVaultName", "archive", "RecoveryPointId", SNAPSHOT)));
            cdk(assembly, "import", "Owner", "--resource-mapping", mapping.toString());
            // An import leaves out what else the template has, such as the rule about the bootstrap.
            assertThat(cdk(assembly, "deploy", "--require-approval", "never")).contains("Stack ARN");
            assertThat(cdk(assembly, "destroy", "--force")).contains("destroyed");
        }

        assertThat(account.vaults().path("archive").findValuesAsText("arn")).containsExactly(SNAPSHOT);
    }

    /** Deploys it, twice, compares what is deployed with it, and destroys it; nothing is left. */
    private static void comesAndGoes(Assembly assembly) throws Exception {
        List<String> before = vaults();

        assertThat(cdk(assembly, "deploy", "--require-approval", "never")).contains("Stack ARN");
        assertThat(vaults()).hasSizeGreaterThan(before.size());
        assertThat(cdk(assembly, "deploy", "--require-approval", "never")).contains("(no changes)");
        assertThat(cdk(assembly, "diff", "--fail")).contains("There were no differences");

        assertThat(cdk(assembly, "destroy", "--force")).contains("destroyed");

        assertThat(vaults()).isEqualTo(before);
    }

    private static List<String> vaults() throws IOException, InterruptedException {
        List<String> names = new ArrayList<>();
        account.vaults().fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static String cdk(Assembly assembly, String... command) throws Exception {
        List<String> all = new ArrayList<>(List.of(CDK));
        all.addAll(List.of(command));
        all.addAll(List.of("--app", assembly.folder().toString(), "--no-notices"));
        Map<String, String> environment = new TreeMap<>(ALONE);
        environment.putAll(account.environment());
        return run(SYNTH, environment, all);
    }

    @Test
    void the_readme_shows_what_is_synthesised() throws Exception {
        String readme = Files.readString(Command.CDK.resolve("README.md"));

        for (String snippet : List.of("recovery-point.ts", "vault-contents.ts", "imported-recovery-point.ts")) {
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

    private static String withoutSpace(String text) {
        return text.replaceAll("\\s", "");
    }

    /** What an application in Java makes, whose stack has the name of its class. */
    private static Assembly java(Class<?> application) throws Exception {
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

    private static Assembly typescript(String snippet, String stack) throws Exception {
        // Node.js looks for packages beside the file, and in the folders around it.
        Path folder = Files.createDirectories(NPM.resolve("snippets"));
        Files.writeString(folder.resolve(snippet + ".ts"), Files.readString(SNIPPETS.resolve(snippet + ".ts")));
        run(
                folder,
                ALONE,
                List.of(
                        NPM.resolve("node_modules/.bin/tsc").toString(),
                        "--strict",
                        "--skipLibCheck",
                        "--target",
                        "es2022",
                        "--module",
                        "commonjs",
                        snippet + ".ts"));
        return synthesised("typescript-" + snippet, "node " + quoted(folder.resolve(snippet + ".js")), stack);
    }

    private static Assembly python(String snippet, String stack) throws Exception {
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

    private static Assembly synthesised(String name, String application, String stack) throws Exception {
        Path output = SYNTH.resolve(name);
        run(
                Files.createDirectories(SYNTH),
                ALONE,
                List.of(
                        CDK,
                        "synth",
                        "--quiet",
                        "--no-notices",
                        "--no-version-reporting",
                        "--app",
                        application,
                        "--output",
                        output.toString()));
        return new Assembly(output, stack);
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
    private static String run(Path folder, Map<String, String> environment, List<String> command)
            throws IOException, InterruptedException {
        Command ended = Command.run(folder, environment, command);
        assertThat(ended.status()).as(ended.output()).isZero();
        return ended.output();
    }
}
