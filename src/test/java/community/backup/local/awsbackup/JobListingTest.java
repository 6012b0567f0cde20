package community.backup.local.awsbackup;

import static community.backup.local.awsbackup.BackupHarness.DATABASE;
import static community.backup.local.awsbackup.BackupHarness.FILE_SYSTEM;
import static community.backup.local.awsbackup.BackupHarness.ROLE;
import static community.backup.local.awsbackup.BackupHarness.VAULT;
import static community.backup.local.awsbackup.BackupHarness.VOLUME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.backup.model.BackupJob;
import software.amazon.awssdk.services.backup.model.InvalidParameterValueException;
import software.amazon.awssdk.services.backup.model.ListBackupJobsRequest;

/** Tests the answers of ListBackupJobs. */
class JobListingTest {
    private final BackupHarness local = new BackupHarness();

    @Test
    void every_filter_leaves_out_what_does_not_match() {
        local.world.createVault("other").nextBackupEnds(VOLUME, JobState.FAILED, "no");
        String database = local.startBackup(DATABASE);
        local.pass(Duration.ofHours(1));
        Instant later = local.clock.instant();
        String volume = local.client
                .startBackupJob(
                        r -> r.backupVaultName("other").resourceArn(VOLUME).iamRoleArn(ROLE))
                .backupJobId();
        local.pass(Duration.ofHours(1));

        assertThat(ids(r -> {})).containsExactly(volume, database);
        assertThat(ids(r -> r.byBackupVaultName(VAULT))).containsExactly(database);
        assertThat(ids(r -> r.byResourceArn(VOLUME))).containsExactly(volume);
        assertThat(ids(r -> r.byResourceType("EBS"))).containsExactly(volume);
        assertThat(ids(r -> r.byState("COMPLETED"))).containsExactly(database);
        assertThat(ids(r -> r.byMessageCategory("FAILURE"))).containsExactly(volume);
        assertThat(ids(r -> r.byCreatedBefore(later))).containsExactly(database);
        assertThat(ids(r -> r.byCreatedAfter(later.minusSeconds(1)))).containsExactly(volume);
        assertThat(ids(r -> r.byCompleteBefore(later))).containsExactly(database);
        assertThat(ids(r -> r.byCompleteAfter(later))).containsExactly(volume);
        assertThat(ids(r -> r.byParentJobId(database))).isEmpty();
        assertThat(ids(r -> r.byAccountId("*"))).hasSize(2);
        assertThat(ids(r -> r.byAccountId("210987654321"))).isEmpty();
    }

    @Test
    void what_it_does_not_know_is_refused() {
        assertRefused(r -> r.byState("AGGREGATE_ALL"));
        assertRefused(r -> r.byState("DONE"));
        assertRefused(r -> r.byMessageCategory("*"));
        assertRefused(r -> r.byAccountId("me"));
        assertRefused(r -> r.byResourceType("E F S"));
        assertRefused(r -> r.maxResults(1001));
        assertRefused(r -> r.nextToken("made up"));
        HttpCall unknown = new HttpCall("GET", "/backup-jobs/", Map.of("byPlan", List.of("p")), Map.of(), new byte[0]);
        assertThat(local.backup.handle(unknown).answer().status()).isEqualTo(400);
    }

    @Test
    void pages_hold_every_job_once() {
        for (int i = 0; i < 5; i++) {
            local.startBackup(DATABASE + i);
            local.pass(Duration.ofMinutes(1));
        }

        assertThat(local.client.listBackupJobsPaginator(r -> r.maxResults(2)).stream()
                        .flatMap(page -> page.backupJobs().stream())
                        .map(BackupJob::resourceArn))
                .containsExactly(DATABASE + 4, DATABASE + 3, DATABASE + 2, DATABASE + 1, DATABASE + 0);
    }

    @Test
    void a_job_of_more_than_thirty_days_ago_is_not_listed() {
        local.startBackup(DATABASE);
        local.pass(Duration.ofDays(29));
        assertThat(ids(r -> {})).hasSize(1);

        local.pass(Duration.ofDays(1));

        assertThat(ids(r -> {})).isEmpty();
    }

    @Test
    void a_stale_list_lacks_a_job_that_was_just_started() {
        local.startBackup(FILE_SYSTEM);
        local.backup
                .faults()
                .inject(Fault.stale(Duration.ofSeconds(30)), BackupOperation.LIST_BACKUP_JOBS)
                .times(1);

        assertThat(ids(r -> {})).isEmpty();
        assertThat(ids(r -> {})).hasSize(1);
    }

    @Test
    void a_running_job_is_listed_with_the_arn_of_its_point_or_without() {
        local.startBackup(FILE_SYSTEM);
        assertThat(jobs(r -> {}).get(0).recoveryPointArn()).isNotNull();

        local.world.assume(Alternative.LISTED_JOBS_LACK_ARNS);

        assertThat(jobs(r -> {}).get(0).recoveryPointArn()).isNull();
        local.pass(Duration.ofHours(1));
        assertThat(jobs(r -> {}).get(0).recoveryPointArn()).isNotNull();
    }

    @Test
    void a_point_whose_arn_is_returned_at_once_can_appear_when_its_job_is_complete() {
        local.world.assume(Alternative.POINTS_APPEAR_WHEN_COMPLETE);
        local.startBackup(FILE_SYSTEM);

        assertThat(local.world.pointsIn(VAULT)).isEmpty();
        local.pass(Duration.ofHours(1));
        assertThat(local.world.pointsIn(VAULT)).hasSize(1);
    }

    private void assertRefused(Consumer<ListBackupJobsRequest.Builder> filter) {
        assertThatThrownBy(() -> jobs(filter)).isInstanceOf(InvalidParameterValueException.class);
    }

    private List<String> ids(Consumer<ListBackupJobsRequest.Builder> filter) {
        return jobs(filter).stream().map(BackupJob::backupJobId).toList();
    }

    private List<BackupJob> jobs(Consumer<ListBackupJobsRequest.Builder> filter) {
        return local.client.listBackupJobs(filter).backupJobs();
    }
}
