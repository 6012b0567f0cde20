package community.backup.recoverypoint;

import static community.backup.recoverypoint.LocalAccount.EFS;
import static community.backup.recoverypoint.LocalAccount.START;
import static community.backup.recoverypoint.LocalAccount.VAULT;
import static community.backup.recoverypoint.LocalAccount.backupOf;
import static org.assertj.core.api.Assertions.assertThat;

import community.backup.recoverypoint.LocalAccount.Call;
import community.backup.recoverypoint.LocalAccount.Operations;
import community.backup.recoverypoint.LocalAccount.Step;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mockito.Mockito;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.backup.BackupClient;
import software.amazon.awssdk.services.backup.model.BackupJob;
import software.amazon.awssdk.services.backup.model.DeleteRecoveryPointRequest;
import software.amazon.awssdk.services.backup.model.DeleteRecoveryPointResponse;
import software.amazon.awssdk.services.backup.model.DescribeBackupJobRequest;
import software.amazon.awssdk.services.backup.model.DescribeBackupJobResponse;
import software.amazon.awssdk.services.backup.model.ListBackupJobsRequest;
import software.amazon.awssdk.services.backup.model.ListBackupJobsResponse;
import software.amazon.awssdk.services.backup.model.ResourceNotFoundException;
import software.amazon.awssdk.services.backup.model.StopBackupJobRequest;
import software.amazon.awssdk.services.backup.model.StopBackupJobResponse;
import software.amazon.cloudformation.proxy.HandlerErrorCode;
import software.amazon.cloudformation.proxy.OperationStatus;

/**
 * Tests the rollback of a create whose backup job still runs and whose ARN was known at once. Only the list of jobs
 * shows which job makes the recovery point. AWS does not document whether a running job in the list already has its
 * ARN.
 */
@NullMarked
class DeleteOfARunningBackupTest {
    private static final String ARN = "arn:aws:backup:eu-west-1:123456789012:recovery-point:1";
    private static final String OTHER = "arn:aws:backup:eu-west-1:123456789012:recovery-point:2";

    private final LocalAccount account = new LocalAccount();
    private final BackupClient client = Mockito.mock(BackupClient.class);

    @BeforeEach
    void theRecoveryPointIsNotThereYet() {
        Mockito.when(client.deleteRecoveryPoint(Mockito.any(DeleteRecoveryPointRequest.class)))
                .thenThrow(notFound());
        // A single wrong answer. The job exists, because AWS Backup lists it.
        Mockito.when(client.describeBackupJob(Mockito.any(DescribeBackupJobRequest.class)))
                .thenThrow(notFound())
                .thenReturn(DescribeBackupJobResponse.builder()
                        .backupJobId("its-job")
                        .state("RUNNING")
                        .build());
        Mockito.when(client.stopBackupJob(Mockito.any(StopBackupJobRequest.class)))
                .thenReturn(StopBackupJobResponse.builder().build());
        account.use(client);
    }

    private static ResourceNotFoundException notFound() {
        return ResourceNotFoundException.builder()
                .awsErrorDetails(AwsErrorDetails.builder()
                        .errorCode("ResourceNotFoundException")
                        .errorMessage("Cannot find it.")
                        .build())
                .build();
    }

    private static BackupJob job(String id, @Nullable String arn, Instant created) {
        return BackupJob.builder()
                .backupJobId(id)
                .state("RUNNING")
                .resourceArn(EFS)
                .recoveryPointArn(arn)
                .creationDate(created)
                .build();
    }

    private void listed(BackupJob... jobs) {
        Mockito.when(client.listBackupJobs(Mockito.any(ListBackupJobsRequest.class)))
                .thenReturn(ListBackupJobsResponse.builder()
                        .backupJobs(job("another", OTHER, START))
                        .nextToken("more")
                        .build())
                .thenReturn(ListBackupJobsResponse.builder()
                        .backupJobs(List.of())
                        .nextToken("more still")
                        .build())
                .thenReturn(ListBackupJobsResponse.builder().backupJobs(jobs).build());
    }

