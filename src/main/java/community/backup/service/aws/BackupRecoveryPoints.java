package community.backup.service.aws;

import community.backup.failure.CallResult;
import community.backup.failure.ErrorKind;
import community.backup.failure.ServiceFailure;
import community.backup.service.Arn;
import community.backup.service.BackupJob;
import community.backup.service.BackupOrder;
import community.backup.service.Bookmarks;
import community.backup.service.DeletionAnswer;
import community.backup.service.Page;
import community.backup.service.PointLifecycle;
import community.backup.service.PointQuery;
import community.backup.service.RecoveryPoint;
import community.backup.service.RecoveryPoints;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.backup.BackupClient;
import software.amazon.awssdk.services.backup.model.BackupRequest;
import software.amazon.awssdk.services.backup.model.BackupResponse;
import software.amazon.awssdk.services.backup.model.DeleteRecoveryPointRequest;
import software.amazon.awssdk.services.backup.model.DeleteRecoveryPointResponse;
import software.amazon.awssdk.services.backup.model.DescribeBackupJobRequest;
import software.amazon.awssdk.services.backup.model.DescribeRecoveryPointRequest;
import software.amazon.awssdk.services.backup.model.ListBackupJobsRequest;
import software.amazon.awssdk.services.backup.model.ListRecoveryPointsByBackupVaultRequest;
import software.amazon.awssdk.services.backup.model.ListRecoveryPointsByBackupVaultResponse;
import software.amazon.awssdk.services.backup.model.StartBackupJobRequest;
import software.amazon.awssdk.services.backup.model.StartBackupJobResponse;
import software.amazon.awssdk.services.backup.model.StopBackupJobRequest;
import software.amazon.awssdk.services.backup.model.StopBackupJobResponse;
import software.amazon.awssdk.services.backup.model.UpdateRecoveryPointLifecycleRequest;

/** Implements {@link RecoveryPoints} by calls of AWS Backup, for one invocation. */
final class BackupRecoveryPoints implements RecoveryPoints {
    /** The largest page that AWS Backup returns. */
    static final int MOST_RESULTS = 1000;

    /**
     * The search for a job covers the time of its creation, and this much before and after it, because times can be
     * rounded.
     */
    private static final Duration AROUND = Duration.ofMinutes(1);

    /** The most calls of StartBackupJob if its answer cannot be understood. */
    private static final int STARTS = 3;

    private final BackupCalls calls;
    private final BooleanSupplier patient;
    private final Bookmarks bookmarks;

    /**
     * @param calls has the invocation's credentials and time
     * @param patient whether the next call is retried within the invocation, because no other invocation follows
     * @param bookmarks where to continue the listings that an earlier invocation has not finished
     */
    BackupRecoveryPoints(BackupCalls calls, BooleanSupplier patient, Bookmarks bookmarks) {
        this.calls = calls;
        this.patient = patient;
        this.bookmarks = bookmarks;
    }

    @Override
    public BackupOrder.Accepted start(BackupOrder order) {
        // The job may have been started although the answer is malformed. The same token does not start a second one.
        for (int left = STARTS; ; left--) {
            try {
                return startOnce(order);
            } catch (ServiceFailure failure) {
                if (failure.kind() != ErrorKind.DOUBTFUL || left == 1) {
                    throw failure;
                }
            }
        }
    }

    private BackupOrder.Accepted startOnce(BackupOrder order) {
        StartBackupJobRequest request = StartBackupJobRequest.builder()
                .backupVaultName(order.vaultName())
                .resourceArn(order.resourceArn())
                .iamRoleArn(order.roleArn())
                .idempotencyToken(order.token())
                .lifecycle(SdkTranslator.lifecycle(order.lifecycle()))
                .recoveryPointTags(order.tags().isEmpty() ? null : order.tags())
                .backupOptions(order.options().isEmpty() ? null : order.options())
                .startWindowMinutes(order.startWindowMinutes())
                .completeWindowMinutes(order.completeWindowMinutes())
                .build();
        StartBackupJobResponse answer = calls.makeInVault(
                        order.vaultName(),
                        "StartBackupJob",
                        order.resourceArn(),
                        patient.getAsBoolean(),
                        request,
                        BackupClient::startBackupJob)
                .orThrow();
        Fields fields = calls.fields("StartBackupJob", order.resourceArn());
        String jobId = fields.jobId(answer.backupJobId());
        Instant createdAt = fields.needed("CreationDate", fields.time("CreationDate", answer.creationDate()));
        if (createdAt.isAfter(fields.now().plus(BackupJob.CLOCKS_DIFFER))) {
            // The time becomes part of the identity. If it is in the future, a later delete concludes that no such job
            // exists.
            throw fields.failure("with CreationDate " + createdAt + ", which is in the future");
        }
        // If the ARN is malformed, the job identifies the recovery point.
        String arn = Optional.ofNullable(answer.recoveryPointArn())
                .filter(Arn::isExact)
                .orElse(null);
        return new BackupOrder.Accepted(jobId, createdAt, arn);
    }

