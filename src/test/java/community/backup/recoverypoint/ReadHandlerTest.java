package community.backup.recoverypoint;

import static community.backup.recoverypoint.LocalAccount.EBS;
import static community.backup.recoverypoint.LocalAccount.RDS;
import static community.backup.recoverypoint.LocalAccount.ROLE;
import static community.backup.recoverypoint.LocalAccount.VAULT;
import static community.backup.recoverypoint.LocalAccount.backupOf;
import static community.backup.recoverypoint.LocalAccount.failed;
import static community.backup.recoverypoint.LocalAccount.identified;
import static community.backup.recoverypoint.PermissionsTest.SCHEMA;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import community.backup.local.awsbackup.Alternative;
import community.backup.local.awsbackup.AwsError;
import community.backup.local.awsbackup.BackupOperation;
import community.backup.local.awsbackup.Fault;
import community.backup.local.awsbackup.JobState;
import community.backup.local.awsbackup.LifecycleRule;
import community.backup.local.awsbackup.ProtectedResourceType;
import community.backup.local.awsbackup.StoredPointStatus;
import community.backup.recoverypoint.LocalAccount.Call;
import community.backup.recoverypoint.LocalAccount.Operations;
import community.backup.recoverypoint.LocalAccount.Run;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mockito.Mockito;
import software.amazon.awssdk.services.backup.BackupClient;
import software.amazon.awssdk.services.backup.model.DescribeRecoveryPointRequest;
import software.amazon.awssdk.services.backup.model.DescribeRecoveryPointResponse;
import software.amazon.awssdk.services.backup.model.ListTagsRequest;
import software.amazon.awssdk.services.backup.model.ListTagsResponse;
import software.amazon.cloudformation.proxy.HandlerErrorCode;
import software.amazon.cloudformation.proxy.OperationStatus;
import software.amazon.cloudformation.resource.Serializer;

/** Tests a read, and how the handler finds the recovery point that an identifier stands for. */
@NullMarked
class ReadHandlerTest {
    private final LocalAccount account = new LocalAccount();

    private ResourceModel started(String resource) {
        Call call = new Call(backupOf(resource));
        call.until = step -> true;
        return account.run(Operations.CREATE, call).model();
    }

    @Test
    void the_whole_model_is_answered_without_nulls() throws Exception {
        String arn = account.world
                .point(VAULT, ProtectedResourceType.EFS)
                .role(ROLE)
                .tag("team", "shop")
                .lifecycle(LifecycleRule.deleteAfterDays(120))
                .put();

        Run run = account.read(identified(arn));

        JsonNode json = new ObjectMapper().readTree(new Serializer().serialize(run.model()));
        assertThat(json).noneMatch(JsonNode::isNull);
        assertThat(json.fieldNames()).toIterable().containsExactlyInAnyOrderElementsOf(readable());
        assertThat(run.model().getCreationDate()).isEqualTo("2026-03-01T12:00:00Z");
    }

    /** The properties that a read returns: all except the write-only ones. */
    private static List<String> readable() {
        List<String> names = new ArrayList<>();
        SCHEMA.path("properties").fieldNames().forEachRemaining(names::add);
        SCHEMA.path("writeOnlyProperties")
                .forEach(pointer -> names.remove(pointer.asText().substring("/properties/".length())));
        return names;
    }

    @Test
    void tags_are_asked_for_only_where_the_tag_operations_work() {
        String arn = account.world.point(VAULT, ProtectedResourceType.EBS).put();

        assertThat(account.read(identified(arn)).end().getStatus()).isEqualTo(OperationStatus.SUCCESS);
        assertThat(account.backup.calls(BackupOperation.LIST_TAGS)).isEmpty();
    }

    @Test
    void all_pages_of_the_tags_are_read() {
        String arn = account.world.point(VAULT, ProtectedResourceType.EFS).put();
        BackupClient client = Mockito.mock(BackupClient.class);
        Mockito.when(client.describeRecoveryPoint(Mockito.any(DescribeRecoveryPointRequest.class)))
                .thenReturn(DescribeRecoveryPointResponse.builder()
                        .recoveryPointArn(arn)
                        .status("COMPLETED")
                        .resourceType("EFS")
                        .creationDate(LocalAccount.START)
                        .build());
        Mockito.when(client.listTags(Mockito.any(ListTagsRequest.class)))
                .thenReturn(ListTagsResponse.builder()
                        .tags(Map.of("a", "1"))
                        .nextToken("more")
                        .build())
                .thenReturn(ListTagsResponse.builder().tags(Map.of("b", "2")).build());
        account.use(client);

        assertThat(account.read(identified(arn)).model().getTags())
                .containsExactlyInAnyOrder(new Tag("a", "1"), new Tag("b", "2"));
    }

    @ParameterizedTest
    @EnumSource(
            value = StoredPointStatus.class,
            names = {"EXPIRED", "STOPPED", "PARTIAL", "DELETING", "AVAILABLE"})
    void a_point_exists_in_whatever_status(StoredPointStatus status) {
        String arn = account.world
                .point(VAULT, ProtectedResourceType.EFS)
                .status(status, "why")
                .put();

        Run run = account.read(identified(arn));

        assertThat(run.model().getStatus()).isEqualTo(status.name());
    }

