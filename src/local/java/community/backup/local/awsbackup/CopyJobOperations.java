package community.backup.local.awsbackup;

import static community.backup.local.awsbackup.BackupJobOperations.matches;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * StartCopyJob, DescribeCopyJob, ListCopyJobs. A copy takes as long as a backup of its type, and has its own ARN and
 * retention.
 */
final class CopyJobOperations {
    private static final Set<String> FILTERS = Set.of(
            "accountId",
            "completeAfter",
            "completeBefore",
            "createdAfter",
            "createdBefore",
            "destinationVaultArn",
            "maxResults",
            "messageCategory",
            "nextToken",
            "parentJobId",
            "resourceArn",
            "resourceType",
            "sourceRecoveryPointArn",
            "state");
    private static final Set<JobState> STATES =
            Set.of(JobState.CREATED, JobState.RUNNING, JobState.COMPLETED, JobState.FAILED, JobState.PARTIAL);

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
        CopyJob job = plan(
                source,
                call.required("DestinationBackupVaultArn"),
                call.required("IamRoleArn"),
                LifecycleRule.of(call.body().get("Lifecycle")).supportedBy(source.type),
                call.time(),
                Optional.empty());
        token.ifPresent(text -> store.tokens.put(text, job));
        return job.started();
    }

    /** Starts a copy, and decides its whole course at once. */
    CopyJob plan(
            StoredPoint source,
            String destination,
            String role,
            LifecycleRule lifecycle,
            Instant created,
            Optional<BackupPlan.Origin> origin) {
        String id = store.ids.uuid().toUpperCase(Locale.ROOT);
        Instant begin = created.plus(store.jobStartsAfter);
        Instant end = begin.plus(store.backupTakes(source.type));
        Timeline<StoredJob.JobPhase> timeline = new Timeline<StoredJob.JobPhase>()
                .set(created, new StoredJob.JobPhase(JobState.CREATED, null))
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
        if (copy != null) {
            copy.origin = origin;
        }
        CopyJob job = new CopyJob(id, source, destination, role, lifecycle, created, end, copy, origin, timeline);
        store.copies.put(id, job);
        return job;
    }

    Shape describe(ApiCall call) {
        @Nullable CopyJob job = store.copies.get(call.jobId());
        if (job == null || call.time().isBefore(job.created())) {
            throw AwsError.notFound("Cannot find copy job.").thrown();
        }
        StoredJob.JobPhase phase = job.timeline().at(call.time()).orElseThrow();
        return new Shape().with("CopyJob", job.shape(phase, store.account.id()));
    }

    Shape list(ApiCall call) {
        BackupJobOperations.checkFilters(call, FILTERS, STATES);
        TreeMap<String, CopyJob> jobs = new TreeMap<>();
        for (CopyJob job : store.copies.values()) {
            jobs.put("%019d %s".formatted(Long.MAX_VALUE - job.created().toEpochMilli(), job.id()), job);
        }
        Pages.ListPage<Shape> page = Pages.of(call, store, jobs, job -> phase(job, call.time())
                .filter(phase -> listed(job, phase, call))
                .map(phase -> job.shape(phase, store.account.id())));
        return new Shape().with("CopyJobs", page.items()).with("NextToken", page.next());
    }

    /** The job's phase; empty before the job was created and after its record has expired. */
    private Optional<StoredJob.JobPhase> phase(CopyJob job, Instant time) {
        Instant remembered = job.created().plus(store.jobRecordsLast);
        return job.timeline().at(time).filter(phase -> phase.state().active() || time.isBefore(remembered));
    }

    private boolean listed(CopyJob job, StoredJob.JobPhase phase, ApiCall call) {
        Optional<Instant> completed = phase.state().active() ? Optional.empty() : Optional.of(job.end());
        return matches(call.query("resourceArn"), job.source().resourceArn)
                && matches(call.query("resourceType"), job.source().type.wireName())
                && matches(call.query("state"), phase.state().name())
                && matches(call.query("destinationVaultArn"), job.destinationVaultArn())
                && matches(call.query("sourceRecoveryPointArn"), job.source().arn)
                && matches(call.query("accountId").filter(id -> !id.equals("*")), store.account.id())
                && matches(call.query("messageCategory"), StoredJob.category(phase))
                // The local service copies a composite with a single job.
                && call.query("parentJobId").isEmpty()
                && BackupJobOperations.inTime(call, job.created(), completed);
    }
}
