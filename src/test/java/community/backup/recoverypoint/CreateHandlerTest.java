package community.backup.recoverypoint;

import static community.backup.recoverypoint.LocalAccount.EBS;
import static community.backup.recoverypoint.LocalAccount.EFS;
import static community.backup.recoverypoint.LocalAccount.RDS;
import static community.backup.recoverypoint.LocalAccount.ROLE;
import static community.backup.recoverypoint.LocalAccount.STACK;
import static community.backup.recoverypoint.LocalAccount.VAULT;
import static community.backup.recoverypoint.LocalAccount.backupOf;
import static community.backup.recoverypoint.LocalAccount.failed;
import static community.backup.recoverypoint.LocalAccount.identified;
import static community.backup.recoverypoint.LocalAccount.succeeded;
import static org.assertj.core.api.Assertions.assertThat;

import community.backup.local.awsbackup.AwsError;
import community.backup.local.awsbackup.BackupOperation;
import community.backup.local.awsbackup.Fault;
import community.backup.local.awsbackup.JobState;
import community.backup.local.awsbackup.PointView;
import community.backup.local.awsbackup.ProtectedResourceType;
import community.backup.recoverypoint.LocalAccount.Call;
import community.backup.recoverypoint.LocalAccount.Operations;
import community.backup.recoverypoint.LocalAccount.Run;
import community.backup.recoverypoint.LocalAccount.Step;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.mockito.Mockito;
import software.amazon.awssdk.services.backup.BackupClient;
import software.amazon.awssdk.services.backup.model.DescribeBackupJobRequest;
import software.amazon.awssdk.services.backup.model.DescribeBackupJobResponse;
import software.amazon.awssdk.services.backup.model.StartBackupJobRequest;
import software.amazon.awssdk.services.backup.model.StartBackupJobResponse;
import software.amazon.cloudformation.proxy.HandlerErrorCode;
import software.amazon.cloudformation.proxy.OperationStatus;

/** Tests a create: one backup for one request, an identifier from the first answer on, and clear refusals. */
@NullMarked
class CreateHandlerTest {
    private final LocalAccount account = new LocalAccount();

    private static final Fault NOT_ASSUMED = Fault.error(AwsError.of(
            "InvalidParameterValueException",
            400,
            "ERROR_1000",
            "IAM Role " + ROLE + " cannot be assumed by AWS Backup"));

    private PointView only() {
        assertThat(account.world.pointsIn(VAULT)).hasSize(1);
        return account.world.pointsIn(VAULT).get(0);
    }

    @Test
    void a_backup_whose_arn_is_known_at_once_has_it_as_its_identity() {
        Run run = account.create(backupOf(EFS));

        succeeded(run);
        assertThat(run.model().getRecoveryPointId()).isEqualTo(only().arn());
        assertThat(run.model().getRecoveryPointArn()).isEqualTo(only().arn());
        assertThat(run.model().getStatus()).isEqualTo("COMPLETED");
        assertThat(run.model().getResourceArn()).isEqualTo(EFS);
        assertThat(run.model().getIamRoleArn()).isEqualTo(ROLE);
    }

    @ParameterizedTest
    @EnumSource(
            value = ProtectedResourceType.class,
            names = {"EBS", "RDS", "EC2", "S3", "FSX", "AURORA"})
    void a_backup_whose_arn_comes_late_is_identified_by_its_job_for_life(ProtectedResourceType type) {
        String source = account.world.point(VAULT, type).put();
        String resource = account.world.point(source).orElseThrow().resourceArn();
        account.world.removeBehindTheApi(source);

        Run run = account.create(backupOf(resource));

        succeeded(run);
        String jobId = account.world.jobs().get(0).id();
        assertThat(run.steps())
                .allSatisfy(step -> assertThat(step.event().getResourceModel().getRecoveryPointId())
                        .startsWith("backup-job/" + jobId + "/2026-03-01T12:00:00"));
        assertThat(run.model().getRecoveryPointArn()).isEqualTo(only().arn());
    }

    @Test
    void the_model_at_the_end_is_what_a_read_answers() {
        for (String resource : new String[] {EFS, EBS, RDS}) {
            ResourceModel created = account.create(backupOf(resource)).model();

            assertThat(account.read(identified(created.getRecoveryPointId())).model())
                    .isEqualTo(created);
        }
    }

