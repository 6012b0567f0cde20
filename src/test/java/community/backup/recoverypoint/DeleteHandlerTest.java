package community.backup.recoverypoint;

import static community.backup.recoverypoint.LocalAccount.EBS;
import static community.backup.recoverypoint.LocalAccount.EFS;
import static community.backup.recoverypoint.LocalAccount.RDS;
import static community.backup.recoverypoint.LocalAccount.ROLE;
import static community.backup.recoverypoint.LocalAccount.VAULT;
import static community.backup.recoverypoint.LocalAccount.backupOf;
import static community.backup.recoverypoint.LocalAccount.failed;
import static community.backup.recoverypoint.LocalAccount.identified;
import static org.assertj.core.api.Assertions.assertThat;

import community.backup.local.awsbackup.Alternative;
import community.backup.local.awsbackup.AwsError;
import community.backup.local.awsbackup.BackupOperation;
import community.backup.local.awsbackup.CallRecord;
import community.backup.local.awsbackup.DeleteBlocker;
import community.backup.local.awsbackup.Fault;
import community.backup.local.awsbackup.JobState;
import community.backup.local.awsbackup.JobView;
import community.backup.local.awsbackup.ProtectedResourceType;
import community.backup.local.awsbackup.Role;
import community.backup.local.awsbackup.StoredPointStatus;
import community.backup.recoverypoint.LocalAccount.Call;
import community.backup.recoverypoint.LocalAccount.Operations;
import community.backup.recoverypoint.LocalAccount.Run;
import community.backup.recoverypoint.LocalAccount.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mockito.Mockito;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.backup.BackupClient;
import software.amazon.awssdk.services.backup.model.DeleteRecoveryPointRequest;
import software.amazon.awssdk.services.backup.model.DeleteRecoveryPointResponse;
import software.amazon.awssdk.services.backup.model.DescribeBackupJobRequest;
import software.amazon.awssdk.services.backup.model.DescribeRecoveryPointRequest;
import software.amazon.awssdk.services.backup.model.DescribeRecoveryPointResponse;
import software.amazon.awssdk.services.backup.model.ListRecoveryPointsByBackupVaultRequest;
import software.amazon.awssdk.services.backup.model.ListRecoveryPointsByBackupVaultResponse;
import software.amazon.awssdk.services.backup.model.RecoveryPointByBackupVault;
import software.amazon.awssdk.services.backup.model.ResourceNotFoundException;
import software.amazon.cloudformation.proxy.HandlerErrorCode;
import software.amazon.cloudformation.proxy.OperationStatus;

/** Tests each row of the design's table of the states that a delete finds, and its reactions. */
@NullMarked
class DeleteHandlerTest {
    private final LocalAccount account = new LocalAccount();

    private String point(ProtectedResourceType type) {
        return account.world
                .point(VAULT, type)
                .role(ROLE)
                .created(LocalAccount.START.minus(Duration.ofDays(1)))
                .put();
    }

    private static void succeeded(Run run) {
        LocalAccount.succeeded(run);
        assertThat(run.end().getResourceModel()).isNull();
        assertThat(run.end().getCallbackContext()).isNull();
    }

    @Test
    void a_point_that_goes_at_once_takes_two_calls_and_one_invocation() {
        account.world.deletingShowsAfter(Duration.ZERO).deleteTakes(ProtectedResourceType.EFS, Duration.ZERO);
        String arn = point(ProtectedResourceType.EFS);
        ResourceModel model = account.read(identified(arn)).model();
        account.backup.forgetCalls();

        Run run = account.delete(model);

        succeeded(run);
        assertThat(run.steps()).hasSize(1);
        assertThat(account.backup.calls())
                .extracting(call -> call.operation())
                .containsExactly(BackupOperation.DELETE_RECOVERY_POINT, BackupOperation.DESCRIBE_RECOVERY_POINT);
        assertThat(account.world.exists(arn)).isFalse();
    }

    @Test
    void where_its_age_is_not_known_a_second_request_proves_in_the_same_invocation_that_it_is_gone() {
        account.world.deletingShowsAfter(Duration.ZERO).deleteTakes(ProtectedResourceType.EFS, Duration.ZERO);
        String arn = point(ProtectedResourceType.EFS);

        Run run = account.delete(identified(arn));

        succeeded(run);
        assertThat(run.steps()).hasSize(1);
        assertThat(account.backup.calls())
                .extracting(call -> call.operation())
                .containsExactly(
                        BackupOperation.DELETE_RECOVERY_POINT,
                        BackupOperation.DESCRIBE_RECOVERY_POINT,
                        BackupOperation.DELETE_RECOVERY_POINT);
        assertThat(account.world.exists(arn)).isFalse();
    }

    @Test
    void success_comes_only_when_the_point_is_gone_and_one_request_is_enough() {
        String arn = point(ProtectedResourceType.RDS);

        Run run = account.delete(identified(arn));

        succeeded(run);
        assertThat(account.world.exists(arn)).isFalse();
        assertThat(account.backup.calls(BackupOperation.DELETE_RECOVERY_POINT)).hasSize(1);
        assertThat(run.steps()).hasSizeLessThan(40);
    }

    @Test
    void the_end_is_noticed_within_a_tenth_of_the_time_it_took() {
        account.world
                .deleteTakes(ProtectedResourceType.EBS, Duration.ofHours(5))
                .deletingShowsAfter(Duration.ZERO);
        String arn = point(ProtectedResourceType.EBS);

        Run run = account.delete(identified(arn));

        succeeded(run);
        assertThat(run.took())
                .isBetween(Duration.ofHours(5), Duration.ofHours(5).plus(Duration.ofMinutes(30)));
    }

    @Test
    void a_wait_says_which_point_is_in_which_status_for_how_long_and_when_it_looks_again() {
        account.world.deleteTakes(ProtectedResourceType.EFS, Duration.ofMinutes(30));
        String arn = point(ProtectedResourceType.EFS);

        Run run = account.delete(identified(arn));

        assertThat(run.waits().get(run.waits().size() - 1))
                .matches(
                        "AWS Backup is deleting .*recovery-point.*: DELETING for \\d+ min( \\d+ s)?, next poll in .* s");
    }

    @Test
    void every_wait_carries_the_identifier_and_a_delay_of_at_least_a_second() {
        String arn = point(ProtectedResourceType.EFS);

        Run run = account.delete(identified(arn));

        for (Step step : run.steps().subList(0, run.steps().size() - 1)) {
            assertThat(step.event().getResourceModel().getBackupVaultName()).isEqualTo(VAULT);
            assertThat(step.event().getResourceModel().getRecoveryPointId()).isEqualTo(arn);
            assertThat(step.event().getCallbackDelaySeconds()).isPositive();
            assertThat(step.event().getErrorCode()).isNull();
        }
    }

