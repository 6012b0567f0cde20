package community.backup.recoverypoint.safety;

import static community.backup.recoverypoint.safety.Resources.backup;
import static community.backup.recoverypoint.safety.Resources.diskBackup;
import static community.backup.recoverypoint.safety.SafeAccount.VAULT;
import static org.assertj.core.api.Assertions.assertThat;

import community.backup.local.awsbackup.DeleteBlocker;
import community.backup.local.awsbackup.PointView;
import community.backup.local.awsbackup.StoredPointStatus;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Both possible treatments of registry resources in CloudFormation's express mode, and what each means for recovery points. */
class ExpressModeTest {
    private final SafeAccount account = new SafeAccount();

    private List<PointView> points() {
        return account.world.pointsIn(VAULT);
    }

    private void deployBackup() {
        account.deploy("shop", backup("Backup", "", "fs-1"));
        assertThat(points()).hasSize(1);
    }

    @Test
    void a_delete_that_aws_backup_carries_out_ends_after_the_stack_does() {
        deployBackup();
        account.cloudFormation.express("shop", true);

        assertThat(account.cloudFormation.delete("shop").status()).isEqualTo("DELETE_COMPLETE");

        assertThat(points()).isNotEmpty();
        account.clock.advance(Duration.ofHours(1));
        assertThat(points()).isEmpty();
    }

    @Test
    void nobody_hears_of_a_recovery_point_that_stays_expired() {
        deployBackup();
        account.world.block(points().get(0).arn(), DeleteBlocker.SERVICE_LINKED_ROLE_NOT_ALLOWED);
        account.cloudFormation.express("shop", true);

        assertThat(account.cloudFormation.delete("shop").status()).isEqualTo("DELETE_COMPLETE");

        account.clock.advance(Duration.ofDays(4));
        assertThat(points()).extracting(PointView::status).containsExactly(StoredPointStatus.EXPIRED);
    }

    @Test
    void a_backup_that_fails_leaves_a_stack_that_is_complete() {
        account.cloudFormation.express("shop", true);

        assertThat(account.deploy("shop", diskBackup("Backup", "")).status()).isEqualTo("CREATE_COMPLETE");

        assertThat(points()).isEmpty();
        assertThat(account.world.jobs()).anyMatch(job -> job.state().active());
    }

    @Test
    void nothing_is_lost_if_the_mode_waits_for_resources_of_the_registry() {
        deployBackup();
        account.world.block(points().get(0).arn(), DeleteBlocker.SERVICE_LINKED_ROLE_NOT_ALLOWED);
        account.cloudFormation.express("shop", true);
        account.cloudFormation.expressWaitsForHandlers();

        assertThat(account.cloudFormation.delete("shop").status()).isEqualTo("DELETE_FAILED");
        assertThat(account.reason("Backup", "DELETE_FAILED")).contains("EXPIRED");
    }
}