    @Test
    void the_same_request_never_makes_two_backups() {
        Call call = new Call(backupOf(EBS)).token("the-same");
        Step first = account.invoke(Operations.CREATE, call, backupOf(EBS), null);
        Step again = account.invoke(Operations.CREATE, call, backupOf(EBS), null);

        assertThat(again.event().getResourceModel()).isEqualTo(first.event().getResourceModel());
        assertThat(account.world.jobs()).hasSize(1);
    }

    @Test
    void a_lost_answer_to_the_start_makes_no_second_backup() {
        account.backup
                .faults()
                .inject(Fault.cutAfterEffect(), BackupOperation.START_BACKUP_JOB)
                .times(2);

        succeeded(account.create(backupOf(EFS)));
        assertThat(account.world.jobs()).hasSize(1);
    }

    @Test
    void a_start_that_is_throttled_for_long_fails_as_throttled_so_that_cloudformation_tries_again() {
        account.backup.faults().inject(Fault.throttling(), BackupOperation.START_BACKUP_JOB);

        Run run = account.create(backupOf(EFS));

        failed(run, HandlerErrorCode.Throttling, "StartBackupJob", "Rate exceeded", EFS);
        assertThat(run.steps()).singleElement().satisfies(step -> assertThat(step.took())
                .isLessThan(Duration.ofSeconds(25)));
    }

    @Test
    void a_role_that_was_made_just_now_is_tried_again() {
        account.backup
                .faults()
                .inject(NOT_ASSUMED, BackupOperation.START_BACKUP_JOB)
                .times(5);

        succeeded(account.create(backupOf(EFS)));
        assertThat(account.world.jobs()).hasSize(1);
    }

    @Test
    void a_role_that_aws_backup_cannot_assume_fails_so_that_cloudformation_repeats_the_request() {
        account.backup.faults().inject(NOT_ASSUMED, BackupOperation.START_BACKUP_JOB);

        Run run = account.create(backupOf(EFS));

        failed(
                run,
                HandlerErrorCode.ServiceInternalError,
                "cannot be assumed by AWS Backup",
                "new role",
                "trust policy",
                "backup.amazonaws.com");
        assertThat(run.end().getResourceModel()).isNull();
        assertThat(run.steps()).hasSize(1);
    }

    @Test
    void a_job_that_failed_because_of_its_role_says_what_to_do() {
        account.world.nextBackupEnds(EFS, JobState.FAILED, "IAM Role " + ROLE + " cannot be assumed by AWS Backup");

        failed(
                account.create(backupOf(EFS)),
                HandlerErrorCode.NotStabilized,
                "cannot be assumed by AWS Backup",
                "made just now",
                "trust policy");
    }

    @Test
    void a_completed_job_that_never_names_its_recovery_point_is_given_up_after_a_quarter_of_an_hour() {
        BackupClient client = Mockito.mock(BackupClient.class);
        Mockito.when(client.startBackupJob(Mockito.any(StartBackupJobRequest.class)))
                .thenReturn(StartBackupJobResponse.builder()
                        .backupJobId("J-1")
                        .creationDate(LocalAccount.START)
                        .build());
        Mockito.when(client.describeBackupJob(Mockito.any(DescribeBackupJobRequest.class)))
                .thenReturn(DescribeBackupJobResponse.builder()
                        .backupJobId("J-1")
                        .state("COMPLETED")
                        .creationDate(LocalAccount.START)
                        .completionDate(LocalAccount.START.plusSeconds(5))
                        .build());
        account.use(client);

        Run run = account.create(backupOf(EBS));

        failed(run, HandlerErrorCode.NotStabilized, "J-1", "does not say which recovery point", "import");
        assertThat(run.took()).isBetween(Duration.ofMinutes(15), Duration.ofMinutes(25));
        failed(account.read(run.model()), HandlerErrorCode.NotStabilized, "J-1", "does not say which");
        failed(account.delete(run.model()), HandlerErrorCode.NotStabilized, "J-1", VAULT, "retain");
    }

    @Test
    void a_create_that_fails_before_it_made_anything_leaves_the_template_to_a_repetition() {
        account.backup.faults().inject(Fault.throttling(), BackupOperation.START_BACKUP_JOB);

        // The runtime would remove the write-only properties from a model, and a retry of the create would lack them.
        assertThat(account.create(backupOf(EFS)).end().getResourceModel()).isNull();
    }