    @Test
    void what_was_never_there_is_not_found() {
        String removed = point(ProtectedResourceType.EFS);
        account.world.removeBehindTheApi(removed);

        failed(account.delete(identified(removed)), HandlerErrorCode.NotFound, removed, "Cannot find recovery point.");
    }

    @Test
    void what_is_gone_in_a_later_invocation_is_deleted() {
        String arn = point(ProtectedResourceType.EFS);
        account.backup
                .faults()
                .inject(Fault.cutAfterEffect(), BackupOperation.DELETE_RECOVERY_POINT)
                .times(1);
        account.world.deleteTakes(ProtectedResourceType.EFS, Duration.ZERO).deletingShowsAfter(Duration.ZERO);

        Run run = account.delete(identified(arn));

        succeeded(run);
        assertThat(run.steps()).hasSize(2);
        assertThat(account.effects(BackupOperation.DELETE_RECOVERY_POINT)).isEqualTo(1);
    }

    @Test
    void looks_that_find_nothing_for_long_after_the_request_are_proof_whatever_other_requests_are_answered() {
        BackupClient client = Mockito.mock(BackupClient.class);
        String arn = point(ProtectedResourceType.EFS);
        Mockito.when(client.deleteRecoveryPoint(Mockito.any(DeleteRecoveryPointRequest.class)))
                .thenReturn(DeleteRecoveryPointResponse.builder().build());
        Mockito.when(client.describeRecoveryPoint(Mockito.any(DescribeRecoveryPointRequest.class)))
                .thenThrow(notFound());
        account.use(client);

        Run run = account.delete(identified(arn));

        succeeded(run);
        assertThat(run.took()).isBetween(Duration.ofMinutes(10), Duration.ofMinutes(12));
    }

    @Test
    void a_status_that_this_version_does_not_know_is_waited_for() {
        BackupClient client = Mockito.mock(BackupClient.class);
        String arn = point(ProtectedResourceType.EFS);
        Mockito.when(client.deleteRecoveryPoint(Mockito.any(DeleteRecoveryPointRequest.class)))
                .thenReturn(DeleteRecoveryPointResponse.builder().build());
        Mockito.when(client.describeRecoveryPoint(Mockito.any(DescribeRecoveryPointRequest.class)))
                .thenReturn(DescribeRecoveryPointResponse.builder()
                        .recoveryPointArn(arn)
                        .status("SHREDDING")
                        .creationDate(LocalAccount.START.minus(Duration.ofDays(1)))
                        .build())
                .thenThrow(notFound());
        account.use(client);

        Run run = account.delete(identified(arn));

        succeeded(run);
        assertThat(run.waits()).singleElement().asString().contains("SHREDDING");
        Mockito.verify(client, Mockito.times(1)).deleteRecoveryPoint(Mockito.any(DeleteRecoveryPointRequest.class));
    }

    @Test
    void expired_is_a_failure_with_reason_cause_and_remedy_and_the_second_try_works() {
        account.world.role(ROLE, Role.withoutCreateServiceLinkedRole()).deny("iam:CreateServiceLinkedRole");
        String arn = point(ProtectedResourceType.EBS);
        account.world.block(arn, DeleteBlocker.ROLE_GONE);

        Run first = account.delete(identified(arn));

        failed(
                first,
                HandlerErrorCode.NotStabilized,
                arn,
                "EXPIRED",
                "still stored and billed",
                "Access Denied trying to call AWS Backup service. ",
                "iam:CreateServiceLinkedRole");
        assertThat(account.world.exists(arn)).isTrue();
        assertThat(first.end().getResourceModel().getRecoveryPointId()).isEqualTo(arn);

        account.world.role(ROLE, Role.GOOD).allow("iam:CreateServiceLinkedRole").unblock(arn);
        succeeded(account.delete(identified(arn)));
        assertThat(account.world.exists(arn)).isFalse();
    }

    @ParameterizedTest
    @EnumSource(DeleteBlocker.class)
    void every_documented_cause_of_expired_ends_as_a_failure_that_quotes_aws_backup(DeleteBlocker blocker) {
        String arn = point(ProtectedResourceType.EBS);
        account.world.block(arn, blocker);

        Run run = account.delete(identified(arn));

        failed(run, HandlerErrorCode.NotStabilized, arn, "AWS Backup says: ", "Likely cause: ");
        String reason = account.world.point(arn).orElseThrow().statusMessage().orElseThrow();
        assertThat(run.message()).contains(reason);
    }

    @Test
    void a_snapshot_in_use_names_the_image_as_the_cause() {
        String arn = point(ProtectedResourceType.EBS);
        account.world.block(arn, DeleteBlocker.SNAPSHOT_IN_USE_BY_IMAGE);

        failed(account.delete(identified(arn)), HandlerErrorCode.NotStabilized, "Deregister the AMI");
    }

    @Test
    void a_point_that_was_expired_before_is_deleted_although_it_still_looks_expired_at_first() {
        account.world.deletingShowsAfter(Duration.ofSeconds(20));
        String arn = account.world
                .point(VAULT, ProtectedResourceType.EFS)
                .status(StoredPointStatus.EXPIRED, "retention is over")
                .put();

        Run run = account.delete(identified(arn));

        succeeded(run);
        assertThat(run.waits().get(0)).contains("EXPIRED");
        assertThat(account.world.exists(arn)).isFalse();
    }

    @Test
    void while_another_action_is_under_way_the_request_is_made_again() {
        String arn = point(ProtectedResourceType.EFS);
        account.world.busy(arn, Duration.ofMinutes(3));

        Run run = account.delete(identified(arn));

        succeeded(run);
        assertThat(account.backup.calls(BackupOperation.DELETE_RECOVERY_POINT)).hasSizeGreaterThan(1);
        assertThat(account.effects(BackupOperation.DELETE_RECOVERY_POINT)).isEqualTo(1);
    }

    @Test
    void a_point_that_somebody_else_is_deleting_is_waited_for() {
        String arn = point(ProtectedResourceType.EFS);
        account.delete(identified(arn)).steps();
        String other = point(ProtectedResourceType.EFS);
        Call call = new Call(identified(other));
        call.until = step -> true;
        account.run(Operations.DELETE, call);
        account.clock.advance(Duration.ofSeconds(5));

        succeeded(account.delete(identified(other)));
        assertThat(account.effects(BackupOperation.DELETE_RECOVERY_POINT)).isEqualTo(2);
    }

    static List<Fault> passing() {
        return List.of(
                Fault.throttling(),
                Fault.serviceUnavailable(),
                Fault.internalFailure(),
                Fault.unavailable503(),
                Fault.cutBeforeEffect(),
                Fault.cutAfterEffect(),
                Fault.slow(Duration.ofSeconds(40)),
                Fault.error(AwsError.common(
                        "ExpiredTokenException", 403, "The security token included in the request is expired")));
    }

