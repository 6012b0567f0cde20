package community.backup.recoverypoint.registration;

import static org.assertj.core.api.Assertions.assertThat;

import community.backup.ScriptRun;
import community.backup.local.lambda.TypeFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests that the scripts take the resource types from {@code tools/types.txt}. They run in a copy of the checkout.
 * Another type adds only a line to that list, and a folder.
 */
class ResourceTypesIT {
    private static final Path PYTHON = Path.of("tools", "python").toAbsolutePath();

    /** The trust policy of a role: the service that can assume it, and the conditions. */
    private static final Pattern TRUST = Pattern.compile("(?s) +- Effect: Allow\n +Principal:.*?(?=\n +Path:)");

    private Path checkout;

    @BeforeEach
    void copy(@TempDir Path temporary) throws IOException {
        checkout = temporary.resolve("a checkout");
        for (String folder :
                List.of(".", "tools", "registration", "vault-contents", "vault-contents/registration", "cdk")) {
            Files.createDirectories(checkout.resolve(folder));
            try (Stream<Path> files = Files.list(Path.of(folder))) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    Files.copy(file, checkout.resolve(file));
                }
            }
        }
    }

    /** A type with neither tags nor properties that have properties of their own. */
    private void addAnotherType() throws IOException {
        Path folder = Files.createDirectory(checkout.resolve("another"));
        Files.writeString(folder.resolve("schema.json"), """
                {
                  "typeName": "Community::Backup::Another",
                  "description": "Resource Type definition for another thing.",
                  "properties": {
                    "Name": {"type": "string", "description": "Its name."},
                    "Arn": {"type": "string", "description": "Its ARN."}
                  },
                  "required": ["Name"],
                  "readOnlyProperties": ["/properties/Arn"],
                  "primaryIdentifier": ["/properties/Name"]
                }
                """);
        for (String file : List.of(".rpdk-config", "resource-role.yaml")) {
            String text = Files.readString(Path.of(file))
                    .replace("RecoveryPoint", "Another")
                    .replace("recoverypoint", "another");
            Files.writeString(folder.resolve(file), text);
        }
        Path list = checkout.resolve("tools/types.txt");
        Files.writeString(list, Files.readString(list) + "another\n");
    }

    @Test
    void the_templates_of_the_repository_are_made_of_their_parts() throws IOException, InterruptedException {
        ScriptRun run = run(PYTHON, "cfn", "python", "tools/registration-templates.py", "--check");

        assertThat(run.output()).isEmpty();
        assertThat(run.status()).isZero();
    }

    @Test
    void a_template_that_was_changed_by_hand_is_noticed() throws IOException, InterruptedException {
        Path template = checkout.resolve("registration/type.yaml");
        Files.writeString(template, Files.readString(template).replace("43200", "3600"));

        ScriptRun run = run(PYTHON, "cfn", "python", "tools/registration-templates.py", "--check");

        assertThat(run.output())
                .startsWith("registration/type.yaml: not as it would be made.")
                .contains("Run tools/python cfn python tools/registration-templates.py.");
        assertThat(run.status()).isEqualTo(1);
    }

    @Test
    void both_roles_of_a_template_that_registers_a_type_have_the_same_trust_policy() throws IOException {
        for (TypeFolder type : TypeFolder.all()) {
            List<String> statements = trusts(type.file("registration/type.yaml"));

            assertThat(statements).as(type.name()).hasSize(2);
            assertThat(statements.get(0)).isEqualTo(statements.get(1)).contains("aws:SourceAccount", "aws:SourceArn");
        }
    }

    private static List<String> trusts(Path template) throws IOException {
        return TRUST.matcher(Files.readString(template))
                .results()
                .map(MatchResult::group)
                .toList();
    }

    @Test
    void scripts_of_the_shell_and_of_python_and_tests_read_the_same_list() throws IOException, InterruptedException {
        String expected = TypeFolder.all().stream()
                .map(type -> "%s %s %s\n".formatted(type.name(), type.slug(), type.entrypoint()))
                .reduce("", String::concat);

        assertThat(run(Path.of("bash"), "-c", """
                        . tools/types
                        for folder in "${types[@]}"; do
                          echo "$(type_setting "$folder" typeName) $(type_slug "$folder") $(type_setting "$folder" entrypoint)"
                        done
                        """).output()).isEqualTo(expected);
        assertThat(run(PYTHON, "cfn", "python", "-c", """
                        import sys
                        sys.path.insert(0, "tools")
                        from resource_types import all_types
                        for each in all_types():
                            print(each.name, each.slug, each.settings["entrypoint"])
                        """).output()).isEqualTo(expected);
    }

    @Test
    void another_type_gets_templates_with_its_own_names_and_role() throws IOException, InterruptedException {
        addAnotherType();

        ScriptRun run = run(PYTHON, "cfn", "python", "tools/registration-templates.py");

        assertThat(run.output()).isEqualTo("""
                Written: another/registration/log.yaml
                Written: another/registration/type.yaml
                """);
        Path template = checkout.resolve("another/registration/type.yaml");
        assertThat(template)
                .content()
                .contains(
                        "TypeName: Community::Backup::Another",
                        "Default: community-backup-another-logs",
                        "cloudwatch:namespace: AWS/CloudFormation/Community/Backup/Another*")
                .doesNotContain("Community::Backup::RecoveryPoint", "recoverypoint");
        assertThat(trusts(template)).hasSize(2).allSatisfy(trust -> assertThat(trust)
                .contains("type/resource/Community-Backup-Another"));
    }

    @Test
    void another_type_can_be_registered_and_an_unknown_one_cannot() throws IOException, InterruptedException {
        addAnotherType();
        run(PYTHON, "cfn", "python", "tools/registration-templates.py");

        // The script checks the parameter before it builds anything or calls AWS.
        ScriptRun another = run(
                Path.of("./register"), "--type", "Community::Backup::Another", "--role-arn", "r", "--parameter", "X=1");
        ScriptRun unknown = run(Path.of("./register"), "--type", "Community::Backup::Unknown");

        assertThat(another.output()).startsWith("X: another/registration/log.yaml has no such parameter.");
        assertThat(unknown.output())
                .isEqualTo(
                        "--type: there is no type Community::Backup::Unknown. Give Community::Backup::RecoveryPoint or"
                                + " Community::Backup::VaultContents or Community::Backup::Another.\n");
        assertThat(unknown.status()).isEqualTo(2);
    }

    @Test
    void another_type_gets_a_construct_in_every_language() throws IOException, InterruptedException {
        addAnotherType();

        Path java = generated("java").resolve("community/backup/cdk");
        assertThat(java.resolve("CfnRecoveryPoint.java")).exists();
        assertThat(java.resolve("CfnAnother.java"))
                .content()
                .contains("\"Community::Backup::Another\"", "getAttrArn()")
                .doesNotContain("implements ITaggableV2", "rendered(");
        assertThat(generated("typescript").resolve("community-backup.ts"))
                .content()
                .contains(
                        "export class CfnAnother extends CfnResource {",
                        "'Community::Backup::Another'",
                        "get attrArn(): string",
                        "readonly name: string;");
        assertThat(generated("python").resolve("community_backup.py"))
                .content()
                .contains(
                        "\n\n\nclass CfnAnother(CfnResource):\n",
                        "\"Community::Backup::Another\"",
                        "def attr_arn(self) -> str:",
                        "        name: str,\n    ) -> None:");
    }

    private Path generated(String language) throws IOException, InterruptedException {
        ScriptRun run = run(PYTHON, "cfn", "python", "cdk/generate.py", language, language);
        assertThat(run.status()).as(run.output()).isZero();
        return checkout.resolve(language);
    }

    private ScriptRun run(Path command, String... arguments) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of(arguments));
        words.add(0, command.toString());
        return ScriptRun.of(checkout, Map.of(), words);
    }
}