    @Test
    void a_request_without_a_token_is_refused() {
        Call call = new Call(backupOf(EFS)).token("");

        failed(account.run(Operations.CREATE, call), HandlerErrorCode.InvalidRequest, "clientRequestToken");
        assertThat(account.world.jobs()).isEmpty();
    }

    @Test
    void every_wait_names_the_job_its_state_and_the_next_look() {
        Run run = account.create(backupOf(EBS));

        assertThat(run.waits())
                .allSatisfy(wait -> assertThat(wait).startsWith("Backup job ").contains(", next poll in "));
        assertThat(run.waits().get(run.waits().size() - 1)).contains("RUNNING", "%", "min", EBS);
    }

    @Test
    void write_only_properties_stay_in_the_model_while_it_waits() {
        ResourceModel model = backupOf(EBS);
        model.setStartWindowMinutes(60L);

        Run run = account.create(model);

        succeeded(run);
        Step wait = run.steps().get(run.steps().size() - 2);
        assertThat(wait.event().getResourceModel().getStartWindowMinutes()).isEqualTo(60L);
    }

    @Test
    void tags_of_stack_and_resource_and_the_lifecycle_are_those_of_the_backup() {
        ResourceModel model = backupOf(EFS);
        model.setTags(Set.of(new Tag("team", "shop"), new Tag("stage", "test")));
        model.setLifecycle(Lifecycle.builder()
                .moveToColdStorageAfterDays(10L)
                .deleteAfterDays(100L)
                .build());

        Run run = account.run(Operations.CREATE, new Call(model).stackTags(Map.of("stack", "s", "stage", "loses")));

        succeeded(run);
        assertThat(only().tags())
                .containsExactlyInAnyOrderEntriesOf(Map.of("team", "shop", "stage", "test", "stack", "s"));
        assertThat(run.model().getLifecycle().getDeleteAfterDays()).isEqualTo(100L);
        assertThat(run.model().getTags()).contains(new Tag("stack", "s"));
    }

    @ParameterizedTest
    @EnumSource(
            value = JobState.class,
            names = {"FAILED", "EXPIRED", "ABORTED", "PARTIAL"})
    void a_job_that_ends_otherwise_fails_with_aws_backups_reason_and_the_identity_for_the_rollback(JobState state) {
        account.world.nextBackupEnds(
                EBS, state, "Backup job failed because there was a running job for the same resource.");

        Run run = account.create(backupOf(EBS));

        failed(run, HandlerErrorCode.NotStabilized, state.name(), "a running job for the same resource", EBS);
        assertThat(run.model().getRecoveryPointId()).startsWith("backup-job/");
        assertThat(account.delete(run.model()).end().getErrorCode()).isIn((Object) null, HandlerErrorCode.NotFound);
        assertThat(account.world.pointsIn(VAULT)).isEmpty();
    }

    @Test
    void a_backup_that_takes_too_long_fails_before_cloudformation_gives_up() {
        account.world.backupTakes(ProtectedResourceType.EFS, Duration.ofDays(4));

        Run run = account.create(backupOf(EFS));

        failed(run, HandlerErrorCode.NotStabilized, "is not done after 35 h 50 min", EFS);
        assertThat(run.took()).isLessThan(Duration.ofHours(36));
    }

    @Test
    void looks_that_fail_in_passing_do_not_fail_the_create() {
        account.backup
                .faults()
                .inject(
                        Fault.throttling(),
                        BackupOperation.DESCRIBE_BACKUP_JOB,
                        BackupOperation.DESCRIBE_RECOVERY_POINT)
                .times(7);
        account.backup
                .faults()
                .inject(Fault.stale(Duration.ofMinutes(3)), BackupOperation.DESCRIBE_RECOVERY_POINT)
                .times(3);

        succeeded(account.create(backupOf(EFS)));
    }

    @Test
    void a_composite_backup_comes_with_what_is_nested_in_it() {
        account.world.members(STACK, EFS, EBS);

        Run run = account.create(backupOf(STACK));

        succeeded(run);
        assertThat(run.model().getIsParent()).isTrue();
        assertThat(account.delete(run.model()).end().getStatus()).isEqualTo(OperationStatus.SUCCESS);
        assertThat(account.world.pointsIn(VAULT)).isEmpty();
    }

    @Test
    void a_vault_that_does_not_exist_is_not_found() {
        ResourceModel model = backupOf(EFS);
        model.setBackupVaultName("elsewhere");

        failed(account.create(model), HandlerErrorCode.NotFound, "elsewhere", "BackupVaultName");
    }