    @ParameterizedTest
    @MethodSource("passing")
    void an_error_that_passes_is_waited_out(Fault fault) {
        String arn = point(ProtectedResourceType.EFS);
        account.backup.faults().inject(fault).times(9);

        Run run = account.delete(identified(arn));

        succeeded(run);
        assertThat(account.world.exists(arn)).isFalse();
        assertThat(run.steps()).allSatisfy(step -> assertThat(step.took()).isLessThan(Duration.ofSeconds(25)));
    }

    @ParameterizedTest
    @MethodSource("passing")
    void an_error_that_never_passes_fails_before_cloudformation_gives_up(Fault fault) {
        String arn = point(ProtectedResourceType.EFS);
        account.backup.faults().inject(fault);

        Run run = account.delete(identified(arn));

        assertThat(run.end().getStatus()).isEqualTo(OperationStatus.FAILED);
        failed(run, HandlerErrorCode.NotStabilized, "Timed out after 35 h 50 min", arn);
        assertThat(run.took()).isBetween(Duration.ofHours(35), Duration.ofHours(36));
    }

    @Test
    void a_throttled_delete_slows_down_with_every_refusal() {
        String arn = point(ProtectedResourceType.EFS);
        account.backup.faults().inject(Fault.throttling()).times(6);

        Run run = account.delete(identified(arn));

        List<Integer> delays = run.steps().stream()
                .limit(6)
                .map(step -> step.event().getCallbackDelaySeconds())
                .toList();
        assertThat(delays).isSorted().last().satisfies(last -> assertThat(last).isGreaterThan(2 * delays.get(0)));
        assertThat(run.waits().get(0)).contains("ThrottlingException", "next poll in");
    }

    @Test
    void a_fault_is_waited_for_less_long_than_throttling() {
        account.backup.faults().inject(Fault.internalFailure()).times(1);
        Run fault = account.delete(identified(point(ProtectedResourceType.EFS)));
        account.backup.faults().inject(Fault.throttling());
        Run throttled = account.delete(identified(point(ProtectedResourceType.EFS)));

        assertThat(2 * fault.steps().get(0).event().getCallbackDelaySeconds())
                .isLessThan(throttled.steps().get(0).event().getCallbackDelaySeconds());
    }

    @Test
    void a_missing_vault_is_not_found_although_aws_backup_calls_it_a_denial() {
        String arn = point(ProtectedResourceType.EFS);
        ResourceModel model = ResourceModel.builder()
                .backupVaultName("elsewhere")
                .recoveryPointId(arn)
                .build();

        failed(account.delete(model), HandlerErrorCode.NotFound, "elsewhere", "does not exist");
    }

    @Test
    void a_real_denial_names_the_permission() {
        String arn = point(ProtectedResourceType.EFS);
        account.world.deny("backup:DeleteRecoveryPoint");

        failed(account.delete(identified(arn)), HandlerErrorCode.AccessDenied, "backup:DeleteRecoveryPoint", arn);
        assertThat(account.world.exists(arn)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UnrecognizedClientException",
                "InvalidClientTokenId",
                "InvalidSignatureException",
                "AccessDeniedException"
            })
    void credentials_that_are_refused_once_do_not_end_an_accepted_delete(String code) {
        account.world.deleteTakes(ProtectedResourceType.EFS, Duration.ofHours(1));
        String arn = point(ProtectedResourceType.EFS);
        account.backup
                .faults()
                .inject(Fault.error(AwsError.common(code, 403, "Refused.")), BackupOperation.DESCRIBE_RECOVERY_POINT)
                .skip(3)
                .times(3);

        Run run = account.delete(identified(arn));

        succeeded(run);
        assertThat(run.waits()).filteredOn(wait -> wait.contains(code)).hasSize(3);
        assertThat(account.world.exists(arn)).isFalse();
    }

    @Test
    void a_permission_that_is_taken_away_during_a_delete_fails_after_some_minutes() {
        account.world.deleteTakes(ProtectedResourceType.EFS, Duration.ofHours(9));
        String arn = point(ProtectedResourceType.EFS);
        Call delete = new Call(identified(arn));
        delete.until = step -> step.message().contains("DELETING for 4 h");
        Step last = LocalAccount.last(account.run(Operations.DELETE, delete));
        account.world.deny("backup:DescribeRecoveryPoint");
        Instant denied = account.clock.instant();

        Step end = account.runToEnd(Operations.DELETE, delete, last);

        assertThat(end.event().getErrorCode()).isEqualTo(HandlerErrorCode.AccessDenied);
        assertThat(end.message()).contains("backup:DescribeRecoveryPoint");
        Duration first = Duration.ofSeconds(last.event().getCallbackDelaySeconds());
        assertThat(Duration.between(denied.plus(first), account.clock.instant()))
                .isBetween(Duration.ofMinutes(5), Duration.ofMinutes(7));
    }

    @Test
    void a_denial_by_the_vaults_access_policy_is_a_denial() {
        String arn = point(ProtectedResourceType.EFS);
        account.world.denyInVault(VAULT, "backup:DeleteRecoveryPoint");

        failed(account.delete(identified(arn)), HandlerErrorCode.AccessDenied, "access policy");
    }

    @Test
    void a_denied_look_names_the_permission_to_look() {
        String arn = point(ProtectedResourceType.EFS);
        account.world.deny("backup:DescribeRecoveryPoint");

        failed(account.delete(identified(arn)), HandlerErrorCode.AccessDenied, "backup:DescribeRecoveryPoint");
    }

    @Test
    void a_denial_that_cannot_be_told_from_a_missing_vault_says_so() {
        String arn = point(ProtectedResourceType.EFS);
        account.world.deny("backup:DeleteRecoveryPoint").deny("backup:ListBackupVaults");

        failed(account.delete(identified(arn)), HandlerErrorCode.AccessDenied, "backup:ListBackupVaults is denied too");
    }

    @Test
    void a_denial_of_what_another_account_has_is_no_absence() {
        String arn = "arn:aws:rds:eu-west-1:210987654321:snapshot:awsbackup:job-1";

        failed(account.delete(identified(arn)), HandlerErrorCode.AccessDenied, "backup:DeleteRecoveryPoint", arn);
    }