    @Override
    public Optional<BackupJob> job(String jobId) {
        DescribeBackupJobRequest request =
                DescribeBackupJobRequest.builder().backupJobId(jobId).build();
        return calls.make(
                        "DescribeBackupJob",
                        "backup job " + jobId,
                        patient.getAsBoolean(),
                        request,
                        BackupClient::describeBackupJob)
                .unlessMissing()
                .map(answer -> {
                    Fields fields = calls.fields("DescribeBackupJob", "backup job " + jobId);
                    BackupJob job = SdkTranslator.job(fields, answer);
                    fields.same("BackupJobId", jobId, job.jobId());
                    return job;
                });
    }

    @Override
    public Optional<BackupJob> jobOf(String vaultName, String arn, String resourceArn, @Nullable Instant startedAt) {
        Listing<BackupJob> jobs =
                new Listing<>("jobs", bookmarks, token -> jobs(vaultName, resourceArn, startedAt, token));
        Optional<BackupJob> possible = Optional.empty();
        // A job that may be the right one ends the search too. Its recovery point may not exist before the job has
        // ended.
        while (possible.isEmpty() && jobs.hasNext()) {
            for (BackupJob job : jobs.next()) {
                boolean unnamed =
                        job.recoveryPointArn() == null && RecoveryPoint.canBeOf(resourceArn, job.resourceArn());
                boolean comparable =
                        startedAt != null && job.createdAt() != null && resourceArn.equals(job.resourceArn());
                if (arn.equals(job.recoveryPointArn())
                        || (unnamed && comparable && Objects.equals(startedAt, job.createdAt()))) {
                    jobs.close();
                    // AWS Backup lists the job, so it exists, even if one DescribeBackupJob does not find it. The
                    // handler does not stop it before one finds it.
                    return job(job.jobId()).or(() -> Optional.of(job.unidentified()));
                }
                if (unnamed && !comparable && !job.state().ended()) {
                    possible = Optional.of(job.unidentified());
                }
            }
        }
        jobs.close();
        return possible;
    }

    private Page<BackupJob> jobs(
            String vaultName, String resourceArn, @Nullable Instant startedAt, @Nullable String token) {
        ListBackupJobsRequest request = ListBackupJobsRequest.builder()
                .byBackupVaultName(vaultName)
                .byResourceArn(resourceArn)
                .byCreatedAfter(startedAt == null ? null : startedAt.minus(AROUND))
                .byCreatedBefore(startedAt == null ? null : startedAt.plus(AROUND))
                .maxResults(MOST_RESULTS)
                .nextToken(token)
                .build();
        return calls.jobs(vaultName, "resource " + resourceArn, patient.getAsBoolean(), request);
    }

    @Override
    public Iterator<List<BackupJob>> nestedJobs(String vaultName, String parentJobId) {
        return new Listing<>(
                NESTED_JOBS,
                bookmarks,
                token -> calls.jobs(
                        vaultName,
                        "backup job " + parentJobId,
                        patient.getAsBoolean(),
                        ListBackupJobsRequest.builder()
                                .byParentJobId(parentJobId)
                                .maxResults(MOST_RESULTS)
                                .nextToken(token)
                                .build()));
    }

    @Override
    public Optional<Boolean> stop(String jobId) {
        StopBackupJobRequest request =
                StopBackupJobRequest.builder().backupJobId(jobId).build();
        CallResult<StopBackupJobResponse> answer = calls.make(
                "StopBackupJob", "backup job " + jobId, patient.getAsBoolean(), request, BackupClient::stopBackupJob);
        if (answer.failedAs(ErrorKind.MISSING) || answer.failedAs(ErrorKind.BUSY)) {
            return Optional.empty();
        }
        if (answer.failedAs(ErrorKind.REFUSED)) {
            return Optional.of(false);
        }
        answer.orThrow();
        return Optional.of(true);
    }

    @Override
    public Optional<RecoveryPoint> find(String vaultName, String arn) {
        DescribeRecoveryPointRequest request = DescribeRecoveryPointRequest.builder()
                .backupVaultName(vaultName)
                .recoveryPointArn(arn)
                .build();
        return inVault(vaultName, "DescribeRecoveryPoint", arn, request, BackupClient::describeRecoveryPoint)
                .unlessMissing()
                .map(answer -> {
                    Fields fields = calls.fields("DescribeRecoveryPoint", arn);
                    RecoveryPoint point = SdkTranslator.point(fields, vaultName, answer);
                    fields.same("RecoveryPointArn", arn, point.arn());
                    return point;
                });
    }

