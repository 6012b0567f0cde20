package community.backup.local.awsbackup;

import static community.backup.local.awsbackup.ProtectedResourceType.Trait.CONTINUOUS;
import static community.backup.local.awsbackup.ProtectedResourceType.Trait.STOPPABLE;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** StartBackupJob, DescribeBackupJob, StopBackupJob, ListBackupJobs. */
final class BackupJobOperations {
    private static final long LEAST_START_WINDOW = 60;
    static final long DEFAULT_START_WINDOW = 480;
    private static final long LONGEST_WINDOW = 52_560_000;
    private static final Set<String> PARAMETERS = Set.of(
            "accountId",
            "backupVaultName",
            "completeAfter",
            "completeBefore",
            "createdAfter",
            "createdBefore",
            "maxResults",
            "messageCategory",
            "nextToken",
            "parentJobId",
            "resourceArn",
            "resourceType",
            "state");
    /** Filter values for counts, which exist only in summaries. */
    private static final Set<String> AGGREGATES = Set.of("AGGREGATE_ALL", "*");

    private static final Duration REMEMBERED_AFTER_THE_END = Duration.ofMinutes(15);

    private final Store store;
    private final JobPlanner planner;

    BackupJobOperations(Store store) {
        this.store = store;
        this.planner = new JobPlanner(store);
    }

    Shape start(ApiCall call) {
        Optional<String> token = call.text("IdempotencyToken").map(text -> call.operation() + " " + text);
        if (token.isPresent() && store.tokens.get(token.get()) instanceof StoredJob job) {
            return started(job);
        }
        StoredJob job = planner.plan(request(call), call.time());
        token.ifPresent(text -> store.tokens.put(text, job));
        return started(job);
    }

    private static Shape started(StoredJob job) {
        boolean arnAtOnce = job.request.type().is(ProtectedResourceType.Trait.ARN_AT_ONCE);
        return new Shape()
                .with("BackupJobId", job.id)
                .with("RecoveryPointArn", arnAtOnce ? job.point.arn : null)
                .with("CreationDate", job.created)
                .with("IsParent", job.point.parent());
    }

    private StoredJob.Request request(ApiCall call) {
        Vault vault = store.vault(call.required("BackupVaultName"));
        String resource = call.required("ResourceArn");
        String role = call.required("IamRoleArn");
        ProtectedResourceType type = store.typeOf(resource)
                .filter(some -> !some.is(CONTINUOUS))
                .orElseThrow(() -> AwsError.invalidParameter("Unsupported resource type: " + resource)
                        .thrown());
        Permissions.checkPassing(store, call, role);
        long startWindow = call.number("StartWindowMinutes").orElse(DEFAULT_START_WINDOW);
        Optional<Long> completeWindow = call.number("CompleteWindowMinutes");
        if (startWindow < LEAST_START_WINDOW || startWindow > LONGEST_WINDOW) {
            throw AwsError.invalidParameter(
                            "StartWindowMinutes must be between " + LEAST_START_WINDOW + " and " + LONGEST_WINDOW + ".")
                    .thrown();
        }
        if (completeWindow.filter(m -> m <= startWindow || m > LONGEST_WINDOW).isPresent()) {
            throw AwsError.invalidParameter("CompleteWindowMinutes must be larger than StartWindowMinutes and at most "
                            + LONGEST_WINDOW + ".")
                    .thrown();
        }
        TagOperations.check(call.map("RecoveryPointTags"));
        LifecycleRule lifecycle = LifecycleRule.of(call.body().get("Lifecycle")).supportedBy(type);
        Optional<Vault> airGapped =
                call.text("LogicallyAirGappedBackupVaultArn").map(this::airGapped);
        boolean direct = type.arnForm().fullyManaged();
        return new StoredJob.Request(
                direct ? airGapped.orElse(vault) : vault,
                type,
                resource,
                role,
                Duration.ofMinutes(startWindow),
                completeWindow.map(Duration::ofMinutes),
                airGapped.isPresent() && !direct ? LifecycleRule.UNTIL_COPIED : lifecycle,
                call.map("RecoveryPointTags"),
                call.map("BackupOptions"),
                direct ? Optional.empty() : airGapped.map(target -> new StoredJob.MoveDestination(target, lifecycle)),
                Optional.empty());
    }

    private Vault airGapped(String arn) {
        return store.vaults.values().stream()
                .filter(vault -> vault.arn.equals(arn) && vault.type == VaultType.LOGICALLY_AIR_GAPPED_BACKUP_VAULT)
                .findFirst()
                .orElseThrow(() -> AwsError.invalidParameter("Not a logically air-gapped vault: " + arn)
                        .thrown());
    }

    Shape describe(ApiCall call) {
        StoredJob job = job(call);
        return job.describe(phase(job, call.time()).orElseThrow(BackupJobOperations::unknown), call.time(), account());
    }

