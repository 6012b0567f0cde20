package community.backup.recoverypoint.safety;

import static community.backup.recoverypoint.safety.Resources.adoption;
import static community.backup.recoverypoint.safety.Resources.failing;
import static org.assertj.core.api.Assertions.assertThat;

import community.backup.local.awsbackup.Lifecycle;
import community.backup.local.awsbackup.ResourceType;
import community.backup.local.cloudformation.OnFailure;
import org.junit.jupiter.api.Test;

/** A stack adopts a recovery point, and takes it back. */
class RolledBackAdoptionTest {
    private static final String RETAIN_EXCEPT_ON_CREATE = "    DeletionPolicy: RetainExceptOnCreate\n";

    private final SafeAccount account = new SafeAccount();

    @Test
    void a_rolled_back_adoption_is_not_asked_for() {
        String arn = account.existing();

        account.deploy("shop", adoption("Adopted", "", arn), failing("Adopted"));

        assertThat(account.cloudFormation.describe("shop").orElseThrow().status())
                .isEqualTo("ROLLBACK_COMPLETE");
        assertThat(account.wasAskedFor(arn)).isFalse();
        assertThat(account.world.exists(arn)).isTrue();
    }

    @Test
    void where_a_delete_is_not_told_that_it_is_an_adoption_only_retain_keeps_it() {
        SafeAccount untold = SafeAccount.withoutWriteOnlyProperties();
        String kept = untold.existing();
        untold.deploy("a", adoption("Adopted", Keep.ALWAYS.yaml, kept), failing("Adopted"));
        String lost = untold.existing();
        untold.deploy("b", adoption("Adopted", "", lost), failing("Adopted"));

        assertThat(untold.world.exists(kept)).isTrue();
        assertThat(untold.world.exists(lost)).isFalse();
    }

    @Test
    void what_was_adopted_in_vain_can_be_adopted_again() {
        String arn = account.existing();
        account.deploy("shop", adoption("Adopted", "", arn), failing("Adopted"));
        account.cloudFormation.delete("shop");

        assertThat(account.deploy("shop", adoption("Adopted", "", arn)).status())
                .isEqualTo("CREATE_COMPLETE");
    }

    @Test
    void retain_except_on_create_protects_it_no_more_than_the_mark_of_a_rollback_does() {
        String arn = account.existing();
        account.deploy("shop", adoption("Adopted", RETAIN_EXCEPT_ON_CREATE, arn), failing("Adopted"));
        assertThat(account.world.exists(arn)).isTrue();

        SafeAccount unmarked = SafeAccount.withoutMarks();
        String lost = unmarked.existing();
        unmarked.deploy("shop", adoption("Adopted", RETAIN_EXCEPT_ON_CREATE, lost), failing("Adopted"));
        assertThat(unmarked.world.exists(lost)).isFalse();
    }

    @Test
    void the_option_retain_except_on_create_takes_the_policy_retain_away() {
        SafeAccount unmarked = SafeAccount.withoutMarks();
        String kept = unmarked.existing();
        unmarked.deploy("a", adoption("Adopted", Keep.ALWAYS.yaml, kept), failing("Adopted"));
        String lost = unmarked.existing();

        unmarked.deploy(
                OnFailure.ROLLBACK_RETAINING_NOTHING_NEW,
                "b",
                adoption("Adopted", Keep.ALWAYS.yaml, lost),
                failing("Adopted"));

        assertThat(unmarked.world.exists(kept)).isTrue();
        assertThat(unmarked.world.exists(lost)).isFalse();
    }

    @Test
    void the_lifecycle_and_tags_that_a_rolled_back_adoption_has_set_stay() {
        String arn = account.world
                .point(SafeAccount.VAULT, ResourceType.EFS)
                .lifecycle(Lifecycle.deleteAfterDays(400))
                .tag("owner", "somebody")
                .put();

        account.deploy(
                "shop",
                adoption("Adopted", "", arn, "Lifecycle: {DeleteAfterDays: 7}", "Tags: [{Key: owner, Value: shop}]"),
                failing("Adopted"));

        assertThat(account.point(arn).lifecycle().deleteAfterDays()).isEqualTo(7);
        assertThat(account.point(arn).tags()).containsEntry("owner", "shop");
    }

    @Test
    void a_rolled_back_lifecycle_of_an_adopted_point_ends_as_never() {
        String arn = account.world
                .point(SafeAccount.VAULT, ResourceType.EFS)
                .lifecycle(Lifecycle.deleteAfterDays(400))
                .put();
        account.deploy("shop", adoption("Adopted", "", arn));

        account.deploy("shop", adoption("Adopted", "", arn, "Lifecycle: {DeleteAfterDays: 7}"), failing("Adopted"));

        assertThat(account.cloudFormation.describe("shop").orElseThrow().status())
                .isEqualTo("UPDATE_ROLLBACK_COMPLETE");
        assertThat(account.point(arn).lifecycle().deleteAfterDays()).isIn(null, -1L);
    }

    @Test
    void an_adoption_in_the_place_of_the_stacks_own_backup_leaves_it_when_it_is_rolled_back() {
        assertThat(ownBackupSurvives(account, "")).isTrue();
        assertThat(ownBackupSurvives(SafeAccount.withoutMarks(), "")).isFalse();
        assertThat(ownBackupSurvives(SafeAccount.withoutMarks(), Keep.ALWAYS.yaml))
                .isTrue();
    }

    /** Whether a backup, whose identity is its job, is there when an update has adopted it in vain. */
    private static boolean ownBackupSurvives(SafeAccount account, String policies) {
        account.deploy("shop", Resources.diskBackup("Backup", policies));
        String arn = account.world.jobs().get(0).pointArn();

        assertThat(account.deploy("shop", adoption("Backup", policies, arn), failing("Backup"))
                        .status())
                .isEqualTo("UPDATE_ROLLBACK_COMPLETE");
        return account.world.exists(arn);
    }

    @Test
    void an_import_in_vain_asks_for_nothing() {
        String arn = account.existing();
        account.world.deny("backup:DescribeRecoveryPoint");

        assertThat(account.importSubject("shop", arn, Resources.imported("Subject", ""))
                        .status())
                .isEqualTo("IMPORT_ROLLBACK_COMPLETE");

        assertThat(account.wasAskedFor(arn)).isFalse();
    }
}
