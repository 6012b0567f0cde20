package community.backup.recoverypoint.safety;

import static community.backup.recoverypoint.safety.Resources.imported;
import static org.assertj.core.api.Assertions.assertThat;

import community.backup.local.awsbackup.StoredPointStatus;
import community.backup.local.cloudformation.Drift;
import community.backup.local.cloudformation.StackRequest;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Another user, or AWS Backup itself, changes a recovery point that a stack has imported. */
class DriftTest {
    private static final String OURS = "Tags: [{Key: owner, Value: shop}]";
    private static final String FOR_A_YEAR = "Lifecycle: {DeleteAfterDays: 365}";

    private final SafeAccount account = new SafeAccount();
    private final String arn = account.existing();

    @BeforeEach
    void importIt() {
        account.importSubject("shop", arn, imported("Subject", ""));
    }

    @Test
    void one_that_is_deleted_by_hand_is_drift_and_its_stack_can_be_deleted() {
        assertThat(drift()).isEqualTo(Drift.IN_SYNC);

        account.world.removeBehindTheApi(arn);

        assertThat(drift()).isEqualTo(Drift.DELETED);
        assertThat(account.cloudFormation.delete("shop").status()).isEqualTo("DELETE_COMPLETE");
    }

    @Test
    void one_that_has_expired_is_no_drift_and_its_stack_deletes_it() {
        account.world.setStatus(arn, StoredPointStatus.EXPIRED, "Access Denied trying to call AWS Backup service");

        assertThat(drift()).isEqualTo(Drift.IN_SYNC);
        account.cloudFormation.delete("shop");
        assertThat(account.world.exists(arn)).isFalse();
    }

    @Test
    void other_tags_and_lifecycles_are_drift_where_the_template_gives_them_and_the_next_change_mends_them() {
        account.deploy("shop", imported("Subject", "", OURS, FOR_A_YEAR));
        account.drift(arn);
        assertThat(drift()).isEqualTo(Drift.MODIFIED);

        account.cloudFormation.deploy(new StackRequest(
                "shop", "Resources:\n" + imported("Subject", "", OURS, FOR_A_YEAR), Map.of(), Map.of("a", "b")));

        assertThat(account.point(arn).tags()).containsEntry("owner", "shop");
        assertThat(account.point(arn).lifecycle().deleteAfterDays()).isEqualTo(365);
    }

    @Test
    void other_tags_and_lifecycles_are_left_alone_where_the_template_does_not_give_them() {
        account.drift(arn);
        assertThat(drift()).isEqualTo(Drift.IN_SYNC);

        account.deploy("shop", imported("Subject", "", "Tags: [{Key: team, Value: blue}]"));

        assertThat(account.point(arn).tags()).containsEntry("owner", "somebody").containsEntry("team", "blue");
        assertThat(account.point(arn).lifecycle().deleteAfterDays()).isEqualTo(200);
    }

    private Drift drift() {
        return account.cloudFormation.detectDrift("shop").getOrDefault("Subject", Drift.NOT_CHECKED);
    }
}