    private Step delete(Instant created) {
        ResourceModel model = backupOf(EFS).toBuilder()
                .recoveryPointId(ARN)
                .recoveryPointArn(ARN)
                .creationDate(created.toString())
                .build();
        return account.invoke(Operations.DELETE, new Call(model), model, null);
    }

    private void assertThatItsJobIsStopped(Step first) {
        assertThat(first.event().getStatus()).as(first.message()).isEqualTo(OperationStatus.IN_PROGRESS);
        Mockito.verify(client, Mockito.never()).stopBackupJob(Mockito.any(StopBackupJobRequest.class));
        ResourceModel model = first.event().getResourceModel();
        Step step = account.invoke(
                Operations.DELETE, new Call(model), model, first.event().getCallbackContext());
        assertThat(step.event().getStatus()).as(step.message()).isEqualTo(OperationStatus.IN_PROGRESS);
        Mockito.verify(client).stopBackupJob(Mockito.<StopBackupJobRequest>argThat(request -> request.backupJobId()
                .equals("its-job")));
        Mockito.verify(client, Mockito.times(4))
                .listBackupJobs(Mockito.<ListBackupJobsRequest>argThat(
                        request -> VAULT.equals(request.byBackupVaultName()) && EFS.equals(request.byResourceArn())));
    }

    @Test
    void the_job_is_found_on_any_page_and_stopped() {
        listed(job("its-job", ARN, START));

        assertThatItsJobIsStopped(delete(START));
    }

    @Test
    void a_job_that_is_listed_without_its_arn_is_known_by_its_creation() {
        listed(job("its-job", null, START));

        assertThatItsJobIsStopped(delete(START));
    }

    @Test
    void what_its_job_makes_after_the_request_is_not_missing() {
        Mockito.reset(client);
        account.use(client);
        Mockito.when(client.listBackupJobs(Mockito.any(ListBackupJobsRequest.class)))
                .thenReturn(ListBackupJobsResponse.builder()
                        .backupJobs(job("its-job", ARN, START))
                        .build());
        Mockito.when(client.describeBackupJob(Mockito.any(DescribeBackupJobRequest.class)))
                .thenReturn(DescribeBackupJobResponse.builder()
                        .backupJobId("its-job")
                        .state("COMPLETED")
                        .recoveryPointArn(ARN)
                        .completionDate(START)
                        .build());
        Mockito.when(client.deleteRecoveryPoint(Mockito.any(DeleteRecoveryPointRequest.class)))
                .thenThrow(notFound())
                .thenReturn(DeleteRecoveryPointResponse.builder().build());

        Step step = delete(START);

        assertThat(step.event().getStatus()).as(step.message()).isEqualTo(OperationStatus.IN_PROGRESS);
        Mockito.verify(client, Mockito.times(2)).deleteRecoveryPoint(Mockito.any(DeleteRecoveryPointRequest.class));
    }

    @Test
    void a_job_of_another_time_without_an_arn_is_left_alone() {
        Instant longAgo = START.minusSeconds(3600);
        listed(job("another-still", null, START));

        Step step = delete(longAgo);

        assertThat(step.event().getErrorCode()).as(step.message()).isEqualTo(HandlerErrorCode.NotFound);
        Mockito.verify(client, Mockito.never()).stopBackupJob(Mockito.any(StopBackupJobRequest.class));
    }

    @Test
    void a_backup_that_was_just_started_is_waited_for_although_no_job_is_listed_yet() {
        listed();

        Step step = delete(START);

        assertThat(step.event().getStatus()).as(step.message()).isEqualTo(OperationStatus.IN_PROGRESS);
        Mockito.verify(client, Mockito.never()).stopBackupJob(Mockito.any(StopBackupJobRequest.class));
    }
}