    static Stream<Arguments> wrong() {
        return Stream.of(
                wrong(
                        "neither",
                        model -> {
                            model.setResourceArn(null);
                            model.setIamRoleArn(null);
                        },
                        "ResourceArn is missing"),
                wrong("no role", model -> model.setIamRoleArn(null), "IamRoleArn is missing"),
                wrong("no resource", model -> model.setResourceArn(null), "ResourceArn is missing"),
                wrong(
                        "cold too long",
                        lifecycle(30L, 119L),
                        "Lifecycle.DeleteAfterDays (119) must be at least 90 more"),
                wrong(
                        "a snapshot without the opt-in to archiving",
                        model -> {
                            model.setResourceArn(EBS);
                            lifecycle(100L, 300L).accept(model);
                        },
                        "Lifecycle.MoveToColdStorageAfterDays (100) has no effect on an EBS snapshot without the opt-in"),
                wrong("zero days", lifecycle(null, 0L), "Lifecycle.DeleteAfterDays is 0"),
                wrong("zero days to cold", lifecycle(0L, null), "Lifecycle.MoveToColdStorageAfterDays is 0"),
                wrong(
                        "windows",
                        model -> model.setCompleteWindowMinutes(480L),
                        "CompleteWindowMinutes (480) must be larger than the start window (480 minutes, AWS Backup's default)"),
                wrong(
                        "given windows",
                        model -> {
                            model.setStartWindowMinutes(120L);
                            model.setCompleteWindowMinutes(100L);
                        },
                        "CompleteWindowMinutes (100) must be larger than the start window (120 minutes)"),
                wrong("no vault", model -> model.setBackupVaultName(null), "BackupVaultName is missing"));
    }

    private static Consumer<ResourceModel> lifecycle(@Nullable Long cold, @Nullable Long delete) {
        return model -> model.setLifecycle(Lifecycle.builder()
                .moveToColdStorageAfterDays(cold)
                .deleteAfterDays(delete)
                .build());
    }

    private static Arguments wrong(String name, Consumer<ResourceModel> change, String message) {
        return Arguments.of(name, change, message);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrong")
    void wrong_input_is_refused_by_name_before_anything_is_asked(
            String name, Consumer<ResourceModel> change, String message) {
        ResourceModel model = backupOf(EFS);
        change.accept(model);

        failed(account.create(model), HandlerErrorCode.InvalidRequest, message);
        assertThat(account.backup.calls()).as(name).isEmpty();
    }

    @Test
    void a_read_of_an_archived_snapshot_returns_the_days_that_were_asked_for() {
        ResourceModel model = backupOf(EBS);
        model.setLifecycle(Lifecycle.builder()
                .moveToColdStorageAfterDays(100L)
                .deleteAfterDays(300L)
                .optInToArchiveForSupportedResources(true)
                .build());

        Run run = account.create(model);

        succeeded(run);
        assertThat(account.read(identified(run.model().getRecoveryPointId()))
                        .model()
                        .getLifecycle())
                .isEqualTo(model.getLifecycle());
    }

    @Test
    void never_is_no_reason_to_refuse_a_lifecycle() {
        ResourceModel model = backupOf(EFS);
        lifecycle(30L, -1L).accept(model);

        succeeded(account.create(model));
    }

    @Test
    void an_identity_in_the_properties_is_never_believed() {
        String others = account.world.point(VAULT, ProtectedResourceType.EFS).put();
        ResourceModel model = backupOf(EFS).toBuilder()
                .recoveryPointId(others)
                .recoveryPointArn(others)
                .build();
        account.backup.faults().inject(Fault.throttling(), BackupOperation.START_BACKUP_JOB);

        // CloudFormation deletes the resource of the model that a failed create returns.
        assertThat(account.create(model).end().getResourceModel()).isNull();

        account.backup.faults().clear();
        assertThat(account.create(model).model().getRecoveryPointId()).isNotEqualTo(others);
    }

    @Test
    void an_answer_without_the_jobs_creation_date_is_tried_again_by_cloudformation() {
        BackupClient client = Mockito.mock(BackupClient.class);
        Mockito.when(client.startBackupJob(Mockito.any(StartBackupJobRequest.class)))
                .thenReturn(
                        StartBackupJobResponse.builder().backupJobId("job-1").build());
        account.use(client);

        failed(account.create(backupOf(EFS)), HandlerErrorCode.ServiceInternalError, "StartBackupJob", EFS);
    }
}