    @Nullable Shape stop(ApiCall call) {
        StoredJob job = job(call);
        StoredJob.JobPhase phase = phase(job, call.time()).orElseThrow(BackupJobOperations::unknown);
        if (!job.request.type().is(STOPPABLE)) {
            throw AwsError.invalidRequest("Stopping a backup job is not supported for resource type "
                            + job.request.type().wireName())
                    .thrown();
        }
        if (!phase.state().active() || phase.state() == JobState.ABORTING) {
            throw AwsError.invalidRequest("Backup job cannot be stopped in state " + phase.state())
                    .thrown();
        }
        planner.abort(job, call.time());
        return null;
    }

    Shape list(ApiCall call) {
        checkFilters(call, PARAMETERS, EnumSet.allOf(JobState.class));
        TreeMap<String, StoredJob> jobs = new TreeMap<>();
        for (StoredJob job : store.jobs.values()) {
            jobs.put("%019d %s".formatted(Long.MAX_VALUE - job.created.toEpochMilli(), job.id), job);
        }
        Pages.ListPage<Shape> page = Pages.of(call, store, jobs, job -> phase(job, call.time())
                .filter(phase -> listed(job, phase, call))
                .map(phase ->
                        job.item(phase, call.time(), account(), !store.assumes(Alternative.LISTED_JOBS_LACK_ARNS))));
        return new Shape().with("BackupJobs", page.items()).with("NextToken", page.next());
    }

    /**
     * Rejects a filter that the local service cannot apply. Otherwise the answer would look like the answer to a
     * request without it.
     */
    static void checkFilters(ApiCall call, Set<String> parameters, Set<JobState> states) {
        call.query().keySet().stream()
                .filter(name -> !parameters.contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw AwsError.invalidParameter("Unsupported filter: " + name)
                            .thrown();
                });
        check(call, "state", states.stream().map(JobState::name).collect(Collectors.toSet())::contains);
        check(call, "accountId", Pattern.compile("[0-9]{12}|[*]").asMatchPredicate());
        check(call, "resourceType", Pattern.compile("[a-zA-Z0-9_.-]{1,50}").asMatchPredicate());
        check(call, "messageCategory", category -> !AGGREGATES.contains(category));
    }

    private static void check(ApiCall call, String name, Predicate<String> known) {
        call.query(name).filter(known.negate()).ifPresent(value -> {
            throw AwsError.invalidParameter("Unsupported value of filter " + name + ": " + value)
                    .thrown();
        });
    }

    private boolean listed(StoredJob job, StoredJob.JobPhase phase, ApiCall call) {
        Optional<Instant> completed = phase.state().active() ? Optional.empty() : Optional.of(job.end);
        return matches(call.query("resourceArn"), job.request.resourceArn())
                && matches(call.query("resourceType"), job.request.type().wireName())
                && matches(call.query("state"), phase.state().name())
                && matches(call.query("backupVaultName"), job.request.vault().name)
                && matches(call.query("accountId").filter(id -> !id.equals("*")), account())
                && matches(call.query("parentJobId"), job.parentJobId)
                && matches(call.query("messageCategory"), StoredJob.category(phase))
                && inTime(call, job.created, completed);
    }

    /** Whether a job's creation and completion match the times in a list request. */
    static boolean inTime(ApiCall call, Instant created, Optional<Instant> completed) {
        return call.queryTime("createdBefore").filter(t -> !created.isBefore(t)).isEmpty()
                && call.queryTime("createdAfter")
                        .filter(t -> !created.isAfter(t))
                        .isEmpty()
                && call.queryTime("completeBefore")
                        .filter(t -> completed.filter(t::isAfter).isEmpty())
                        .isEmpty()
                && call.queryTime("completeAfter")
                        .filter(t -> completed.filter(t::isBefore).isEmpty())
                        .isEmpty();
    }

    static boolean matches(Optional<String> wanted, @Nullable String actual) {
        return wanted.isEmpty() || wanted.get().equals(actual);
    }

    private StoredJob job(ApiCall call) {
        StoredJob job = store.jobs.get(call.jobId());
        if (job == null) {
            throw unknown();
        }
        return job;
    }

    /** The job's phase; empty before the job was created and after its record has expired. */
    private Optional<StoredJob.JobPhase> phase(StoredJob job, Instant time) {
        Instant remembered = job.created.plus(store.jobRecordsLast);
        Instant atLeast = job.end.plus(REMEMBERED_AFTER_THE_END);
        return job.timeline
                .at(time)
                .filter(phase -> phase.state().active() || time.isBefore(remembered) || time.isBefore(atLeast));
    }

    private static AwsError.Thrown unknown() {
        return AwsError.notFound("Cannot find backup job.").thrown();
    }

    private String account() {
        return store.account.id();
    }
}