    @Test
    void what_is_gone_is_not_found() {
        String arn = account.world.point(VAULT, ProtectedResourceType.EFS).put();
        account.world.removeBehindTheApi(arn);

        failed(account.read(identified(arn)), HandlerErrorCode.NotFound, arn, VAULT);
    }

    @Test
    void what_was_in_a_vault_that_is_gone_is_not_found() {
        String arn = account.world.point(VAULT, ProtectedResourceType.EFS).put();
        ResourceModel model = ResourceModel.builder()
                .backupVaultName("elsewhere")
                .recoveryPointId(arn)
                .build();

        failed(account.read(model), HandlerErrorCode.NotFound, arn, "elsewhere");
    }

    @Test
    void a_denial_is_one_where_the_vault_is_on_the_second_page_of_the_vaults() {
        String arn = account.world.point(VAULT, ProtectedResourceType.EFS).put();
        account.world.createVault("a-first").createVault("b-second").pagesHold(2);
        account.world.deny("backup:DescribeRecoveryPoint");

        failed(account.read(identified(arn)), HandlerErrorCode.AccessDenied, "backup:DescribeRecoveryPoint", arn);
        assertThat(account.backup.calls(BackupOperation.LIST_BACKUP_VAULTS)).hasSize(2);
    }

    @Test
    void a_denial_is_no_absence() {
        String arn = account.world.point(VAULT, ProtectedResourceType.EFS).put();
        account.world.deny("backup:DescribeRecoveryPoint");

        failed(account.read(identified(arn)), HandlerErrorCode.AccessDenied, "backup:DescribeRecoveryPoint");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "arn:aws:s3:::bucket",
                "arn:aws-cn:ec2:eu-west-1::snapshot/snap-1",
                "arn:aws:ec2:eu-west-2::snapshot/snap-1",
                "arn:aws:rds:eu-west-1:210987654321:snapshot:awsbackup:job-1"
            })
    void the_arn_of_something_else_or_somewhere_else_is_not_found(String id) {
        failed(account.read(identified(id)), HandlerErrorCode.NotFound, id);
    }

    @Test
    void without_an_identity_nothing_is_found() {
        ResourceModel model = ResourceModel.builder().backupVaultName(VAULT).build();

        failed(account.read(model), HandlerErrorCode.NotFound, "RecoveryPointId is missing");
    }

    @Test
    void tags_that_are_none_are_passed_over_since_the_runtime_reads_them_before_it_validates() {
        ResourceModel model = new ResourceModel();
        Set<Tag> tags = new HashSet<>();
        tags.add(null);
        tags.add(new Tag(null, "value"));
        tags.add(new Tag("key", null));
        tags.add(new Tag("key", "value"));
        model.setTags(tags);

        assertThat(new Configuration().resourceDefinedTags(model)).containsExactly(Map.entry("key", "value"));
    }

    @Test
    void the_second_identifier_does_as_well() {
        String arn = account.world.point(VAULT, ProtectedResourceType.EFS).put();
        ResourceModel model = ResourceModel.builder()
                .backupVaultName(VAULT)
                .recoveryPointArn(arn)
                .build();

        assertThat(account.read(model).model().getRecoveryPointId()).isEqualTo(arn);
    }

    @Test
    void errors_that_pass_are_outlasted_within_the_one_invocation_there_is() {
        String arn = account.world.point(VAULT, ProtectedResourceType.EFS).put();
        account.backup.faults().inject(Fault.throttling()).times(3);

        assertThat(account.read(identified(arn)).end().getStatus()).isEqualTo(OperationStatus.SUCCESS);
    }

    @Test
    void errors_that_do_not_pass_fail_by_a_code_that_cloudformation_retries() {
        String arn = account.world.point(VAULT, ProtectedResourceType.EFS).put();
        account.backup.faults().inject(Fault.slow(Duration.ofMinutes(2)));

        Run run = account.read(identified(arn));

        // OutageIT checks that this ends in time, because only real time shows it.
        failed(run, HandlerErrorCode.NetworkFailure, "DescribeRecoveryPoint", arn);
    }

    @Test
    void a_backup_that_is_still_running_is_a_resource_with_the_status_creating() {
        ResourceModel model = started(EBS);
        account.clock.advance(Duration.ofMinutes(2));

        Run run = account.read(identified(model.getRecoveryPointId()));

        assertThat(run.model().getStatus()).isEqualTo("CREATING");
        assertThat(run.model().getResourceArn()).isEqualTo(EBS);
        assertThat(run.model().getRecoveryPointId()).isEqualTo(model.getRecoveryPointId());
    }

    @Test
    void a_job_that_ended_without_a_point_is_not_found() {
        account.world.nextBackupEnds(EBS, JobState.FAILED, "no permission");
        ResourceModel model = account.create(backupOf(EBS)).model();

        failed(
                account.read(identified(model.getRecoveryPointId())),
                HandlerErrorCode.NotFound,
                "no permission",
                "FAILED");
    }

    @Test
    void a_forgotten_job_is_found_by_its_id_in_the_arn() {
        ResourceModel created = account.create(backupOf(RDS)).model();
        account.create(backupOf(RDS));
        account.clock.advance(Duration.ofDays(40));

        Run run = account.read(identified(created.getRecoveryPointId()));

        assertThat(run.model().getRecoveryPointArn()).isEqualTo(created.getRecoveryPointArn());
        assertThat(run.model().getRecoveryPointId()).isEqualTo(created.getRecoveryPointId());
    }

    @ParameterizedTest
    @EnumSource(
            value = Alternative.class,
            names = {"LOWER_CASE_JOB_IDS", "EMPTIED_COMPOSITE_IS_REMOVED"})
    void a_forgotten_job_is_found_in_an_arn_whatever_the_case_of_its_id(Alternative alternative) {
        account.world.assume(alternative);
        ResourceModel created = account.create(backupOf(RDS)).model();
        account.clock.advance(Duration.ofDays(40));

        assertThat(account.read(identified(created.getRecoveryPointId()))
                        .model()
                        .getRecoveryPointArn())
                .isEqualTo(created.getRecoveryPointArn());
    }

    @Test
    void the_only_on_demand_backup_of_a_forgotten_jobs_resource_is_named_and_not_taken() {
        ResourceModel created = account.create(backupOf(EBS)).model();
        account.clock.advance(Duration.ofDays(40));
        ResourceModel requested = backupOf(EBS);
        requested.setRecoveryPointId(created.getRecoveryPointId());

        failed(
                account.read(requested),
                HandlerErrorCode.InvalidRequest,
                "Candidates: " + created.getRecoveryPointArn(),
                "Import the right one by its ARN");
    }

    @Test
    void another_backup_of_a_forgotten_jobs_resource_is_never_deleted_in_the_place_of_its_own() {
        ResourceModel created = account.create(backupOf(EBS)).model();
        account.world.removeBehindTheApi(created.getRecoveryPointArn());
        String others = account.world
                .point(VAULT, ProtectedResourceType.EBS)
                .resource(EBS)
                .put();
        account.clock.advance(Duration.ofDays(40));
        ResourceModel requested = backupOf(EBS);
        requested.setRecoveryPointId(created.getRecoveryPointId());

        failed(account.delete(requested), HandlerErrorCode.InvalidRequest, others, "ARN");
        assertThat(account.world.exists(others)).isTrue();
    }

    @Test
    void two_candidates_are_an_error_that_names_both_and_nothing_is_deleted() {
        ResourceModel created = account.create(backupOf(EBS)).model();
        ResourceModel second = backupOf(EBS);
        second.setStartWindowMinutes(60L);
        String other = account.create(second).model().getRecoveryPointArn();
        account.clock.advance(Duration.ofDays(40));
        ResourceModel requested = identified(created.getRecoveryPointId());
        requested.setResourceArn(EBS);

        failed(account.read(requested), HandlerErrorCode.InvalidRequest, created.getRecoveryPointArn(), other, "ARN");
        failed(account.delete(requested), HandlerErrorCode.InvalidRequest, created.getRecoveryPointArn(), other);
        assertThat(account.world.pointsIn(VAULT)).hasSize(2);
    }

    @Test
    void without_the_resource_and_the_role_one_candidate_is_not_proof_enough() {
        ResourceModel created = account.create(backupOf(EBS)).model();
        account.clock.advance(Duration.ofDays(40));
        ResourceModel withoutRole = identified(created.getRecoveryPointId());
        withoutRole.setResourceArn(EBS);

        for (ResourceModel requested : List.of(identified(created.getRecoveryPointId()), withoutRole)) {
            failed(account.delete(requested), HandlerErrorCode.InvalidRequest, created.getRecoveryPointArn());
        }
        assertThat(account.world.pointsIn(VAULT)).hasSize(1);
    }

    @Test
    void a_forgotten_job_whose_point_is_gone_is_not_found() {
        ResourceModel created = account.create(backupOf(EBS)).model();
        account.clock.advance(Duration.ofDays(40));
        account.world.removeBehindTheApi(created.getRecoveryPointArn());
        // This recovery point is another one: it was made on another day.
        account.world.point(VAULT, ProtectedResourceType.EBS).resource(EBS).put();

        failed(account.read(identified(created.getRecoveryPointId())), HandlerErrorCode.NotFound, "no longer knows");
        failed(account.delete(identified(created.getRecoveryPointId())), HandlerErrorCode.NotFound, "no longer knows");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ResourceNotFoundException", "InvalidParameterValueException"})
    void a_point_whose_tags_aws_backup_does_not_tell_is_read_without_them(String error) {
        String arn =
                account.world.point(VAULT, ProtectedResourceType.RDS_CONTINUOUS).put();
        account.backup
                .faults()
                .inject(
                        Fault.error(AwsError.of(error, 400, "ERROR_2603", "Cannot find recovery point.")),
                        BackupOperation.LIST_TAGS);

        Run run = account.read(identified(arn));

        LocalAccount.succeeded(run);
        assertThat(run.model().getTags()).isNull();
    }
}
