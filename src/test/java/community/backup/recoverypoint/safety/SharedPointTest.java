package community.backup.recoverypoint.safety;

import static community.backup.recoverypoint.safety.Resources.diskBackup;
import static community.backup.recoverypoint.safety.Resources.imported;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import community.backup.local.awsbackup.ProtectedResourceType;
import community.backup.local.cloudformation.Drift;
import community.backup.local.cloudformation.StackView;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Two stacks own the same recovery point. The first made it and knows it by its backup job, the second imported it by
 * its ARN. For CloudFormation, these are two identifiers.
 */
class SharedPointTest {
    private final SafeAccount account = new SafeAccount();

    @Test
    void the_stack_that_has_lost_it_sees_drift() {
        twoStacks("", "");
        account.cloudFormation.delete("first");

        assertThat(account.world.exists(arn())).isFalse();
        assertThat(account.cloudFormation.detectDrift("second")).containsExactly(Map.entry("Subject", Drift.DELETED));
    }

    @Test
    void the_stack_that_has_made_it_sees_the_loss_as_drift_too() {
        twoStacks("", "");
        account.cloudFormation.delete("second");

        assertThat(account.world.exists(arn())).isFalse();
        assertThat(account.cloudFormation.detectDrift("first")).containsExactly(Map.entry("Backup", Drift.DELETED));
    }

    @Test
    void the_stack_that_has_lost_it_cannot_change_it_and_says_so() {
        twoStacks("", "");
        account.cloudFormation.delete("first");

        StackView second = account.deploy("second", imported("Subject", "", "Lifecycle: {DeleteAfterDays: 400}"));

        assertThat(account.reason("Subject", "UPDATE_FAILED")).contains("has no recovery point " + arn(), "NotFound");
        // The rollback is also an update of a recovery point that is gone.
        assertThat(second.status()).isEqualTo("UPDATE_ROLLBACK_FAILED");
        assertThat(account.cloudFormation.delete("second").status()).isEqualTo("DELETE_COMPLETE");
    }

    @Test
    void the_stack_that_has_lost_it_can_remove_it_from_its_template() {
        twoStacks("", "");
        account.cloudFormation.delete("first");

        String other = Resources.backup("Other", "", "fs-2");
        assertThat(account.deploy("second", other).status()).isEqualTo("UPDATE_COMPLETE");
        assertThat(account.cloudFormation.describe("second").orElseThrow().reason())
                .isEmpty();
    }

    @Test
    void the_stack_that_has_lost_it_can_be_deleted() {
        twoStacks("", "");
        account.cloudFormation.delete("first");

        assertThat(account.cloudFormation.delete("second").status()).isEqualTo("DELETE_COMPLETE");
    }

    @Test
    void two_stacks_that_are_deleted_at_once_both_end_well() {
        twoStacks("", "");
        List<StackView> ended = new ArrayList<>();

        account.cloudFormation.startDelete("first", Set.of(), ended::add);
        account.cloudFormation.startDelete("second", Set.of(), ended::add);
        account.agenda.runUntil(() -> ended.size() == 2);

        assertThat(ended).extracting(StackView::status).containsOnly("DELETE_COMPLETE");
        assertThat(account.world.exists(arn())).isFalse();
    }

    @Test
    void a_stack_that_retains_it_does_not_keep_the_other_from_deleting_it() {
        twoStacks("", Keep.ALWAYS.yaml);

        account.cloudFormation.delete("first");

        assertThat(account.world.exists(arn())).isFalse();
    }

    @Test
    void a_composite_that_is_deleted_takes_along_what_is_nested_in_it() {
        String composite = account.world
                .point(SafeAccount.VAULT, ProtectedResourceType.CLOUDFORMATION)
                .put();
        String nested = account.world
                .point(SafeAccount.VAULT, ProtectedResourceType.EFS)
                .nestedIn(composite)
                .put();
        account.importSubject("first", composite, imported("Subject", ""));
        account.importSubject("second", nested, imported("Subject", Keep.ALWAYS.yaml));

        account.cloudFormation.delete("first");

        assertThat(account.world.exists(nested)).isFalse();
    }

    @Test
    void what_a_stack_has_under_the_same_identifier_cannot_be_imported_into_another() {
        String arn = account.existing();
        account.importSubject("first", arn, imported("Subject", ""));

        assertThatThrownBy(() -> account.importSubject("second", arn, imported("Subject", "")))
                .hasMessageContaining("already in a stack");
    }

    @Test
    void an_import_in_vain_asks_for_no_delete() {
        String arn = account.existing();
        account.world.deny("backup:DescribeRecoveryPoint");

        assertThat(account.importSubject("shop", arn, imported("Subject", "")).status())
                .isEqualTo("IMPORT_ROLLBACK_COMPLETE");

        assertThat(account.deletionRequested(arn)).isFalse();
    }

    private void twoStacks(String policiesOfFirst, String policiesOfSecond) {
        account.deploy("first", diskBackup("Backup", policiesOfFirst));
        assertThat(account.importSubject("second", arn(), imported("Subject", policiesOfSecond))
                        .status())
                .isEqualTo("IMPORT_COMPLETE");
    }

    private String arn() {
        return account.world.jobs().get(0).pointArn();
    }
}
