package community.backup.recoverypoint.safety;

import static community.backup.recoverypoint.safety.Resources.adoption;
import static community.backup.recoverypoint.safety.Resources.failing;
import static community.backup.recoverypoint.safety.Resources.imported;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import community.backup.local.awsbackup.ResourceType;
import community.backup.local.cloudformation.Drift;
import community.backup.local.cloudformation.StackView;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Two stacks, or two resources, that name the same recovery point. */
class SharedPointTest {
    private final SafeAccount account = new SafeAccount();
    private final String arn = account.existing();

    @Test
    void the_stack_under_whose_feet_it_is_deleted_sees_it_as_drift() {
        twoStacks();
        account.cloudFormation.delete("first");

        assertThat(account.world.exists(arn)).isFalse();
        assertThat(account.cloudFormation.detectDrift("second")).containsExactly(Map.entry("Adopted", Drift.DELETED));
    }

    @Test
    void the_stack_under_whose_feet_it_is_deleted_cannot_change_it_and_says_so() {
        twoStacks();
        account.cloudFormation.delete("first");

        StackView second = account.deploy("second", adoption("Adopted", "", arn, "Tags: [{Key: a, Value: b}]"));

        assertThat(account.reason("Adopted", "UPDATE_FAILED")).contains("has no recovery point " + arn, "NotFound");
        // The way back is an update of what is gone, too.
        assertThat(second.status()).isEqualTo("UPDATE_ROLLBACK_FAILED");
        assertThat(account.cloudFormation.delete("second").status()).isEqualTo("DELETE_COMPLETE");
    }

    @Test
    void the_stack_under_whose_feet_it_is_deleted_can_let_go_of_it() {
        twoStacks();
        account.cloudFormation.delete("first");

        String other = adoption("Other", "", account.existing());
        assertThat(account.deploy("second", other).status()).isEqualTo("UPDATE_COMPLETE");
        assertThat(account.cloudFormation.describe("second").orElseThrow().reason())
                .isEmpty();
    }

    @Test
    void the_stack_under_whose_feet_it_is_deleted_can_be_deleted() {
        twoStacks();
        account.cloudFormation.delete("first");

        assertThat(account.cloudFormation.delete("second").status()).isEqualTo("DELETE_COMPLETE");
    }

    @Test
    void two_stacks_that_are_deleted_at_once_both_end_well() {
        twoStacks();
        List<StackView> ended = new ArrayList<>();

        account.cloudFormation.startDelete("first", Set.of(), ended::add);
        account.cloudFormation.startDelete("second", Set.of(), ended::add);
        account.agenda.runUntil(() -> ended.size() == 2);

        assertThat(ended).extracting(StackView::status).containsOnly("DELETE_COMPLETE");
        assertThat(account.world.exists(arn)).isFalse();
    }

    @Test
    void a_stack_that_retains_it_does_not_keep_the_other_from_deleting_it() {
        account.deploy("first", adoption("Adopted", "", arn));
        account.deploy("second", adoption("Adopted", Keep.ALWAYS.yaml, arn));

        account.cloudFormation.delete("first");

        assertThat(account.world.exists(arn)).isFalse();
    }

    @Test
    void a_composite_that_is_deleted_takes_along_what_is_nested_in_it() {
        String composite = account.world
                .point(SafeAccount.VAULT, ResourceType.CLOUDFORMATION)
                .put();
        String nested = account.world
                .point(SafeAccount.VAULT, ResourceType.EFS)
                .nestedIn(composite)
                .put();
        account.deploy("first", adoption("Composite", "", composite));
        account.deploy("second", adoption("Nested", Keep.ALWAYS.yaml, nested));

        account.cloudFormation.delete("first");

        assertThat(account.world.exists(nested)).isFalse();
    }

    @Test
    void what_a_stack_has_adopted_cannot_be_imported_into_another() {
        account.deploy("first", adoption("Adopted", "", arn));

        assertThatThrownBy(() -> account.importSubject("second", arn, imported("Subject", "")))
                .hasMessageContaining("already in a stack");
    }

    @Test
    void where_cloudformation_refuses_a_second_owner_the_first_one_loses_nothing() {
        account.cloudFormation.refuseTakenIdentifiers();
        account.deploy("first", adoption("Adopted", "", arn));

        account.deploy("second", adoption("Adopted", "", arn));
        assertThat(account.reason("Adopted", "CREATE_FAILED")).contains("already exists in stack");
        assertThat(account.wasAskedFor(arn)).isFalse();

        // A new logical id is refused as well, before the old resource is cleaned up.
        assertThat(account.deploy("first", adoption("Renamed", "", arn)).status())
                .isEqualTo("UPDATE_ROLLBACK_COMPLETE");
        assertThat(account.wasAskedFor(arn)).isFalse();
        assertThat(account.cloudFormation.detectDrift("first")).containsExactly(Map.entry("Adopted", Drift.IN_SYNC));
    }

    @Test
    void where_it_refuses_and_does_not_mark_the_rollback_only_retain_keeps_it() {
        SafeAccount unmarked = SafeAccount.withoutMarks();
        unmarked.cloudFormation.refuseTakenIdentifiers();
        String kept = unmarked.existing();
        String lost = unmarked.existing();
        unmarked.deploy("first", adoption("Kept", "", kept), adoption("Lost", "", lost));

        unmarked.deploy("second", adoption("Kept", Keep.ALWAYS.yaml, kept), failing("Kept"));
        unmarked.deploy("third", adoption("Lost", "", lost), failing("Lost"));

        assertThat(unmarked.world.exists(kept)).isTrue();
        assertThat(unmarked.world.exists(lost)).isFalse();
    }

    private void twoStacks() {
        account.deploy("first", adoption("Adopted", "", arn));
        account.deploy("second", adoption("Adopted", "", arn));
    }
}
