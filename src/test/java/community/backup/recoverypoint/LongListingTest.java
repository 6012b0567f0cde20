package community.backup.recoverypoint;

import static community.backup.recoverypoint.LocalAccount.EBS;
import static community.backup.recoverypoint.LocalAccount.EFS;
import static community.backup.recoverypoint.LocalAccount.RDS;
import static community.backup.recoverypoint.LocalAccount.VAULT;
import static community.backup.recoverypoint.LocalAccount.backupOf;
import static community.backup.recoverypoint.LocalAccount.failed;
import static community.backup.recoverypoint.LocalAccount.identified;
import static community.backup.recoverypoint.LocalAccount.succeeded;
import static org.assertj.core.api.Assertions.assertThat;

import community.backup.local.awsbackup.Alternative;
import community.backup.local.awsbackup.BackupOperation;
import community.backup.local.awsbackup.Fault;
import community.backup.local.awsbackup.JobState;
import community.backup.local.awsbackup.ProtectedResourceType;
import community.backup.recoverypoint.LocalAccount.Call;
import community.backup.recoverypoint.LocalAccount.Operations;
import community.backup.recoverypoint.LocalAccount.Run;
import community.backup.recoverypoint.LocalAccount.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.cloudformation.proxy.HandlerErrorCode;
import software.amazon.cloudformation.proxy.OperationStatus;

/** Tests listings that take longer than an invocation. Here a page takes five seconds, and an invocation has twenty. */
@NullMarked
class LongListingTest {
    private static final Duration LONGEST_INVOCATION = Duration.ofSeconds(25);

    private final LocalAccount account = new LocalAccount();

    @BeforeEach
    void pages_are_small_and_slow() {
        account.world.pagesHold(1);
        for (BackupOperation list :
                List.of(BackupOperation.LIST_RECOVERY_POINTS_BY_BACKUP_VAULT, BackupOperation.LIST_BACKUP_JOBS)) {
            account.backup.faults().inject(Fault.slow(Duration.ofSeconds(5)), list);
        }
    }

    private String composite(int nested) {
        String arn =
                account.world.point(VAULT, ProtectedResourceType.CLOUDFORMATION).put();
        for (int i = 0; i < nested; i++) {
            account.world.point(VAULT, ProtectedResourceType.EFS).nestedIn(arn).put();
        }
        return arn;
    }

    private static void noInvocationIsTooLong(Run run) {
        assertThat(run.steps()).allSatisfy(step -> assertThat(step.took()).isLessThan(LONGEST_INVOCATION));
    }

    @Test
    void all_recovery_points_nested_in_a_composite_are_deleted_though_an_invocation_cannot_list_them() {
        String arn = composite(15);

        Run run = account.delete(identified(arn));

        succeeded(run);
        noInvocationIsTooLong(run);
        assertThat(account.world.pointsIn(VAULT)).isEmpty();
        assertThat(account.effects(BackupOperation.DELETE_RECOVERY_POINT))
                .as("one request for each")
                .isEqualTo(16);
    }

    @Test
    void a_refusal_is_not_final_while_an_earlier_part_of_the_list_is_under_way() {
        account.world.deleteTakes(ProtectedResourceType.EFS, Duration.ofHours(1));
        String arn = composite(9);

        succeeded(account.delete(identified(arn)));
        assertThat(account.world.pointsIn(VAULT)).isEmpty();
    }

    @Test
    void a_page_token_that_aws_backup_no_longer_takes_begins_the_list_again() {
        String arn = composite(9);
        Call delete = new Call(identified(arn));
        delete.until = step -> step.event().getCallbackContext().pages() != null;
        Run begun = account.run(Operations.DELETE, delete);
        account.clock.advance(Duration.ofHours(25));

        Step refused = account.invoke(
                Operations.DELETE,
                delete,
                begun.model(),
                LocalAccount.last(begun).event().getCallbackContext());
        Step end = account.runToEnd(Operations.DELETE, delete, refused);

        assertThat(refused.message()).contains("Invalid NextToken.", "read again from its first page");
        assertThat(end.event().getStatus()).as(end.message()).isEqualTo(OperationStatus.SUCCESS);
        assertThat(account.world.pointsIn(VAULT)).isEmpty();
    }

    @Test
    void the_recovery_point_of_a_forgotten_job_is_found_at_the_end_of_a_long_list() {
        ResourceModel created = account.create(backupOf(RDS)).model();
        othersOf(RDS, 9);
        account.clock.advance(Duration.ofDays(40));

        Run run = account.delete(identified(created.getRecoveryPointId()));

        succeeded(run);
        noInvocationIsTooLong(run);
        assertThat(account.world.exists(created.getRecoveryPointArn())).isFalse();
        assertThat(account.world.pointsIn(VAULT)).hasSize(9);
    }

    @Test
    void the_candidates_of_earlier_pages_count() {
        ResourceModel created = account.create(backupOf(EBS)).model();
        List<String> others = othersOf(EBS, 9);
        account.clock.advance(Duration.ofDays(40));

        Run run = account.delete(identified(created.getRecoveryPointId()));

        failed(run, HandlerErrorCode.InvalidRequest, "Candidates: ");
        noInvocationIsTooLong(run);
        assertThat(account.world.pointsIn(VAULT)).hasSize(10);
        assertThat(others).anySatisfy(arn -> assertThat(run.message()).contains(arn));
    }

    @Test
    void a_read_that_cannot_list_all_fails_and_says_so() {
        ResourceModel created = account.create(backupOf(EBS)).model();
        othersOf(EBS, 9);
        account.clock.advance(Duration.ofDays(40));

        Run run = account.read(identified(created.getRecoveryPointId()));

        failed(run, HandlerErrorCode.ServiceInternalError, "ListRecoveryPointsByBackupVault", "time");
        noInvocationIsTooLong(run);
    }

    @Test
    void a_running_job_is_found_at_the_end_of_a_long_list_of_jobs() {
        account.world
                .assume(Alternative.POINTS_APPEAR_WHEN_COMPLETE)
                .backupTakes(ProtectedResourceType.EFS, Duration.ofHours(3));
        Call create = new Call(backupOf(EFS));
        ResourceModel running =
                account.invoke(Operations.CREATE, create, backupOf(EFS), null).event().getResourceModel().toBuilder()
                        .creationDate(null)
                        .build();
        for (int i = 0; i < 9; i++) {
            account.clock.advance(Duration.ofMinutes(1));
            Call other = new Call(backupOf(EFS)).token("other-" + i);
            account.invoke(Operations.CREATE, other, backupOf(EFS), null);
        }

        Run run = account.delete(running);

        succeeded(run);
        noInvocationIsTooLong(run);
        assertThat(account.backup.calls(BackupOperation.STOP_BACKUP_JOB)).hasSize(1);
        assertThat(account.world
                        .jobThatMakes(running.getRecoveryPointId())
                        .orElseThrow()
                        .state())
                .isEqualTo(JobState.ABORTED);
    }

    private List<String> othersOf(String resource, int count) {
        List<String> arns = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Call other = new Call(backupOf(resource)).token("other-" + i);
            arns.add(account.run(Operations.CREATE, other).model().getRecoveryPointArn());
        }
        return arns;
    }
}
