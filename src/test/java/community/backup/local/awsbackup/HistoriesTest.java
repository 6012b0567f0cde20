package community.backup.local.awsbackup;

import static community.backup.local.awsbackup.BackupHarness.ROLE;
import static community.backup.local.awsbackup.BackupHarness.VAULT;
import static community.backup.local.awsbackup.BackupHarness.VOLUME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HistoriesTest {
    private final BackupHarness local = new BackupHarness();

    private List<PointHistory.Moment> history(String arn) {
        return local.world.histories().stream()
                .filter(point -> point.arn().equals(arn))
                .findFirst()
                .orElseThrow()
                .moments();
    }

    @Test
    void a_history_goes_as_far_as_the_present_and_not_into_what_is_planned() {
        local.world.deleteTakes(ProtectedResourceType.EBS, Duration.ofMinutes(10));
        String arn =
                local.world.point(VAULT, ProtectedResourceType.EBS).role(ROLE).put();
        local.delete(arn);
        local.pass(Duration.ofMinutes(1));

        assertThat(history(arn))
                .extracting(PointHistory.Moment::status)
                .containsExactly(Optional.of(StoredPointStatus.COMPLETED), Optional.of(StoredPointStatus.DELETING));
    }

    @Test
    void a_point_that_its_job_has_yet_to_make_has_none() {
        local.startBackup(VOLUME);

        assertThat(local.world.histories()).isEmpty();
    }

    @Test
    void a_delete_that_is_blocked_ends_with_the_reason() {
        local.world
                .role(ROLE, Role.withoutCreateServiceLinkedRole())
                .deleteTakes(ProtectedResourceType.EBS, Duration.ZERO);
        String arn =
                local.world.point(VAULT, ProtectedResourceType.EBS).role(ROLE).put();
        Instant requestedAt = local.clock.instant();
        local.delete(arn);
        local.pass(Duration.ofMinutes(1));

        assertThat(history(arn))
                .extracting(PointHistory.Moment::from, PointHistory.Moment::status)
                .endsWith(tuple(requestedAt.plusSeconds(2), Optional.of(StoredPointStatus.EXPIRED)));
        assertThat(history(arn).get(1).message()).get().asString().contains("Access Denied");
    }

    @Test
    void what_was_in_a_vault_outlives_it_there() {
        String arn = local.world.point(VAULT, ProtectedResourceType.EFS).put();
        local.pass(Duration.ofMinutes(1));
        local.world.removeVault(VAULT);

        assertThat(history(arn))
                .extracting(PointHistory.Moment::status)
                .containsExactly(Optional.of(StoredPointStatus.COMPLETED), Optional.empty());
    }

    @Test
    void a_composite_changes_with_what_is_nested_in_it() {
        String parent = local.world
                .point(VAULT, ProtectedResourceType.CLOUDFORMATION)
                .role(ROLE)
                .put();
        String nested = local.world
                .point(VAULT, ProtectedResourceType.EBS)
                .nestedIn(parent)
                .put();
        local.world.point(VAULT, ProtectedResourceType.EFS).nestedIn(parent).put();
        local.pass(Duration.ofMinutes(1));
        Instant removedAt = local.clock.instant();
        local.world.removeBehindTheApi(nested);
        local.pass(Duration.ofMinutes(1));

        assertThat(history(parent))
                .extracting(PointHistory.Moment::from, PointHistory.Moment::status)
                .endsWith(tuple(removedAt, Optional.of(StoredPointStatus.PARTIAL)));
    }
}