    @Override
    public Page<RecoveryPoint> page(PointQuery query) {
        ListRecoveryPointsByBackupVaultRequest request = ListRecoveryPointsByBackupVaultRequest.builder()
                .backupVaultName(query.vaultName())
                .byResourceArn(query.resourceArn())
                .byParentRecoveryPointArn(query.parentArn())
                .byCreatedAfter(query.createdAfter())
                .byCreatedBefore(query.createdBefore())
                .nextToken(query.token())
                .maxResults(query.maxResults())
                .build();
        CallResult<ListRecoveryPointsByBackupVaultResponse> page = inVault(
                query.vaultName(),
                "ListRecoveryPointsByBackupVault",
                "vault " + query.vaultName(),
                request,
                BackupClient::listRecoveryPointsByBackupVault);
        if (query.parentArn() != null && page.failedAs(ErrorKind.MISSING)) {
            // The composite is gone, so nothing is nested in it.
            return new Page<>(List.of(), null);
        }
        ListRecoveryPointsByBackupVaultResponse answer = calls.unlessVaultIsMissing(
                        page,
                        ErrorKind.MISSING,
                        query.vaultName(),
                        "ListRecoveryPointsByBackupVault",
                        patient.getAsBoolean())
                .orThrow();
        Fields fields = calls.fields("ListRecoveryPointsByBackupVault", "vault " + query.vaultName());
        return new Page<>(
                fields.list("RecoveryPoints", answer.hasRecoveryPoints(), answer.recoveryPoints()).stream()
                        .map(each -> SdkTranslator.point(fields, query.vaultName(), each))
                        .toList(),
                fields.nextToken(query.token(), answer.nextToken()));
    }

    @Override
    public Iterator<List<RecoveryPoint>> pages(PointQuery query) {
        String listing = query.parentArn() == null ? "candidates" : query.parentArn();
        return new Listing<>(listing, bookmarks, token -> page(query.from(token, MOST_RESULTS)));
    }

    @Override
    public DeletionAnswer delete(String vaultName, String arn) {
        DeleteRecoveryPointRequest request = DeleteRecoveryPointRequest.builder()
                .backupVaultName(vaultName)
                .recoveryPointArn(arn)
                .build();
        CallResult<DeleteRecoveryPointResponse> answer =
                inVault(vaultName, "DeleteRecoveryPoint", arn, request, BackupClient::deleteRecoveryPoint);
        if (answer.failedAs(ErrorKind.MISSING)) {
            return new DeletionAnswer.Missing(answer.message());
        }
        if (answer.failedAs(ErrorKind.BUSY)) {
            return new DeletionAnswer.Busy(answer.message());
        }
        ServiceFailure failure = answer.failure();
        if (failure != null && failure.kind() == ErrorKind.REFUSED) {
            return new DeletionAnswer.Refused(failure.code(), failure.getMessage(), failure.refusal());
        }
        answer.orThrow();
        return new DeletionAnswer.Accepted();
    }

    @Override
    public void changeLifecycle(String vaultName, String arn, PointLifecycle lifecycle) {
        UpdateRecoveryPointLifecycleRequest request = UpdateRecoveryPointLifecycleRequest.builder()
                .backupVaultName(vaultName)
                .recoveryPointArn(arn)
                .lifecycle(SdkTranslator.lifecycle(lifecycle.withExplicitDays()))
                .build();
        inVault(vaultName, "UpdateRecoveryPointLifecycle", arn, request, BackupClient::updateRecoveryPointLifecycle)
                .orThrow();
    }

    @Override
    public Optional<Map<String, String>> tags(String arn) {
        CallResult<Optional<Map<String, String>>> tags = calls.tags(arn, patient.getAsBoolean());
        // AWS Backup answers so for recovery points that it cannot tag. They exist all the same.
        boolean untaggable = tags.failedAs(ErrorKind.MISSING) || tags.failedAs(ErrorKind.REFUSED);
        return untaggable ? Optional.empty() : tags.orThrow();
    }

    @Override
    public void tag(String arn, Map<String, String> tags) {
        calls.tag(arn, patient.getAsBoolean(), tags);
    }

    @Override
    public void untag(String arn, Set<String> keys) {
        calls.untag(arn, patient.getAsBoolean(), keys);
    }

    private <Q extends BackupRequest, A extends BackupResponse> CallResult<A> inVault(
            String vaultName, String operation, String arn, Q request, BiFunction<BackupClient, Q, A> method) {
        return calls.makeInVault(vaultName, operation, arn, patient.getAsBoolean(), request, method);
    }
}
