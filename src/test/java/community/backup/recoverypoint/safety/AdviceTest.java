package community.backup.recoverypoint.safety;

import static org.assertj.core.api.Assertions.assertThat;

import community.backup.local.cloudformation.LocalCloudFormation;
import community.backup.local.cloudformation.StackRequest;
import community.backup.local.cloudformation.StackView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The template that docs/safety.md advises. */
class AdviceTest {
    private static final Map<String, String> PARAMETERS = Map.of("VaultName", SafeAccount.VAULT);

    private final String template = Files.readString(Path.of("examples", "import-and-keep.yaml"));
    private final String page = Files.readString(Path.of("docs", "safety.md"));
    private final SafeAccount account = new SafeAccount();
    private final LocalCloudFormation cloudFormation = account.cloudFormation;
    private final String arn = account.existing();

    AdviceTest() throws IOException {}

    @Test
    void the_page_shows_the_resource_of_the_example() {
        assertThat(page).contains("```yaml\n" + template.substring(template.indexOf("Resources:")) + "```");
    }

    @Test
    void a_stack_of_the_example_that_is_deleted_leaves_the_point() {
        importIt();
        cloudFormation.delete("shop");

        assertPointIsUntouched();
    }

    @Test
    void an_update_of_the_example_that_is_rolled_back_leaves_the_point() {
        importIt();
        assertThat(deploy(template + Resources.failing("Imported")).status()).isEqualTo("UPDATE_ROLLBACK_COMPLETE");

        assertPointIsUntouched();
    }

    @Test
    void a_stack_of_the_example_that_replaces_it_by_a_backup_leaves_the_point() {
        importIt();
        String backup = Resources.backup("Imported", Keep.ALWAYS.yaml, "fs-1");
        assertThat(deploy(template.substring(0, template.indexOf("  Imported:")) + backup)
                        .status())
                .isEqualTo("UPDATE_COMPLETE");

        assertPointIsUntouched();
    }

    @Test
    void a_resource_of_the_example_cannot_be_renamed_and_leaves_the_point() {
        importIt();
        assertThat(deploy(template.replace("  Imported:", "  Renamed:")).status())
                .isEqualTo("UPDATE_ROLLBACK_COMPLETE");

        assertThat(account.reason("Renamed", "CREATE_FAILED")).contains("ResourceArn is missing");
        assertPointIsUntouched();
    }

    @Test
    void a_stack_of_the_example_deletes_the_point_once_the_policy_says_so() {
        importIt();
        String changed = template.replace("DeletionPolicy: Retain", "DeletionPolicy: Delete");
        assertThat(deploy(changed).status()).isEqualTo("UPDATE_COMPLETE");
        cloudFormation.delete("shop");

        assertThat(account.world.exists(arn)).isFalse();
    }

    private void importIt() {
        Map<String, String> identifier = Map.of("BackupVaultName", SafeAccount.VAULT, "RecoveryPointId", arn);
        assertThat(cloudFormation
                        .importResources(request(template), Map.of("Imported", identifier))
                        .status())
                .isEqualTo("IMPORT_COMPLETE");
    }

    private StackView deploy(String text) {
        return cloudFormation.deploy(request(text));
    }

    private static StackRequest request(String text) {
        return new StackRequest("shop", text, PARAMETERS, Map.of());
    }

    private void assertPointIsUntouched() {
        assertThat(account.deletionRequested(arn)).isFalse();
        assertThat(account.world.exists(arn)).isTrue();
    }
}