    @Test
    void a_legal_hold_fails_at_once_with_aws_backups_message() {
        String arn = point(ProtectedResourceType.EFS);
        account.world.hold(arn, "hold-1");

        Run run = account.delete(identified(arn));

        failed(run, HandlerErrorCode.InvalidRequest, "legal hold", arn);
        assertThat(run.steps()).hasSize(1);
        assertThat(account.world.exists(arn)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void a_backup_access_point_fails_at_once_with_the_commands_that_find_and_delete_it(boolean denies) {
        String arn = point(ProtectedResourceType.S3);
        account.world.makeAccessPoint(arn, "restore-test");
        if (denies) {
            account.world.assume(Alternative.ACCESS_POINT_IS_ACCESS_DENIED);
        }

        Run run = account.delete(identified(arn));

        failed(
                run,
                denies ? HandlerErrorCode.AccessDenied : HandlerErrorCode.InvalidRequest,
                arn,
                "aws backup list-backup-access-points-by-recovery-point",
                "aws backup delete-backup-access-point");
        assertThat(account.world.exists(arn)).isTrue();

        account.world.deleteAccessPoint(arn, "restore-test");
        succeeded(account.delete(identified(arn)));
    }

    @Test
    void a_locked_vault_fails_at_once() {
        String arn = point(ProtectedResourceType.EFS);
        account.world.lockVault(VAULT, 1L, null);

        Run run = account.delete(identified(arn));

        failed(run, HandlerErrorCode.InvalidRequest, arn, "A locked vault keeps its recovery points");
        assertThat(run.steps()).hasSize(1);
    }

    @Test
    void a_composite_under_a_legal_hold_keeps_what_is_nested_in_it() {
        List<String> arns = composite(
                ProtectedResourceType.CLOUDFORMATION,
                ProtectedResourceType.EFS,
                ProtectedResourceType.EBS,
                ProtectedResourceType.S3);
        account.world.hold(arns.get(0), "hold-1");

        Run run = account.delete(identified(arns.get(0)));

        failed(run, HandlerErrorCode.InvalidRequest, "legal hold", "release the hold");
        assertThat(arns).allMatch(account.world::exists);
        assertThat(account.backup.calls(BackupOperation.DELETE_RECOVERY_POINT)).hasSize(1);
    }

    @Test
    void a_look_from_before_the_deletion_began_is_no_end_even_after_another_status() {
        account.world
                .deletingShowsAfter(Duration.ofMinutes(8))
                .deleteTakes(ProtectedResourceType.EFS, Duration.ofMinutes(8));
        String arn = point(ProtectedResourceType.EFS);
        account.world.setStatus(arn, StoredPointStatus.EXPIRED, "The retention is over.");
        Call delete = new Call(identified(arn));
        delete.until = step -> step.message().contains("DELETING");
        Step last = LocalAccount.last(account.run(Operations.DELETE, delete));
        account.backup
                .faults()
                .inject(Fault.stale(Duration.ofMinutes(2)), BackupOperation.DESCRIBE_RECOVERY_POINT)
                .times(1);

        Step end = account.runToEnd(Operations.DELETE, delete, last);

        assertThat(end.event().getStatus()).as(end.message()).isEqualTo(OperationStatus.SUCCESS);
        assertThat(account.world.exists(arn)).isFalse();
    }

    @Test
    void a_refused_repeat_does_not_undo_an_accepted_request() {
        account.world.deletingShowsAfter(Duration.ofMinutes(8));
        String arn = point(ProtectedResourceType.EFS);
        account.backup
                .faults()
                .inject(
                        Fault.error(AwsError.of("InvalidRequestException", 400, null, "It cannot be deleted now.")),
                        BackupOperation.DELETE_RECOVERY_POINT)
                .skip(1);

        Run run = account.delete(identified(arn));

        succeeded(run);
        assertThat(account.backup.calls(BackupOperation.DELETE_RECOVERY_POINT)).hasSizeGreaterThan(1);
        assertThat(account.world.exists(arn)).isFalse();
    }

    @Test
    void a_refused_repeat_does_not_undo_an_accepted_request_for_a_composite() {
        account.world.deletingShowsAfter(Duration.ofMinutes(8));
        String arn = composite(ProtectedResourceType.CLOUDFORMATION).get(0);
        account.backup
                .faults()
                .inject(
                        Fault.error(AwsError.of("InvalidRequestException", 400, null, "It cannot be deleted now.")),
                        BackupOperation.DELETE_RECOVERY_POINT)
                .skip(1);

        succeeded(account.delete(identified(arn)));
        assertThat(account.world.exists(arn)).isFalse();
    }

    @Test
    void an_expired_point_that_aws_backup_turns_to_after_ten_minutes_is_deleted() {
        account.world.deletingShowsAfter(Duration.ofMinutes(10));
        String arn = account.world
                .point(VAULT, ProtectedResourceType.EFS)
                .status(StoredPointStatus.EXPIRED, "retention is over")
                .put();

        succeeded(account.delete(identified(arn)));
        assertThat(account.world.exists(arn)).isFalse();
    }

    @Test
    void a_locked_vault_that_answers_by_a_denial_fails_with_the_remedy_for_a_lock() {
        String arn = point(ProtectedResourceType.EFS);
        account.world.assume(Alternative.LOCK_IS_ACCESS_DENIED).lockVault(VAULT, 1L, null);

        failed(
                account.delete(identified(arn)),
                HandlerErrorCode.AccessDenied,
                arn,
                "A locked vault keeps its recovery points");
    }

    @Test
    void a_legal_hold_that_answers_by_a_denial_fails_with_the_remedy_for_a_hold() {
        String arn = point(ProtectedResourceType.EFS);
        account.world.assume(Alternative.HOLD_IS_ACCESS_DENIED).hold(arn, "hold-1");

        failed(account.delete(identified(arn)), HandlerErrorCode.AccessDenied, arn, "release the hold");
    }

    @Test
    void minimum_retention_of_an_air_gapped_vault_fails_at_once() {
        account.world.createAirGappedVault("gapped", 7, 30);
        String arn = account.world.point("gapped", ProtectedResourceType.EFS).put();
        ResourceModel model = ResourceModel.builder()
                .backupVaultName("gapped")
                .recoveryPointId(arn)
                .build();

        failed(account.delete(model), HandlerErrorCode.InvalidRequest, arn);
    }

    private List<String> composite(ProtectedResourceType parent, ProtectedResourceType... nested) {
        List<String> arns = new ArrayList<>();
        arns.add(account.world.point(VAULT, parent).put());
        for (ProtectedResourceType type : nested) {
            arns.add(account.world.point(VAULT, type).nestedIn(arns.get(0)).put());
        }
        return arns;
    }

    @ParameterizedTest
    @EnumSource(
            value = Alternative.class,
            names = {"EMPTIED_COMPOSITE_IS_REMOVED", "REMOVED_POINTS_LINGER"})
    void a_composite_goes_after_what_is_nested_in_it(Alternative alternative) {
        account.world.assume(alternative);
        List<String> arns = composite(
                ProtectedResourceType.CLOUDFORMATION,
                ProtectedResourceType.CLOUDFORMATION_TEMPLATE,
                ProtectedResourceType.EFS,
                ProtectedResourceType.EBS);

        Run run = account.delete(identified(arns.get(0)));

        succeeded(run);
        assertThat(account.world.pointsIn(VAULT)).isEmpty();
    }

    @Test
    void what_is_nested_is_asked_for_once_while_aws_backup_takes_its_time_to_show_it() {
        List<String> arns =
                composite(ProtectedResourceType.CLOUDFORMATION, ProtectedResourceType.EFS, ProtectedResourceType.EBS);
        account.world.deletingShowsAfter(Duration.ofMinutes(1));

        Run run = account.delete(identified(arns.get(0)));

        succeeded(run);
        assertThat(account.backup.calls(BackupOperation.DELETE_RECOVERY_POINT))
                .extracting(CallRecord::subject)
                .containsOnlyOnceElementsOf(arns.subList(1, 3));
    }

    @Test
    void an_emptied_composite_that_stays_is_deleted_by_hand() {
        List<String> arns = composite(ProtectedResourceType.CLOUDFORMATION, ProtectedResourceType.EFS);

        Run run = account.delete(identified(arns.get(0)));

        succeeded(run);
        assertThat(run.waits())
                .anySatisfy(wait -> assertThat(wait).contains("1 recovery points nested in " + arns.get(0)));
    }

    @Test
    void the_cluster_state_of_an_eks_backup_goes_with_its_composite() {
        List<String> arns = composite(
                ProtectedResourceType.EKS, ProtectedResourceType.EKS_CLUSTER_STATE, ProtectedResourceType.EBS);

        succeeded(account.delete(identified(arns.get(0))));
        assertThat(account.world.pointsIn(VAULT)).isEmpty();
    }

    @Test
    void a_nested_point_under_legal_hold_fails_with_its_reason() {
        List<String> arns =
                composite(ProtectedResourceType.CLOUDFORMATION, ProtectedResourceType.EFS, ProtectedResourceType.EBS);
        account.world.hold(arns.get(1), "hold-1");

        Run run = account.delete(identified(arns.get(0)));

        failed(run, HandlerErrorCode.InvalidRequest, arns.get(0), arns.get(1), "legal hold");
        assertThat(account.world.exists(arns.get(0))).isTrue();
    }

    @Test
    void a_nested_point_that_turns_expired_fails_with_its_reason() {
        List<String> arns =
                composite(ProtectedResourceType.CLOUDFORMATION, ProtectedResourceType.EFS, ProtectedResourceType.EBS);
        account.world.block(arns.get(2), DeleteBlocker.SNAPSHOT_IN_USE_BY_IMAGE);

        failed(
                account.delete(identified(arns.get(0))),
                HandlerErrorCode.NotStabilized,
                arns.get(2),
                "Deregister the AMI");
    }

    @Test
    void nested_points_that_vanish_during_the_pass_are_no_reason_to_give_up() {
        List<String> arns = composite(ProtectedResourceType.CLOUDFORMATION, ProtectedResourceType.EFS);
        account.clock.advance(Duration.ofHours(1));
        account.world.removeBehindTheApi(arns.get(1));
        account.clock.advance(Duration.ofMinutes(1));
        account.backup
                .faults()
                .inject(Fault.stale(Duration.ofMinutes(2)), BackupOperation.LIST_RECOVERY_POINTS_BY_BACKUP_VAULT)
                .times(1);
        account.backup
                .faults()
                .inject(
                        Fault.error(
                                AwsError.of("InvalidRequestException", 400, null, "It has nested recovery points.")),
                        BackupOperation.DELETE_RECOVERY_POINT)
                .times(1);

        succeeded(account.delete(identified(arns.get(0))));
        assertThat(account.world.pointsIn(VAULT)).isEmpty();
    }

    @Test
    void a_composite_that_is_refused_for_another_reason_fails_soon_after_its_nested_points_are_gone() {
        List<String> arns = composite(ProtectedResourceType.CLOUDFORMATION, ProtectedResourceType.EFS);
        account.world.hold(arns.get(0), "hold-1");

        Run run = account.delete(identified(arns.get(0)));

        failed(run, HandlerErrorCode.InvalidRequest, arns.get(0), "legal hold");
        assertThat(run.took()).isLessThan(Duration.ofMinutes(10));
    }

    @Test
    void a_look_that_finds_nothing_right_after_a_refusal_is_no_proof() {
        String arn = point(ProtectedResourceType.EFS);
        account.world
                .deletingShowsAfter(Duration.ofHours(1))
                .deleteTakes(ProtectedResourceType.EFS, Duration.ofHours(2));
        Call call = new Call(identified(arn));
        call.until = step -> step.message().contains("COMPLETED for 4 min");
        CallbackContext context = account.run(Operations.DELETE, call).steps().stream()
                .reduce((earlier, later) -> later)
                .orElseThrow()
                .event()
                .getCallbackContext();
        account.backup
                .faults()
                .inject(Fault.stale(Duration.ofDays(1)), BackupOperation.DESCRIBE_RECOVERY_POINT)
                .times(1);

        account.clock.advance(Duration.ofMinutes(2));

        Step step = account.invoke(Operations.DELETE, call, identified(arn), context);

        assertThat(step.calls()).isEqualTo(2);
        assertThat(step.event().getStatus()).as(step.message()).isEqualTo(OperationStatus.IN_PROGRESS);
    }

    private ResourceModel startedBackup(String resourceArn) {
        Call call = new Call(backupOf(resourceArn));
        call.until = step -> true;
        return account.run(Operations.CREATE, call).model();
    }

    @Test
    void a_backup_that_is_still_running_is_stopped_and_leaves_nothing() {
        ResourceModel model = startedBackup(EBS);
        account.clock.advance(Duration.ofMinutes(2));

        Run run = account.delete(model);

        succeeded(run);
        assertThat(account.backup.calls(BackupOperation.STOP_BACKUP_JOB)).hasSize(1);
        assertThat(account.world.pointsIn(VAULT)).isEmpty();
        assertThat(run.waits().get(0)).contains("it was asked to stop");
    }

    @Test
    void a_backup_that_cannot_be_stopped_is_waited_for_and_what_it_made_deleted() {
        ResourceModel model = startedBackup(RDS);
        account.clock.advance(Duration.ofMinutes(2));

        Run run = account.delete(model);

        succeeded(run);
        assertThat(account.backup.calls(BackupOperation.STOP_BACKUP_JOB)).hasSize(1);
        assertThat(account.effects(BackupOperation.DELETE_RECOVERY_POINT)).isEqualTo(1);
        assertThat(account.world.pointsIn(VAULT)).isEmpty();
        assertThat(run.waits().get(0)).contains("AWS Backup cannot stop it");
        assertThat(run.waits()).anySatisfy(wait -> assertThat(wait).containsPattern("is RUNNING for [0-9]+ min"));
    }

    @ParameterizedTest
    @EnumSource(
            value = Alternative.class,
            names = {"CREATING_IS_INVALID_REQUEST", "REMOVED_POINTS_LINGER"})
    void a_backup_whose_arn_is_known_and_which_is_still_running_is_stopped_too(Alternative alternative) {
        account.world.assume(alternative);
        ResourceModel model = startedBackup(EFS);
        account.clock.advance(Duration.ofMinutes(2));

        Run run = account.delete(model);

        succeeded(run);
        assertThat(account.backup.calls(BackupOperation.STOP_BACKUP_JOB)).hasSize(1);
        assertThat(account.world.jobs()).extracting(JobView::state).containsExactly(JobState.ABORTED);
        assertThat(account.world.pointsIn(VAULT)).isEmpty();
    }

    /** This holds for a recovery point that its job identifies, and for one that its ARN identifies. */
    @ParameterizedTest
    @ValueSource(strings = {RDS, EFS})
    void a_look_from_before_the_point_was_made_is_no_proof_that_it_is_gone(String resourceArn) {
        ResourceModel created = account.create(backupOf(resourceArn)).model();
        account.backup
                .faults()
                .inject(Fault.stale(Duration.ofHours(1)), BackupOperation.DESCRIBE_RECOVERY_POINT)
                .times(1);
        account.world
                .deleteTakes(ProtectedResourceType.RDS, Duration.ofHours(1))
                .deleteTakes(ProtectedResourceType.EFS, Duration.ofHours(1));

        Run run = account.delete(identified(created.getRecoveryPointId()));

        succeeded(run);
        assertThat(account.world.pointsIn(VAULT)).isEmpty();
        assertThat(run.steps()).hasSizeGreaterThan(2);
    }

    @Test
    void a_later_look_from_before_the_point_was_made_is_no_proof_either() {
        ResourceModel created = account.create(backupOf(EFS)).model();
        account.world.deleteTakes(ProtectedResourceType.EFS, Duration.ofHours(1));
        Call call = new Call(identified(created.getRecoveryPointId()));
        call.until = step -> true;
        CallbackContext context =
                account.run(Operations.DELETE, call).steps().get(0).event().getCallbackContext();
        account.backup
                .faults()
                .inject(Fault.stale(Duration.ofHours(1)), BackupOperation.DESCRIBE_RECOVERY_POINT)
                .times(1);

        Step step = account.invoke(Operations.DELETE, call, call.request.getDesiredResourceState(), context);

        assertThat(step.event().getStatus()).as(step.message()).isEqualTo(OperationStatus.IN_PROGRESS);
    }

    @Test
    void a_job_that_aws_backup_does_not_show_yet_is_waited_for() {
        ResourceModel model = startedBackup(EBS);
        account.backup
                .faults()
                .inject(Fault.stale(Duration.ofMinutes(1)), BackupOperation.DESCRIBE_BACKUP_JOB)
                .times(2);

        Run run = account.delete(identified(model.getRecoveryPointId()));

        succeeded(run);
        assertThat(run.waits().get(0)).contains("not shown by AWS Backup yet");
        assertThat(account.world.pointsIn(VAULT)).isEmpty();
    }

    @Test
    void a_point_whose_arn_was_told_before_it_was_made_is_not_missing_while_its_job_runs() {
        ResourceModel model = startedBackup(EFS);
        account.backup
                .faults()
                .inject(
                        Fault.error(AwsError.of(
                                "ResourceNotFoundException", 400, "ERROR_2603", "Cannot find recovery point.")),
                        BackupOperation.DELETE_RECOVERY_POINT)
                .times(1);

        Run run = account.delete(model);

        succeeded(run);
        assertThat(account.backup.calls(BackupOperation.STOP_BACKUP_JOB)).hasSize(1);
        assertThat(account.world.pointsIn(VAULT)).isEmpty();
    }

    @Test
    void nor_while_its_job_is_so_young_that_it_is_not_shown() {
        ResourceModel model = startedBackup(EFS);
        account.backup
                .faults()
                .inject(
                        Fault.error(AwsError.of(
                                "ResourceNotFoundException", 400, "ERROR_2603", "Cannot find recovery point.")),
                        BackupOperation.DELETE_RECOVERY_POINT)
                .times(1);
        account.backup
                .faults()
                .inject(Fault.stale(Duration.ofMinutes(1)), BackupOperation.LIST_BACKUP_JOBS)
                .times(1);

        Run run = account.delete(model);

        succeeded(run);
        assertThat(run.waits().get(0)).contains("does not show the recovery point");
        assertThat(account.world.pointsIn(VAULT)).isEmpty();
    }

    @Test
    void a_running_job_that_may_make_the_point_is_waited_for_and_never_stopped() {
        account.world.assume(Alternative.LISTED_JOBS_LACK_ARNS).assume(Alternative.POINTS_APPEAR_WHEN_COMPLETE);
        ResourceModel model = startedBackup(EFS).toBuilder().creationDate(null).build();

        Run run = account.delete(model);

        succeeded(run);
        assertThat(account.backup.calls(BackupOperation.STOP_BACKUP_JOB)).isEmpty();
        assertThat(account.world.jobs()).extracting(JobView::state).containsExactly(JobState.COMPLETED);
        assertThat(account.world.pointsIn(VAULT)).isEmpty();
    }

    @Test
    void a_point_of_unknown_age_is_not_missing_while_its_job_may_not_be_listed_yet() {
        account.world.assume(Alternative.POINTS_APPEAR_WHEN_COMPLETE);
        ResourceModel model = startedBackup(EFS).toBuilder().creationDate(null).build();
        account.backup
                .faults()
                .inject(Fault.stale(Duration.ofMinutes(1)), BackupOperation.LIST_BACKUP_JOBS)
                .times(2);

        Run run = account.delete(model);

        succeeded(run);
        assertThat(run.waits().get(0)).contains("does not show the recovery point");
        assertThat(account.world.jobs()).extracting(JobView::state).containsExactly(JobState.ABORTED);
    }

    @Test
    void a_job_that_aws_backup_cannot_tell_of_yet_is_asked_again_to_stop() {
        ResourceModel model = startedBackup(EBS);
        account.backup
                .faults()
                .inject(
                        Fault.error(AwsError.of("ResourceNotFoundException", 400, null, "No such job.")),
                        BackupOperation.STOP_BACKUP_JOB)
                .times(1);

        Run run = account.delete(model);

        succeeded(run);
        assertThat(account.effects(BackupOperation.STOP_BACKUP_JOB)).isEqualTo(1);
        assertThat(run.took()).isLessThan(Duration.ofMinutes(10));
    }

    @Test
    void composites_in_composites_that_were_all_expired_go_from_the_innermost_outwards() {
        String outer = account.world
                .point(VAULT, ProtectedResourceType.CLOUDFORMATION)
                .status(StoredPointStatus.EXPIRED)
                .put();
        String inner = account.world
                .point(VAULT, ProtectedResourceType.CLOUDFORMATION)
                .status(StoredPointStatus.EXPIRED)
                .nestedIn(outer)
                .put();
        account.world
                .point(VAULT, ProtectedResourceType.EFS)
                .status(StoredPointStatus.EXPIRED)
                .nestedIn(inner)
                .put();

        succeeded(account.delete(identified(outer)));
        assertThat(account.world.pointsIn(VAULT)).isEmpty();
    }

    @Test
    void an_accepted_request_is_remembered_though_the_look_after_it_fails() {
        String arn = point(ProtectedResourceType.EFS);
        account.backup
                .faults()
                .inject(Fault.throttling(), BackupOperation.DESCRIBE_RECOVERY_POINT)
                .times(3);

        succeeded(account.delete(identified(arn)));
        assertThat(account.backup.calls(BackupOperation.DELETE_RECOVERY_POINT)).hasSize(1);
    }

    @Test
    void the_second_identifier_does_as_well_and_waits_under_the_first() {
        String arn = point(ProtectedResourceType.EFS);
        account.backup.faults().inject(Fault.throttling()).times(2);
        ResourceModel model = ResourceModel.builder()
                .backupVaultName(VAULT)
                .recoveryPointArn(arn)
                .build();

        Run run = account.delete(model);

        succeeded(run);
        assertThat(run.steps().get(0).event().getResourceModel().getRecoveryPointId())
                .isEqualTo(arn);
    }

    @Test
    void a_job_id_that_only_happens_to_be_part_of_an_arn_proves_nothing() {
        account.create(backupOf(RDS));
        account.clock.advance(Duration.ofDays(40));

        failed(
                account.delete(identified("backup-job/1/" + LocalAccount.START)),
                HandlerErrorCode.InvalidRequest,
                account.world.pointsIn(VAULT).get(0).arn());
        assertThat(account.world.pointsIn(VAULT)).hasSize(1);
    }

    @Test
    void the_arn_in_the_model_is_proof_where_the_job_is_forgotten() {
        ResourceModel created = account.create(backupOf(EBS)).model();
        ResourceModel second = backupOf(EBS);
        second.setStartWindowMinutes(60L);
        String other = account.create(second).model().getRecoveryPointArn();
        account.clock.advance(Duration.ofDays(40));

        succeeded(account.delete(created));
        assertThat(account.world.pointsIn(VAULT)).singleElement().satisfies(left -> assertThat(left.arn())
                .isEqualTo(other));
    }

    @Test
    void a_point_with_a_job_based_identity_is_found_through_its_job() {
        ResourceModel created = account.create(backupOf(EBS)).model();

        succeeded(account.delete(identified(created.getRecoveryPointId())));
        assertThat(account.world.pointsIn(VAULT)).isEmpty();
    }

    @Test
    void a_deletion_without_an_end_fails_before_cloudformation_gives_up_and_says_how_far_it_came() {
        account.world.deleteTakes(ProtectedResourceType.S3, Duration.ofDays(3));
        String arn = point(ProtectedResourceType.S3);

        Run run = account.delete(identified(arn));

        failed(run, HandlerErrorCode.NotStabilized, arn, "still exists after 35 h 50 min", "DELETING");
        assertThat(run.took()).isLessThan(Duration.ofHours(36));
    }

    @Test
    void a_made_point_goes_when_the_create_is_rolled_back() {
        ResourceModel created = account.create(backupOf(EFS)).model();

        succeeded(account.run(Operations.DELETE, new Call(created).rollback()));
        assertThat(account.world.pointsIn(VAULT)).isEmpty();
    }

    @Test
    void a_second_invocation_while_the_first_still_runs_changes_nothing() {
        String arn = point(ProtectedResourceType.EFS);
        Call call = new Call(identified(arn));
        Step first = account.invoke(Operations.DELETE, call, identified(arn), null);
        Step second = account.invoke(Operations.DELETE, call, identified(arn), null);
        account.clock.advance(Duration.ofMinutes(5));
        Step third = account.invoke(
                Operations.DELETE, call, identified(arn), second.event().getCallbackContext());
        Step fourth = account.invoke(
                Operations.DELETE, call, identified(arn), first.event().getCallbackContext());

        assertThat(List.of(first, second))
                .allSatisfy(step -> assertThat(step.event().getStatus()).isEqualTo(OperationStatus.IN_PROGRESS));
        assertThat(List.of(third, fourth))
                .allSatisfy(step -> assertThat(step.event().getStatus()).isEqualTo(OperationStatus.SUCCESS));
    }

    @Test
    void a_request_that_left_no_trace_is_made_again() {
        String arn = point(ProtectedResourceType.EFS);
        account.world.deletingShowsAfter(Duration.ofHours(1));

        Run run = account.delete(identified(arn));

        succeeded(run);
        assertThat(account.backup.calls(BackupOperation.DELETE_RECOVERY_POINT)).hasSizeBetween(2, 13);
    }

    @Test
    void a_refusal_over_the_backup_role_fails_at_once_because_that_role_is_not_new() {
        String arn = point(ProtectedResourceType.EFS);
        account.backup
                .faults()
                .inject(
                        Fault.error(AwsError.of(
                                "InvalidParameterValueException",
                                400,
                                null,
                                "IAM Role " + ROLE + " cannot be assumed by AWS Backup")),
                        BackupOperation.DELETE_RECOVERY_POINT);

        Run run = account.delete(identified(arn));

        failed(run, HandlerErrorCode.InvalidRequest, "cannot be assumed by AWS Backup");
        assertThat(run.steps()).hasSize(1);
    }

    @Test
    void a_refusal_keeps_the_code_that_its_error_has() {
        String arn = point(ProtectedResourceType.EFS);
        account.backup
                .faults()
                .inject(
                        Fault.error(AwsError.of("LimitExceededException", 400, null, "Too many deletions.")),
                        BackupOperation.DELETE_RECOVERY_POINT);

        failed(account.delete(identified(arn)), HandlerErrorCode.ServiceLimitExceeded, "Too many deletions.", arn);
    }

    @Test
    void a_wait_for_another_action_does_not_claim_that_the_deletion_is_under_way() {
        String arn = point(ProtectedResourceType.EFS);
        account.world.busy(arn, Duration.ofMinutes(3));

        Run run = account.delete(identified(arn));

        assertThat(run.waits().get(0)).startsWith("AWS Backup has not accepted yet to delete " + arn);
    }

    @Test
    void the_only_candidate_is_named_and_not_deleted() {
        ResourceModel created = account.create(backupOf(EBS)).model();
        BackupClient client = Mockito.mock(BackupClient.class);
        Mockito.when(client.describeBackupJob(Mockito.any(DescribeBackupJobRequest.class)))
                .thenThrow(notFound());
        Mockito.when(client.listRecoveryPointsByBackupVault(Mockito.any(ListRecoveryPointsByBackupVaultRequest.class)))
                .thenReturn(ListRecoveryPointsByBackupVaultResponse.builder()
                        .recoveryPoints(RecoveryPointByBackupVault.builder()
                                .recoveryPointArn(created.getRecoveryPointArn())
                                .status("COMPLETED")
                                .build())
                        .build());
        account.use(client);
        account.clock.advance(Duration.ofDays(40));
        ResourceModel model = created.toBuilder().recoveryPointArn(null).build();

        failed(account.delete(model), HandlerErrorCode.InvalidRequest, "Candidates: ", created.getRecoveryPointArn());
        Mockito.verify(client, Mockito.never()).deleteRecoveryPoint(Mockito.any(DeleteRecoveryPointRequest.class));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2})
    void one_stray_not_found_for_a_running_job_ends_nothing(int callsBefore) {
        account.world.backupTakes(ProtectedResourceType.RDS, Duration.ofHours(9));
        ResourceModel running = startedBackup(RDS);
        account.clock.advance(Duration.ofHours(5));
        account.backup
                .faults()
                .inject(
                        Fault.error(AwsError.of("ResourceNotFoundException", 400, null, "Cannot find backup job.")),
                        BackupOperation.DESCRIBE_BACKUP_JOB)
                .skip(callsBefore)
                .times(1);

        Run run = account.delete(running);

        succeeded(run);
        assertThat(run.waits()).anyMatch(wait -> wait.contains("does not find backup job") && wait.contains("30 days"));
        account.clock.advance(Duration.ofDays(1));
        assertThat(account.world.pointsIn(VAULT)).isEmpty();
    }

    @Test
    void an_identity_of_the_future_is_not_waited_for() {
        Run run = account.delete(identified("backup-job/ABC/2999-01-01T00:00:00Z"));

        failed(run, HandlerErrorCode.NotFound, "backup job of the future");
        assertThat(account.backup.calls()).isEmpty();
    }

    @Test
    void an_identity_whose_time_is_not_its_jobs_is_refused_and_nothing_is_stopped() {
        ResourceModel running = startedBackup(EBS);
        String jobId = running.getRecoveryPointId().split("/", 3)[1];
        account.clock.advance(Duration.ofMinutes(11));

        Run run = account.delete(identified("backup-job/" + jobId + "/2026-02-01T00:00:00Z"));

        failed(run, HandlerErrorCode.InvalidRequest, "does not match its backup job");
        assertThat(account.backup.calls(BackupOperation.STOP_BACKUP_JOB)).isEmpty();
    }

    private static ResourceNotFoundException notFound() {
        return ResourceNotFoundException.builder()
                .statusCode(400)
                .awsErrorDetails(AwsErrorDetails.builder()
                        .errorCode("ResourceNotFoundException")
                        .errorMessage("Cannot find it.")
                        .build())
                .build();
    }

    @Test
    void a_look_that_another_action_refuses_is_made_again() {
        String arn = point(ProtectedResourceType.EFS);
        account.backup
                .faults()
                .inject(
                        Fault.error(AwsError.of("InvalidResourceStateException", 400, null, "Another action.")),
                        BackupOperation.DESCRIBE_RECOVERY_POINT)
                .times(2);

        succeeded(account.delete(identified(arn)));
        assertThat(account.world.exists(arn)).isFalse();
    }

    @Test
    void a_list_of_vaults_that_is_not_found_says_nothing_about_the_recovery_point() {
        String arn = point(ProtectedResourceType.EFS);
        account.world.deny("backup:DescribeRecoveryPoint");
        account.backup
                .faults()
                .inject(
                        Fault.error(AwsError.of("ResourceNotFoundException", 400, null, "No such list.")),
                        BackupOperation.LIST_BACKUP_VAULTS);

        failed(account.delete(identified(arn)), HandlerErrorCode.AccessDenied, "No such list.");
        assertThat(account.world.exists(arn)).isTrue();
    }

    @Test
    void two_lists_that_are_not_found_do_not_say_that_the_recovery_point_is_gone() {
        account.world.assume(Alternative.POINTS_APPEAR_WHEN_COMPLETE);
        ResourceModel running = startedBackup(EFS);
        for (BackupOperation list : List.of(BackupOperation.LIST_BACKUP_JOBS, BackupOperation.LIST_BACKUP_VAULTS)) {
            account.backup
                    .faults()
                    .inject(Fault.error(AwsError.of("ResourceNotFoundException", 400, null, "No such list.")), list)
                    .times(1);
        }

        Run run = account.delete(running);

        succeeded(run);
        assertThat(run.waits().get(0)).contains("No such list.");
        account.clock.advance(Duration.ofDays(1));
        assertThat(account.world.pointsIn(VAULT)).isEmpty();
    }

    @Test
    void what_a_replaced_resource_has_left_is_not_taken_for_its_successor() {
        String left = account.world
                .point(VAULT, ProtectedResourceType.EBS)
                .resource(EBS)
                .created(LocalAccount.START.minus(Duration.ofMinutes(30)))
                .put();
        ResourceModel created = account.create(backupOf(EBS)).model();
        account.world.removeBehindTheApi(created.getRecoveryPointArn());
        account.clock.advance(Duration.ofDays(40));
        ResourceModel model = created.toBuilder().recoveryPointArn(null).build();

        failed(account.delete(model), HandlerErrorCode.NotFound, "no longer knows backup job");
        assertThat(account.world.exists(left)).isTrue();
    }

    @Test
    void a_list_that_does_not_find_a_vault_which_is_there_proves_nothing() {
        ResourceModel created = account.create(backupOf(RDS)).model();
        account.clock.advance(Duration.ofDays(40));
        account.backup
                .faults()
                .inject(
                        Fault.error(AwsError.of("ResourceNotFoundException", 400, null, "No such vault.")),
                        BackupOperation.LIST_RECOVERY_POINTS_BY_BACKUP_VAULT)
                .times(2);

        Run run = account.delete(created.toBuilder().recoveryPointArn(null).build());

        succeeded(run);
        assertThat(run.waits().get(0)).contains("No such vault.", "But AWS Backup lists vault " + VAULT);
        assertThat(account.world.pointsIn(VAULT)).isEmpty();
    }
}
