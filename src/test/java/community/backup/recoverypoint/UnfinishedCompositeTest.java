package community.backup.recoverypoint;

import static community.backup.recoverypoint.LocalAccount.STACK;
import static community.backup.recoverypoint.LocalAccount.VAULT;
import static community.backup.recoverypoint.LocalAccount.backupOf;
import static org.assertj.core.api.Assertions.assertThat;

import community.backup.local.awsbackup.AwsError;
import community.backup.local.awsbackup.BackupOperation;
import community.backup.local.awsbackup.DeleteBlocker;
import community.backup.local.awsbackup.Fault;
import community.backup.local.awsbackup.HttpAnswer;
import community.backup.local.awsbackup.JobState;
import community.backup.local.awsbackup.JobView;
import community.backup.local.awsbackup.PointView;
import community.backup.local.awsbackup.ProtectedResourceType;
import community.backup.local.awsbackup.StoredPointStatus;
import community.backup.recoverypoint.LocalAccount.Call;
import community.backup.recoverypoint.LocalAccount.Operations;
import community.backup.recoverypoint.LocalAccount.Run;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.cloudformation.proxy.HandlerErrorCode;
import software.amazon.cloudformation.proxy.OperationStatus;

/**
 * Tests the delete of a composite whose backup job ended without it, after some nested recovery points were complete.
 */
@NullMarked
class UnfinishedCompositeTest {
    private final LocalAccount account = new LocalAccount();
    private ResourceModel model = new ResourceModel();

    @BeforeEach
    void a_backup_of_which_the_volume_is_complete() {
        account.world.backupTakes(ProtectedResourceType.EBS, Duration.ofMinutes(1));
        account.world.backupTakes(ProtectedResourceType.CLOUDFORMATION_TEMPLATE, Duration.ofMinutes(1));
        account.world.backupTakes(ProtectedResourceType.EFS, Duration.ofHours(2));
        account.world.members(STACK, LocalAccount.EBS, LocalAccount.EFS);
        model = account.invoke(Operations.CREATE, new Call(backupOf(STACK)), backupOf(STACK), null)
                .event()
                .getResourceModel();
        account.clock.advance(Duration.ofMinutes(30));
        assertThat(complete()).hasSize(2);
    }

    private List<PointView> complete() {
        return account.world.pointsIn(VAULT).stream()
                .filter(point -> point.status() == StoredPointStatus.COMPLETED)
                .toList();
    }

    private Run delete() {
        return account.run(Operations.DELETE, new Call(model));
    }

    private JobView parent() {
        return account.world.jobs().stream()
                .filter(job -> job.parentJobId().isEmpty())
                .findFirst()
                .orElseThrow();
    }

