package community.backup.local.awsbackup;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import community.backup.local.iam.Identity;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What lies around the API: a test arranges here what no call can arrange, and looks at what no call shows. Whatever names
 * a vault, point or job that does not exist throws {@link NoSuchElementException}. Safe for use by several threads.
 */
public final class World {
    private final Store store;
    private final Clock clock;

    World(Store store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    // Vaults

    /** Makes an empty vault; its name may hold what CreateBackupVault refuses, such as a slash. */
    public World createVault(String name) {
        return createVault(name, VaultType.BACKUP_VAULT, null, null);
    }

    /** Makes a logically air-gapped vault, which is locked from the start. */
    public World createAirGappedVault(String name, long minDays, long maxDays) {
        return createVault(name, VaultType.LOGICALLY_AIR_GAPPED_BACKUP_VAULT, minDays, maxDays);
    }

    private World createVault(String name, VaultType type, @Nullable Long minDays, @Nullable Long maxDays) {
        return change(now -> {
            Vault vault = new Vault(store.account, name, type, now, null);
            vault.lock = minDays == null ? null : new Vault.Lock(minDays, maxDays, now);
            store.vaults.put(name, vault);
        });
    }

    /** Removes a vault and all that is in it. Jobs that make something for it go on, into nowhere. */
    public World removeVault(String name) {
        return change(now -> {
            Vault vault = vault(name);
            vault.points.values().forEach(point -> point.timeline.end(now));
            store.removeVault(vault);
        });
    }

    /** Locks a vault; null is no bound on the retention. */
    public World lockVault(String name, @Nullable Long minDays, @Nullable Long maxDays) {
        return change(now -> vault(name).lock = new Vault.Lock(minDays, maxDays, now));
    }

    /** Takes a vault's lock away. */
    public World unlockVault(String name) {
        return change(now -> vault(name).lock = null);
    }

    /** Whether a vault is locked. */
    public boolean isLocked(String name) {
        return look(now -> vault(name).lock != null);
    }

    /** Lets a vault's access policy deny an action, such as {@code backup:DeleteRecoveryPoint}. */
    public World denyInVault(String name, String action) {
        return change(now -> vault(name).deniedActions.add(action));
    }

    /** Takes the denial out of the vault's access policy. */
    public World allowInVault(String name, String action) {
        return change(now -> vault(name).deniedActions.remove(action));
    }

    // Permissions and roles

    /** Gives the caller, who signs all calls, these permissions and no others. */
    public World caller(Identity identity) {
        return change(now -> store.caller = identity);
    }

    /** Takes a permission from the caller: a backup action, {@code iam:PassRole} or {@code iam:CreateServiceLinkedRole}. */
    public World deny(String action) {
        return change(now -> store.deniedActions.add(action));
    }

    /** Gives the caller a permission back. */
    public World allow(String action) {
        return change(now -> store.deniedActions.remove(action));
    }

    /** What a role can do; a role that was never mentioned is {@link Role#GOOD}. */
    public World role(String arn, Role role) {
        return change(now -> store.roles.put(arn, role));
    }

    // Sources

    /** Says what a resource is, where its ARN does not or where it is the other kind of DynamoDB. */
    public World resource(String arn, ProtectedResourceType type) {
        return change(now -> store.resources.put(arn, type));
    }

    /** Says what a stack or cluster consists of, besides its template or cluster state. */
    public World members(String compositeArn, String... memberArns) {
        return change(now -> store.members.put(compositeArn, List.of(memberArns)));
    }

    /** Removes the source of continuous Aurora backups, which only then go. */
    public World removeSource(String resourceArn) {
        return change(now -> points().filter(point -> point.resourceArn.equals(resourceArn))
                .filter(point -> point.type.is(ProtectedResourceType.Trait.CONTINUOUS))
                .forEach(point -> point.timeline.end(now)));
    }

    // Time

    /** How long backups of a type take from now on. */
    public World backupTakes(ProtectedResourceType type, Duration duration) {
        return change(now -> store.backupTakes.put(type, duration));
    }

    /** How long deletes of a type take from now on. */
    public World deleteTakes(ProtectedResourceType type, Duration duration) {
        return change(now -> store.deleteTakes.put(type, duration));
    }

    /** How long a job waits until it starts: 20 seconds unless said otherwise. */
    public World jobsStartAfter(Duration duration) {
        return change(now -> store.jobStartsAfter = duration);
    }

    /** How long of the time until it starts a job is PENDING: not at all unless said otherwise. */
    public World jobsPendFor(Duration duration) {
        return change(now -> store.jobsPendFor = duration);
    }

    /** How long after an accepted delete the status turns DELETING: 2 seconds unless said otherwise. */
    public World deletingShowsAfter(Duration duration) {
        return change(now -> store.deletingShowsAfter = duration);
    }

    /** How long a job's record is kept: 30 days unless said otherwise. */
    public World jobRecordsLast(Duration duration) {
        return change(now -> store.jobRecordsLast = duration);
    }

    /** How many items a page of a list holds at the most, whatever its caller asks for: 1,000 unless said otherwise. */
    public World pagesHold(int items) {
        return change(now -> store.pagesHold = items);
    }

    /** Assumes the other of two things that no source decides. */
    public World assume(Alternative alternative) {
        return change(now -> {
            store.alternatives.add(alternative);
            points().forEach(p -> p.emptiedGoes = store.assumes(Alternative.EMPTIED_COMPOSITE_GOES));
        });
    }

    /** Whether an alternative is assumed. */
    public boolean assumes(Alternative alternative) {
        return look(now -> store.assumes(alternative));
    }

    // Jobs

    /** Lets the next backup of a resource end otherwise than COMPLETED, at the time when it would have been complete. */
    public World nextBackupEnds(String resourceArn, JobState state, String message) {
        return change(now -> store.nextEnds.put(resourceArn, new StoredJob.JobPhase(state, message)));
    }

    /** Ends a job now, in any state that is an end. */
    public World endJob(String jobId, JobState state, @Nullable String message) {
        if (state.active()) {
            throw new IllegalArgumentException(state + " is not an end");
        }
        return change(now -> new JobPlanner(store)
                .end(existing(store.jobs.get(jobId), jobId), now, new StoredJob.JobPhase(state, message)));
    }

    /** Stops a job that has not ended, as the console does. */
    public World stopJob(String jobId) {
        return change(now -> new JobPlanner(store).abort(existing(store.jobs.get(jobId), jobId), now));
    }

    /** All jobs, oldest first. */
    public List<JobView> jobs() {
        return look(now -> store.jobs.values().stream()
                .map(job -> JobView.of(job, job.timeline.at(now).orElseThrow()))
                .toList());
    }

    /** The job with this id, also where the API has forgotten it. */
    public Optional<JobView> findJob(String id) {
        return look(now -> Optional.ofNullable(store.jobs.get(id))
                .map(job -> JobView.of(job, job.timeline.at(now).orElseThrow())));
    }

    /** The job with this id. */
    public JobView job(String id) {
        return findJob(id).orElseThrow();
    }

    /** The job that StartBackupJob made for an idempotency token. */
    public Optional<JobView> jobStartedWith(String idempotencyToken) {
        return look(
                now -> Optional.ofNullable(store.tokens.get(BackupOperation.START_BACKUP_JOB + " " + idempotencyToken))
                        .map(StoredJob.class::cast)
                        .map(job -> JobView.of(job, job.timeline.at(now).orElseThrow())));
    }

    /** The job that makes or made the recovery point with this ARN. */
    public Optional<JobView> jobThatMakes(String pointArn) {
        return look(now -> store.jobs.values().stream()
                .filter(job -> job.point.arn.equals(pointArn))
                .findFirst()
                .map(job -> JobView.of(job, job.timeline.at(now).orElseThrow())));
    }

    /** When the copies into a vault were started that have not ended. */
    public List<Instant> copiesUnderWay(String vault) {
        return look(now -> store.copies.values().stream()
                .filter(copy -> copy.destinationVaultArn().equals(vault(vault).arn))
                .filter(copy -> copy.timeline()
                        .at(now)
                        .filter(phase -> phase.state().active())
                        .isPresent())
                .map(CopyJob::created)
                .toList());
    }

    // Backup plans

    /**
     * Makes a backup plan with one rule and one resource. It starts a backup job each time that {@code every} has passed, for
     * the first time after it has passed once.
     *
     * @return the plan's id
     */
    public String plan(String name, String vault, String resourceArn, Duration every) {
        ObjectNode document = Shape.JSON.createObjectNode().put("BackupPlanName", name);
        document.putArray("Rules")
                .addObject()
                .put("RuleName", name)
                .put("TargetBackupVaultName", vault)
                .put("ScheduleExpression", Schedule.every(every).expression());
        String role = "arn:%s:iam::%s:role/%s".formatted(store.account.partition(), store.account.id(), name);
        String id = createPlan(document).id();
        select(id, name, role, List.of(resourceArn));
        return id;
    }

    /** Deletes a backup plan and what is assigned to it. What it has started goes on. */
    public World removePlan(String id) {
        return change(now -> {
            existing(store.plans.get(id), id).selections.clear();
            new BackupPlans(store).delete(id, now);
        });
    }

    /**
     * Makes a backup plan to which nothing is assigned.
     *
     * @param document the BackupPlan of CreateBackupPlan
     * @throws AwsError.Thrown if it is not valid
     */
    public PlanView createPlan(JsonNode document) {
        return look(now -> PlanView.of(new BackupPlans(store).create(document, now)));
    }

    /**
     * Gives a backup plan other rules.
     *
     * @throws AwsError.Thrown if they are not valid, or there is no such plan
     */
    public World updatePlan(String id, JsonNode document) {
        return change(now -> new BackupPlans(store).update(id, document, now));
    }

    /**
     * Deletes a backup plan.
     *
     * @throws AwsError.Thrown if something is still assigned to it, or there is no such plan
     */
    public World deletePlan(String id) {
        return change(now -> new BackupPlans(store).delete(id, now));
    }

    /** The backup plan with this id, unless it is deleted. */
    public Optional<PlanView> findPlan(String id) {
        return look(now -> new BackupPlans(store).find(id, now).map(PlanView::of));
    }

    /**
     * Assigns resources to a backup plan.
     *
     * @return the selection's id
     * @throws AwsError.Thrown if there is no such plan
     */
    public String select(String planId, String name, String roleArn, List<String> resourceArns) {
        return look(now -> new BackupPlans(store)
                .select(planId, new BackupPlan.Selection(name, roleArn, List.copyOf(resourceArns)), now));
    }

    /**
     * Ends an assignment of resources to a backup plan.
     *
     * @throws AwsError.Thrown if there is no such assignment
     */
    public World deselect(String planId, String selectionId) {
        return change(now -> new BackupPlans(store).deselect(planId, selectionId, now));
    }

    // Recovery points

    /** Describes a recovery point to be put into a vault. */
    public PointSpec point(String vault, ProtectedResourceType type) {
        return new PointSpec(this, vault, type);
    }

    String put(PointSpec spec) {
        return look(now -> PointPlacement.put(store, vault(spec.vault), spec, now)).arn;
    }

    /** Changes the status of a point as its own life would, such as to STOPPED. */
    public World setStatus(String arn, StoredPointStatus status, @Nullable String message) {
        return change(now -> {
            StoredPoint point = find(arn, now);
            point.timeline.set(now, point.at(now).orElseThrow().withStatus(status, message));
        });
    }

    /** Lets another action be under way on a point for a while, which its status does not show; not where one is already. */
    public World busy(String arn, Duration duration) {
        return change(now -> {
            StoredPoint point = find(arn, now);
            PointState state = point.at(now).orElseThrow();
            if (state.settled() && !goesAlong(point, now)) {
                point.timeline.set(now, state.whileBusy()).set(now.plus(duration), state);
            }
        });
    }

    /** Lets AWS Backup remove a point, as at the end of its retention. */
    public World remove(String arn) {
        return change(now -> {
            StoredPoint point = find(arn, now);
            Removal.start(store, point, point.at(now).orElseThrow(), now, Optional.empty());
        });
    }

    /**
     * Removes a point behind AWS Backup's back; a job that is still making it fails. The cluster state of an EKS composite, of
     * which there is one for each composite, goes along.
     */
    public World vanish(String arn) {
        return change(now -> {
            StoredPoint point = find(arn, now);
            new JobPlanner(store).fail(point, now, "The recovery point was removed.");
            point.nestedAt(now).stream()
                    .filter(nested -> nested.type == ProtectedResourceType.EKS_CLUSTER_STATE)
                    .forEach(state -> state.timeline.end(now));
            point.timeline.end(now);
        });
    }

    /** Keeps AWS Backup from removing a point. */
    public World block(String arn, DeleteBlocker... blockers) {
        return change(now -> find(arn, now).blockers.addAll(Arrays.asList(blockers)));
    }

    /** Takes away all that keeps AWS Backup from removing a point; its roles are not touched. */
    public World unblock(String arn) {
        return change(now -> find(arn, now).blockers.clear());
    }

    /** Puts a legal hold on a point. */
    public World hold(String arn, String holdId) {
        return change(now -> find(arn, now).holds.add(holdId));
    }

    /** Ends a legal hold on a point. */
    public World release(String arn, String holdId) {
        return change(now -> find(arn, now).holds.remove(holdId));
    }

    /** Makes a backup access point onto a point, which keeps it. */
    public World makeAccessPoint(String arn, String name) {
        return change(now -> find(arn, now).accessPoints.add(name));
    }

    /** Deletes a backup access point. */
    public World deleteAccessPoint(String arn, String name) {
        return change(now -> find(arn, now).accessPoints.remove(name));
    }

    // The truth

    /** Whether it is decided that the point goes along with its composite. */
    public boolean goesAlong(String arn) {
        return look(now -> goesAlong(find(arn, now), now));
    }

    private static boolean goesAlong(StoredPoint point, Instant now) {
        boolean nested = point.at(now).map(PointState::parentArn).isPresent();
        return nested && point.timeline.endsAfter(now);
    }

    /** The names of the vaults. */
    public List<String> vaults() {
        return look(now -> List.copyOf(store.vaults.keySet()));
    }

    /** The tags of a vault. */
    public Map<String, String> tagsOf(String vaultName) {
        return look(now -> Map.copyOf(vault(vaultName).tagsAt(now)));
    }

    /** Sets a tag of a vault, or removes it if the value is null. */
    public World tagVault(String vaultName, String key, @Nullable String value) {
        return change(now -> vault(vaultName).tags.change(now, former -> {
            Map<String, String> tags = new TreeMap<>(former);
            if (value == null) {
                tags.remove(key);
            } else {
                tags.put(key, value);
            }
            return tags;
        }));
    }

    /** The points in a vault, newest first. */
    public List<PointView> pointsIn(String vaultName) {
        return look(now -> vault(vaultName).points.values().stream()
                .flatMap(point -> point.at(now).map(state -> PointView.of(point, state, now)).stream())
                .toList());
    }

    /** The point with this ARN, in whatever vault. */
    public Optional<PointView> point(String arn) {
        return look(now -> store.find(arn, now)
                .map(point -> PointView.of(point, point.at(now).orElseThrow(), now)));
    }

    /** The ARNs of what is nested in a point now, whether or not that is there itself. */
    public List<String> nestedIn(String arn) {
        return look(now -> store.vaults.values().stream()
                .flatMap(vault -> vault.point(arn).stream())
                .flatMap(point -> point.nestedAt(now).stream())
                .map(point -> point.arn)
                .toList());
    }

    /** Whether a point is still there, in whatever status. */
    public boolean exists(String arn) {
        return point(arn).isPresent();
    }

    /** What became of every recovery point that ever was, also in vaults that are gone. */
    public List<PointHistory> histories() {
        return look(now -> Stream.concat(store.formerVaults.stream(), store.vaults.values().stream())
                .flatMap(vault -> vault.points.values().stream())
                .filter(point -> point.timeline.begunBy(now))
                .map(point -> point.historyUntil(now))
                .toList());
    }

    private Stream<StoredPoint> points() {
        return store.vaults.values().stream().flatMap(vault -> vault.points.values().stream());
    }

    private Vault vault(String name) {
        return existing(store.vaults.get(name), name);
    }

    private StoredPoint find(String arn, Instant now) {
        return store.find(arn, now).orElseThrow(() -> new NoSuchElementException(arn));
    }

    private static <T> T existing(@Nullable T value, String name) {
        if (value == null) {
            throw new NoSuchElementException(name);
        }
        return value;
    }

    private World change(Consumer<Instant> change) {
        return look(now -> {
            change.accept(now);
            return this;
        });
    }

    private <T> T look(Function<Instant, T> look) {
        synchronized (store) {
            Instant now = clock.instant();
            store.advance(now);
            return look.apply(now);
        }
    }
}
