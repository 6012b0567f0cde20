package community.backup.local.awsbackup;

import static community.backup.local.awsbackup.BackupHarness.ROLE;
import static community.backup.local.awsbackup.BackupHarness.VAULT;
import static community.backup.local.awsbackup.BackupHarness.VOLUME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.backup.model.BackupException;
import software.amazon.awssdk.services.backup.model.CopyJob;
import software.amazon.awssdk.services.backup.model.InvalidParameterValueException;
import software.amazon.awssdk.services.backup.model.ListCopyJobsRequest;

/** Tests the answers of ListCopyJobs. */
class CopyJobListingTest {
    private static final String OTHER = Account.example().arn("backup", "backup-vault:other");
    private static final String ELSEWHERE = "arn:aws:backup:eu-west-1:123456789012:backup-vault:far";

    private final BackupHarness local = new BackupHarness();
    private final String volume =
            local.world.point(VAULT, ProtectedResourceType.EBS).resource(VOLUME).put();
    private final String file =
            local.world.point(VAULT, ProtectedResourceType.EFS).put();

    CopyJobListingTest() {
        local.world.createVault("other");
    }

    private String copy(String point, String vaultArn) {
        return local.client
                .startCopyJob(r -> r.sourceBackupVaultName(VAULT)
                        .recoveryPointArn(point)
                        .destinationBackupVaultArn(vaultArn)
                        .iamRoleArn(ROLE))
                .copyJobId();
    }

    private List<CopyJob> jobs(Consumer<ListCopyJobsRequest.Builder> filter) {
        return local.client.listCopyJobs(filter).copyJobs();
    }

    private List<String> ids(Consumer<ListCopyJobsRequest.Builder> filter) {
        return jobs(filter).stream().map(CopyJob::copyJobId).toList();
    }

    private List<String> states() {
        return jobs(r -> {}).stream().map(CopyJob::stateAsString).toList();
    }

    @Test
    void a_copy_is_created_runs_and_makes_a_point_in_the_destination() {
        copy(volume, OTHER);
        assertThat(states()).containsExactly("CREATED");

        local.pass(Duration.ofSeconds(20));
        assertThat(states()).containsExactly("RUNNING");
        assertThat(local.world.pointsIn("other")).isEmpty();

        local.pass(Duration.ofHours(1));
        assertThat(jobs(r -> {}))
                .singleElement()
                .returns("COMPLETED", CopyJob::stateAsString)
                .returns(OTHER, CopyJob::destinationBackupVaultArn)
                .returns(volume, CopyJob::sourceRecoveryPointArn)
                .returns(local.world.pointsIn("other").get(0).arn(), CopyJob::destinationRecoveryPointArn);
    }

    @Test
    void every_filter_leaves_out_what_does_not_match() {
        String first = copy(volume, OTHER);
        local.pass(Duration.ofHours(1));
        Instant later = local.clock.instant();
        String second = copy(file, ELSEWHERE);

        assertThat(ids(r -> {})).containsExactly(second, first);
        assertThat(ids(r -> r.byDestinationVaultArn(OTHER))).containsExactly(first);
        assertThat(ids(r -> r.byResourceArn(VOLUME))).containsExactly(first);
        assertThat(ids(r -> r.byResourceType("EFS"))).containsExactly(second);
        assertThat(ids(r -> r.byState("CREATED"))).containsExactly(second);
        assertThat(ids(r -> r.byState("RUNNING"))).isEmpty();
        assertThat(ids(r -> r.bySourceRecoveryPointArn(file))).containsExactly(second);
        assertThat(ids(r -> r.byMessageCategory("SUCCESS"))).containsExactly(first);
        assertThat(ids(r -> r.byCreatedBefore(later))).containsExactly(first);
        assertThat(ids(r -> r.byCreatedAfter(later.minusSeconds(1)))).containsExactly(second);
        assertThat(ids(r -> r.byCompleteBefore(later))).containsExactly(first);
        assertThat(ids(r -> r.byCompleteAfter(later))).isEmpty();
        assertThat(ids(r -> r.byParentJobId(first))).isEmpty();
        assertThat(ids(r -> r.byAccountId("*"))).hasSize(2);
        assertThat(ids(r -> r.byAccountId("210987654321"))).isEmpty();
    }

    @Test
    void what_it_does_not_know_is_refused() {
        for (String state : List.of("ABORTED", "DONE")) {
            assertThatThrownBy(() -> ids(r -> r.byState(state))).isInstanceOf(InvalidParameterValueException.class);
        }
    }

    @Test
    void pages_hold_every_job_once() {
        for (int i = 0; i < 5; i++) {
            copy(volume, OTHER);
        }

        assertThat(local.client.listCopyJobsPaginator(r -> r.maxResults(2)).copyJobs())
                .extracting(CopyJob::copyJobId)
                .doesNotHaveDuplicates()
                .hasSize(5);
    }

    @Test
    void the_record_of_an_ended_job_is_forgotten() {
        copy(volume, OTHER);
        local.pass(Duration.ofDays(31));

        assertThat(ids(r -> {})).isEmpty();
    }

    @Test
    void the_list_can_be_denied() {
        local.world.deny("backup:ListCopyJobs");

        assertThatThrownBy(() -> ids(r -> {}))
                .isInstanceOf(BackupException.class)
                .hasMessageContaining("backup:ListCopyJobs on resource: *");
    }
}
