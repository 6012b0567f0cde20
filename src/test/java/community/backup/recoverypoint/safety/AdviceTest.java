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

/** The template that docs/safety.md advises, where CloudFormation tells handlers nothing of rollbacks. */
class AdviceTest {
    private final String template = Files.readString(Path.of("examples", "adopt-and-keep.yaml"));
    private final String page = Files.readString(Path.of("docs", "safety.md"));
    private final SafeAccount account = SafeAccount.withoutMarks();
    private final LocalCloudFormation cloudFormation = account.cloudFormation;
    private final String arn = account.existing();

    AdviceTest() throws IOException {}

    @Test
    void the_page_shows_the_resource_of_the_example() {
        assertThat(page).contains("```yaml\n" + template.substring(template.indexOf("Resources:")) + "```");
    }

    @Test
    void a_stack_of_the_example_that_is_deleted_leaves_the_point() {
        assertThat(deploy(template, arn).status()).isEqualTo("CREATE_COMPLETE");
        cloudFormation.delete("shop");

        assertPointIsUntouched();
    }

    @Test
    void a_stack_of_the_example_that_is_rolled_back_leaves_the_point() {
        assertThat(deploy(template + Resources.failing("Adopted"), arn).status())
                .isEqualTo("ROLLBACK_COMPLETE");

        assertPointIsUntouched();
    }

    @Test
    void a_stack_of_the_example_that_adopts_another_leaves_the_point() {
        deploy(template, arn);
        assertThat(deploy(template, account.existing()).status()).isEqualTo("UPDATE_COMPLETE");

        assertPointIsUntouched();
    }

    @Test
    void a_resource_of_the_example_that_is_renamed_leaves_the_point() {
        deploy(template, arn);
        assertThat(deploy(template.replace("  Adopted:", "  Renamed:"), arn).status())
                .isEqualTo("UPDATE_COMPLETE");

        assertPointIsUntouched();
    }

    @Test
    void a_stack_of_the_example_deletes_the_point_once_the_policy_says_so() {
        deploy(template, arn);
        String changed = template.replace("DeletionPolicy: Retain", "DeletionPolicy: Delete");
        assertThat(deploy(changed, arn).status()).isEqualTo("UPDATE_COMPLETE");
        cloudFormation.delete("shop");

        assertThat(account.world.exists(arn)).isFalse();
    }

    @Test
    void a_stack_that_has_made_its_backup_comes_to_own_it_by_its_arn_in_two_updates() {
        account.deploy("shop", Resources.backup("Backup", "", "fs-1"));
        String made = account.world.jobs().get(0).pointArn();

        account.deploy("shop", Resources.backup("Backup", Keep.ALWAYS.yaml, "fs-1"));
        account.deploy("shop", Resources.adoption("Backup", Keep.ALWAYS.yaml, made));

        assertThat(account.wasAskedFor(made)).isFalse();
        assertThat(cloudFormation.describe("shop").orElseThrow().physicalIds())
                .containsEntry("Backup", SafeAccount.VAULT + "|" + made);
    }

    private StackView deploy(String text, String pointArn) {
        return cloudFormation.deploy(new StackRequest(
                "shop", text, Map.of("VaultName", SafeAccount.VAULT, "RecoveryPointArn", pointArn), Map.of()));
    }

    private void assertPointIsUntouched() {
        assertThat(account.wasAskedFor(arn)).isFalse();
        assertThat(account.world.exists(arn)).isTrue();
    }
}
