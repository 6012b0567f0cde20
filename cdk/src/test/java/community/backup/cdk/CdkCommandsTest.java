package community.backup.cdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Runs the applications of README.md with the CDK's own command line on the local CloudFormation. */
class CdkCommandsTest {
    private static final Path SNIPPETS = Command.CDK.resolve("snippets");
    private static final String SNAPSHOT = "arn:aws:ec2:us-east-1::snapshot/snap-0a1b2c3d4e5f60718";

    private static ServedAccount account;

    @BeforeAll
    static void serve() throws IOException {
        account = new ServedAccount();
    }

    @AfterAll
    static void end() {
        account.close();
    }

    @Test
    void the_java_application_is_deployed_compared_and_destroyed() throws Exception {
        Assembly assembly = Assembly.java(BeforeTheMigration.class);

        assertBackup(assembly.template());
        assertThat(assembly.template().findValuesAsText("Type")).contains("AWS::Events::Rule", "AWS::SNS::Topic");
        comesAndGoes(assembly);
    }

    @Test
    void the_java_application_with_the_contents_of_a_vault_is_deployed_compared_and_destroyed() throws Exception {
        Assembly assembly = Assembly.java(VaultThatEmptiesItself.class);

        assertOrder(assembly.template());
        comesAndGoes(assembly);
    }

    @Test
    void the_typescript_snippet_is_compiled_deployed_compared_and_destroyed() throws Exception {
        Assembly assembly = Assembly.typescript(SNIPPETS.resolve("recovery-point.ts"), "BeforeTheMigration");

        assertBackup(assembly.template());
        comesAndGoes(assembly);
    }

    @Test
    void the_typescript_snippet_with_the_contents_of_a_vault_is_compiled_deployed_compared_and_destroyed()
            throws Exception {
        Assembly assembly = Assembly.typescript(SNIPPETS.resolve("vault-contents.ts"), "VaultThatEmptiesItself");

        assertOrder(assembly.template());
        comesAndGoes(assembly);
    }

    @Test
    void the_python_snippet_is_deployed_compared_and_destroyed() throws Exception {
        Assembly assembly = Assembly.python(SNIPPETS.resolve("recovery_point.py"), "BeforeTheMigration");

        assertBackup(assembly.template());
        comesAndGoes(assembly);
    }

    @Test
    void the_python_snippet_with_the_contents_of_a_vault_is_deployed_compared_and_destroyed() throws Exception {
        Assembly assembly = Assembly.python(SNIPPETS.resolve("vault_contents.py"), "VaultThatEmptiesItself");

        assertOrder(assembly.template());
        comesAndGoes(assembly);
    }

    @Test
    void recovery_points_are_imported_by_an_application_in_java_and_one_in_typescript() throws Exception {
        account.put("archive", SNAPSHOT);

        for (Assembly assembly : List.of(
                Assembly.java(Owner.class),
                Assembly.typescript(SNIPPETS.resolve("imported-recovery-point.ts"), "Owner"))) {
            String imported = only(assembly.template().path("Resources"), CfnRecoveryPoint.CFN_RESOURCE_TYPE_NAME);
            Path mapping = Assembly.SYNTH.resolve("mapping.json");
            new ObjectMapper()
                    .writeValue(
                            mapping.toFile(),
                            Map.of(imported, Map.of("BackupVaultName", "archive", "RecoveryPointId", SNAPSHOT)));
            cdk(assembly, "import", "Owner", "--resource-mapping", mapping.toString());
            // An import leaves out the other parts of the template, such as the rule about the bootstrap.
            assertThat(cdk(assembly, "deploy", "--require-approval", "never")).contains("Stack ARN");
            assertThat(cdk(assembly, "destroy", "--force")).contains("destroyed");
        }

        assertThat(account.vaults().path("archive").findValuesAsText("arn")).containsExactly(SNAPSHOT);
    }

    /** Deploys the application twice, compares the stack with it, and destroys it. Nothing must be left. */
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
        List<String> all = new ArrayList<>(List.of(Assembly.CDK));
        all.addAll(List.of(command));
        all.addAll(List.of("--app", assembly.folder().toString(), "--no-notices"));
        return Assembly.run(Assembly.SYNTH, account.environment(), all);
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
}
