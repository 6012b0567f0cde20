package community.backup.local.awsbackup;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** StartCopyJob, DescribeCopyJob. A copy takes as long as a backup of its type, and has its own ARN and retention. */
final class CopyJobOperations {
    private final Store store;

    CopyJobOperations(Store store) {
        this.store = store;
    }

    Shape start(ApiCall call) {
        Optional<String> token = call.text("IdempotencyToken").map(text -> call.operation() + " " + text);
        if (token.isPresent() && store.tokens.get(token.get()) instanceof CopyJob job) {
            return job.started();
        }
        Vault vault = store.vault(call.required("SourceBackupVaultName"));
        StoredPoint source = vault.point(call.required("RecoveryPointArn"))
                .filter(point -> point.at(call.time()).isPresent())
                .orElseThrow(() -> AwsError.noSuchPoint().thrown());
        PointState state = source.at(call.time()).orElseThrow();
        if (source.type.is(ProtectedResourceType.Trait.CONTINUOUS)) {
            throw AwsError.invalidRequest("Copying a continuous recovery point is not supported.")
                    .thrown();
        }
        if (source.type == ProtectedResourceType.EKS_CLUSTER_STATE || !state.settled()) {
            throw AwsError.invalidRequest("The recovery point cannot be copied.")
                    .thrown();
        }
        CopyJob job = plan(call, source);
        store.copies.put(job.id(), job);
        token.ifPresent(text -> store.tokens.put(text, job));
        return job.started();
    }

    private CopyJob plan(ApiCall call, StoredPoint source) {
        String id = store.ids.uuid().toUpperCase(Locale.ROOT);
        String destination = call.required("DestinationBackupVaultArn");
        String role = call.required("IamRoleArn");
        LifecycleRule lifecycle = LifecycleRule.of(call.body().get("Lifecycle")).supportedBy(source.type);
        Instant begin = call.time().plus(store.jobStartsAfter);
        Instant end = begin.plus(store.backupTakes(source.type));
        Timeline<StoredJob.JobPhase> timeline = new Timeline<StoredJob.JobPhase>()
                .set(call.time(), new StoredJob.JobPhase(JobState.CREATED, null))
                .set(begin, new StoredJob.JobPhase(JobState.RUNNING, null));
        Vault target = store.vaults.values().stream()
                .filter(vault -> vault.arn.equals(destination))
                .findFirst()
                .orElse(null);
        StoredPoint copy = null;
        if (target != null && target.lock != null && !target.lock.admits(lifecycle)) {
            timeline.set(
                    end,
                    new StoredJob.JobPhase(
                            JobState.FAILED,
                            "Copy job failed. The retention specified in the job is not within the range specified for "
                                    + "the target Backup Vault."));
        } else {
            timeline.set(end, new StoredJob.JobPhase(JobState.COMPLETED, null));
            copy = target == null ? null : PointPlacement.copy(store, source, target, role, lifecycle, id, end);
        }
        return new CopyJob(id, source, destination, role, lifecycle, call.time(), end, copy, timeline);
    }

    Shape describe(ApiCall call) {
        @Nullable CopyJob job = store.copies.get(call.jobId());
        if (job == null || call.time().isBefore(job.created())) {
            throw AwsError.notFound("Cannot find copy job.").thrown();
        }
        StoredJob.JobPhase phase = job.timeline().at(call.time()).orElseThrow();
        return new Shape().with("CopyJob", job.shape(phase, store.account.id()));
    }
}