    private String volume() {
        return account.world.pointsIn(VAULT).stream()
                .filter(point -> point.type() == ProtectedResourceType.EBS)
                .map(PointView::arn)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void a_rollback_that_stops_the_job_deletes_what_it_has_made_so_far() {
        Run run = delete();

        LocalAccount.succeeded(run);
        assertThat(account.world.pointsIn(VAULT)).isEmpty();
        assertThat(run.waits()).anyMatch(wait -> wait.contains("2 nested recovery points remain"));
    }

    @Test
    void a_delete_that_comes_after_the_job_failed_deletes_them_too() {
        account.world.endJob(parent().id(), JobState.FAILED, "The stack is gone.");
        account.world.jobs().stream()
                .filter(job -> job.state().active())
                .forEach(job -> account.world.endJob(job.id(), JobState.FAILED, "The file system is gone."));

        LocalAccount.succeeded(delete());

        assertThat(account.world.pointsIn(VAULT)).isEmpty();
    }

    @Test
    void nothing_is_left_of_a_job_whose_parts_are_gone_already() {
        account.world.stopJob(parent().id());
        account.clock.advance(Duration.ofMinutes(5));
        List.copyOf(account.world.pointsIn(VAULT)).forEach(point -> account.world.removeBehindTheApi(point.arn()));

        Run run = delete();

        assertThat(run.end().getErrorCode()).as(run.message()).isEqualTo(HandlerErrorCode.NotFound);
    }

    @Test
    void what_aws_backup_refuses_to_delete_is_named_with_its_reason() {
        String held = volume();
        account.world.hold(held, "hold-1");

        Run run = delete();

        LocalAccount.failed(
                run, HandlerErrorCode.NotStabilized, "ended as ABORTED without its composite", held, "legal hold");
        assertThat(account.world.pointsIn(VAULT)).extracting(PointView::arn).containsExactly(held);
    }

    /** A refusal without a known cause does not pass, so the delete does not wait for it (seed 1451). */
    @Test
    void a_refusal_of_all_that_remains_is_not_waited_for() {
        account.backup
                .faults()
                .inject(
                        Fault.error(AwsError.of("InvalidRequestException", 400, null, "It stays.")),
                        BackupOperation.DELETE_RECOVERY_POINT);

        Run run = delete();

        LocalAccount.failed(run, HandlerErrorCode.NotStabilized, "2 nested recovery points remain", "It stays.");
        assertThat(run.took()).isLessThan(Duration.ofMinutes(1));
    }

    @Test
    void what_turns_expired_fails_the_delete_with_the_reason_of_aws_backup() {
        account.world.block(volume(), DeleteBlocker.SNAPSHOT_LOCKED);

        Run run = delete();

        assertThat(run.end().getStatus()).isEqualTo(OperationStatus.FAILED);
        assertThat(run.message()).contains("EXPIRED", volume());
    }

    /** The list is from before AWS Backup started the nested jobs (seed 32000108233). */
    @Test
    void one_stale_list_does_not_prove_that_nothing_nested_remains() {
        account.backup
                .faults()
                .inject(Fault.stale(Duration.ofHours(1)), BackupOperation.LIST_BACKUP_JOBS)
                .times(1);

        Run run = delete();

        LocalAccount.succeeded(run);
        assertThat(run.waits()).anyMatch(wait -> wait.contains("a later list will confirm"));
        assertThat(account.world.pointsIn(VAULT)).isEmpty();
    }

    /** Seeds 32000050369 and 32000094628. */
    @Test
    void a_single_refusal_about_what_no_read_shows_is_not_final() {
        account.world.stopJob(parent().id());
        account.clock.advance(Duration.ofMinutes(10));
        List.copyOf(account.world.pointsIn(VAULT)).forEach(point -> account.world.removeBehindTheApi(point.arn()));
        account.backup
                .faults()
                .inject(
                        Fault.error(AwsError.of("InvalidRequestException", 400, null, "Not now.")),
                        BackupOperation.DELETE_RECOVERY_POINT)
                .times(1);

        LocalAccount.succeeded(delete());
    }

    /** A page takes so long that an invocation does not reach the next page. That page has nothing left to delete. */
    @Test
    void what_an_earlier_invocation_has_counted_is_not_forgotten_where_the_list_goes_on_in_the_next() {
        account.world.pagesHold(1);
        account.world.deleteTakes(ProtectedResourceType.EBS, Duration.ofMinutes(30));
        account.backup.faults().inject(Fault.slow(Duration.ofSeconds(7)), BackupOperation.LIST_BACKUP_JOBS);

        Run run = delete();

        LocalAccount.succeeded(run);
        assertThat(account.world.pointsIn(VAULT)).isEmpty();
        assertThat(run.took()).isGreaterThan(Duration.ofMinutes(30));
    }

    /** Simulates that AWS Backup ignores the filter by parent: every listed job has another parent. */
    @Test
    void a_job_of_another_composite_is_not_taken_for_one_of_its_parts() {
        account.backup
                .faults()
                .inject(
                        Fault.malformed(answer -> new HttpAnswer(
                                answer.status(),
                                answer.headers(),
                                answer.text()
                                        .replaceAll("\"ParentJobId\":\"[^\"]*\"", "\"ParentJobId\":\"another\"")
                                        .getBytes(StandardCharsets.UTF_8))),
                        BackupOperation.LIST_BACKUP_JOBS);

        LocalAccount.succeeded(delete());

        assertThat(complete()).hasSize(2);
    }
}
