package community.backup.recoverypoint;

import static community.backup.recoverypoint.LocalAccount.EBS;
import static community.backup.recoverypoint.LocalAccount.EFS;
import static community.backup.recoverypoint.LocalAccount.RDS;
import static community.backup.recoverypoint.LocalAccount.VAULT;
import static community.backup.recoverypoint.LocalAccount.backupOf;
import static community.backup.recoverypoint.LocalAccount.identified;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.type.TypeReference;
import community.backup.local.awsbackup.BackupOperation;
import community.backup.local.awsbackup.CallRecord;
import community.backup.local.awsbackup.ProtectedResourceType;
import community.backup.recoverypoint.LocalAccount.Call;
import community.backup.recoverypoint.LocalAccount.Operations;
import community.backup.recoverypoint.LocalAccount.Run;
import community.backup.recoverypoint.LocalAccount.Step;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.cloudformation.proxy.HandlerErrorCode;
import software.amazon.cloudformation.proxy.OperationStatus;
import software.amazon.cloudformation.resource.Serializer;

/**
 * Tests that a handler refuses a context with impossible values, and one that contradicts the model. CloudFormation
 * stores the context outside of the handler.
 */
@NullMarked
class CallbackContextTest {
    private final LocalAccount account = new LocalAccount();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"startedAt\": -1}",
                "{\"startedAt\": 9223372036854775807}",
                "{\"errors\": -1}",
                "{\"errors\": 2147483647}",
                "{\"doubtfulSince\": -1}",
                "{\"madeAt\": -5}",
                "{\"acceptedAt\": 253402300800000}",
                "{\"statusSince\": -9223372036854775808}",
                "{\"nestedExpired\": {\"arn:aws:backup:x\": -1}}",
                "{\"nestedFound\": -1}",
                "{\"nestedBusy\": -1}",
                "{\"pages\": {\"jobs\": null}}",
                "{\"candidates\": [null]}",
                "{\"nestedAccepted\": {\"arn:aws:backup:x\": null}}",
                "{\"nestedAccepted\": {\"arn:aws:backup:x\": -1}}"
            })
    void what_no_invocation_can_have_written_is_no_context(String json) {
        assertThatThrownBy(() -> read(json)).hasMessageContaining(json.split("\"", 3)[1]);
    }

    @Test
    void what_another_version_wrote_besides_is_left_out() throws IOException {
        assertThat(read("{\"startedAt\": 5, \"nestedAcceptedAt\": 7, \"later\": {\"version\": [2]}}"))
                .isEqualTo(CallbackContext.builder().startedAt(5L).build());
        assertThat(read("{}")).isEqualTo(CallbackContext.builder().build());
    }

    @ParameterizedTest
    @EnumSource(
            value = Operations.class,
            names = {"READ", "UPDATE", "DELETE"})
    void an_arn_in_it_never_leads_to_another_recovery_point(Operations operation) {
        String mine = account.world.point(VAULT, ProtectedResourceType.EFS).put();
        String other = account.world.point(VAULT, ProtectedResourceType.EFS).put();
        CallbackContext tampered =
                CallbackContext.builder().arn(other).startedAt(0L).build();

        account.invoke(operation, new Call(identified(mine)).from(identified(mine)), identified(mine), tampered);

        assertThat(subjects()).containsOnly(mine);
    }

    @Test
    void an_arn_in_it_never_leads_to_another_recovery_point_than_the_jobs() {
        String other = account.world.point(VAULT, ProtectedResourceType.EBS).put();
        Run created = account.create(backupOf(EBS));
        ResourceModel byJob = identified(created.model().getRecoveryPointId());
        CallbackContext tampered =
                CallbackContext.builder().arn(other).startedAt(0L).build();
        account.backup.forgetCalls();

        Step step = account.invoke(Operations.DELETE, new Call(byJob), byJob, tampered);

        assertThat(subjects())
                .containsOnly(jobOf(created.model()), created.model().getRecoveryPointArn());
        assertThat(step.event().getResourceModel().getRecoveryPointArn())
                .isEqualTo(created.model().getRecoveryPointArn());
    }

    @Test
    void what_a_job_made_is_resolved_once_in_a_delete() {
        Run created = account.create(backupOf(EBS));
        account.clock.advance(Duration.ofHours(1));
        account.backup.forgetCalls();

        Run run = account.delete(identified(created.model().getRecoveryPointId()));

        LocalAccount.succeeded(run);
        assertThat(run.steps()).hasSizeGreaterThan(2);
        assertThat(account.backup.calls(BackupOperation.DESCRIBE_BACKUP_JOB)).hasSize(1);
    }

    @Test
    void a_job_in_it_never_makes_another_backup_the_resource() {
        Run others = account.create(backupOf(RDS));
        Call create = new Call(backupOf(EBS));
        Step first = account.invoke(Operations.CREATE, create, backupOf(EBS), null);
        CallbackContext tampered = first.event().getCallbackContext().toBuilder()
                .jobId(jobOf(others.model()))
                .build();
        account.backup.forgetCalls();

        Step step = account.invoke(Operations.CREATE, create, first.event().getResourceModel(), tampered);

        assertThat(step.event().getStatus()).isEqualTo(OperationStatus.FAILED);
        assertThat(step.event().getErrorCode()).isEqualTo(HandlerErrorCode.InvalidRequest);
        assertThat(step.message()).contains("callbackContext.jobId", jobOf(others.model()));
        assertThat(step.event().getResourceModel().getRecoveryPointId())
                .as("what CloudFormation needs to delete what the job makes")
                .isEqualTo(first.event().getResourceModel().getRecoveryPointId());
        assertThat(account.backup.calls()).isEmpty();
    }

    @Test
    void a_job_in_it_never_gives_an_identity_to_a_create_that_has_none() {
        Run others = account.create(backupOf(EBS));
        CallbackContext tampered = CallbackContext.builder()
                .startedAt(0L)
                .jobId(jobOf(others.model()))
                .build();
        account.backup.forgetCalls();

        Step step = account.invoke(Operations.CREATE, new Call(backupOf(EFS)), backupOf(EFS), tampered);

        assertThat(step.event().getErrorCode()).isEqualTo(HandlerErrorCode.InvalidRequest);
        assertThat(step.event().getResourceModel()).isNull();
        assertThat(account.backup.calls()).isEmpty();
    }

    @Test
    void a_context_does_not_spare_a_create_the_check_of_its_input() {
        ResourceModel nothing = ResourceModel.builder().backupVaultName(VAULT).build();

        Step step = account.invoke(
                Operations.CREATE,
                new Call(nothing),
                nothing,
                CallbackContext.builder().startedAt(5L).build());

        assertThat(step.event().getErrorCode()).isEqualTo(HandlerErrorCode.InvalidRequest);
        assertThat(step.message()).contains("ResourceArn is missing");
        assertThat(account.backup.calls()).isEmpty();
    }

    private List<String> subjects() {
        return account.backup.calls().stream()
                .map(CallRecord::subject)
                .filter(subject -> !subject.isEmpty())
                .toList();
    }

    /** Reads a context as the runtime does. */
    private static CallbackContext read(String json) throws IOException {
        return new Serializer().deserialize(json, new TypeReference<CallbackContext>() {});
    }

    /** The backup job in an identity of the form backup-job/JOB-ID/CREATION-TIME. */
    private static String jobOf(ResourceModel model) {
        return model.getRecoveryPointId().split("/", 3)[1];
    }
}
