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
 * The state behind the API: a test can change and read here what no call can change or show. Most methods throw
 * {@link NoSuchElementException} if the named vault, recovery point or job does not exist. Safe for use by several
 * threads.
 */
public final class World {
    private final Store store;
    private final Clock clock;

    World(Store store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    // Vaults

    /** Creates an empty vault. Its name can have characters that CreateBackupVault rejects, such as a slash. */
    public World createVault(String name) {
        return createVault(name, VaultType.BACKUP_VAULT, null, null);
    }

    /** Creates a logically air-gapped vault, which is locked from the start. */
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

    /**
     * Removes a vault and its recovery points. Jobs for the vault continue, but their recovery points are in no
     * existing vault.
     */
    public World removeVault(String name) {
        return change(now -> {
            Vault vault = vault(name);
            vault.points.values().forEach(point -> point.timeline.end(now));
            store.removeVault(vault);
        });
    }

    /** Locks a vault; null means no bound on the retention. */
    public World lockVault(String name, @Nullable Long minDays, @Nullable Long maxDays) {
        return change(now -> vault(name).lock = new Vault.Lock(minDays, maxDays, now));
    }

    /** Removes a vault's lock. */
    public World unlockVault(String name) {
        return change(now -> vault(name).lock = null);
    }

    /** Whether a vault is locked. */
    public boolean isLocked(String name) {
        return read(now -> vault(name).lock != null);
    }

    /** Makes a vault's access policy deny an action, such as {@code backup:DeleteRecoveryPoint}. */
    public World denyInVault(String name, String action) {
        return change(now -> vault(name).deniedActions.add(action));
    }

    /** Removes the denial from the vault's access policy. */
    public World allowInVault(String name, String action) {
        return change(now -> vault(name).deniedActions.remove(action));
    }

    // Permissions and roles

    /** Gives the caller, who signs all calls, these permissions and no others. */
    public World caller(Identity identity) {
        return change(now -> store.caller = identity);
    }

    /**
     * Takes a permission from every caller: a backup action, {@code iam:PassRole} or
     * {@code iam:CreateServiceLinkedRole}.
     */
    public World deny(String action) {
        return change(now -> store.deniedActions.add(action));
    }

    /** Gives the permission back. */
    public World allow(String action) {
        return change(now -> store.deniedActions.remove(action));
    }

    /** Sets the permissions of a role. The default is {@link Role#GOOD}. */
    public World role(String arn, Role role) {
        return change(now -> store.roles.put(arn, role));
    }

    // Sources

    /** Sets the type of a resource if its ARN does not show it, or if it is the other kind of DynamoDB table. */
    public World resource(String arn, ProtectedResourceType type) {
        return change(now -> store.resources.put(arn, type));
    }

    /** Sets the members of a stack or cluster, besides its template or cluster state. */
    public World members(String compositeArn, String... memberArns) {
        return change(now -> store.members.put(compositeArn, List.of(memberArns)));
    }

    /** Removes the source of continuous backups, and the backups with it. Those of Aurora go only with it. */
    public World removeSource(String resourceArn) {
        return change(now -> points().filter(point -> point.resourceArn.equals(resourceArn))
                .filter(point -> point.type.is(ProtectedResourceType.Trait.CONTINUOUS))
                .forEach(point -> point.timeline.end(now)));
    }

    // Time

    /** Sets how long backups of a type take from now on. */
    public World backupTakes(ProtectedResourceType type, Duration duration) {
        return change(now -> store.backupTakes.put(type, duration));
    }

    /** Sets how long deletes of a type take from now on. */
    public World deleteTakes(ProtectedResourceType type, Duration duration) {
        return change(now -> store.deleteTakes.put(type, duration));
    }

    /** Sets how long a job waits until it starts. Default: 20 seconds. */
    public World jobsStartAfter(Duration duration) {
        return change(now -> store.jobStartsAfter = duration);
    }

    /** Sets how long a job is PENDING before it starts. Default: not at all. */
    public World jobsPendFor(Duration duration) {
        return change(now -> store.jobsPendFor = duration);
    }

    /** Sets how long after an accepted delete the status becomes DELETING. Default: 2 seconds. */
    public World deletingShowsAfter(Duration duration) {
        return change(now -> store.deletingShowsAfter = duration);
    }

    /** Sets how long AWS Backup keeps a job's record. Default: 30 days. */
    public World jobRecordsLast(Duration duration) {
        return change(now -> store.jobRecordsLast = duration);
    }

    /** Sets the maximum number of items on a page of a list, even if a caller requests more. Default: 1,000. */
    public World pagesHold(int items) {
        return change(now -> store.pagesHold = items);
    }

    /** Selects the alternative in place of the default behaviour. */
    public World assume(Alternative alternative) {
        return change(now -> {
            store.alternatives.add(alternative);
            points().forEach(p -> p.removedWhenEmptied = store.assumes(Alternative.EMPTIED_COMPOSITE_IS_REMOVED));
        });
    }

    /** Whether the alternative is selected. */
    public boolean assumes(Alternative alternative) {
        return read(now -> store.assumes(alternative));
    }

    // Jobs

    /** Makes the next backup of a resource end in another state than COMPLETED, at its planned end. */
    public World nextBackupEnds(String resourceArn, JobState state, String message) {
        return change(now -> store.nextEnds.put(resourceArn, new StoredJob.JobPhase(state, message)));
    }

    /** Ends a job now, in any final state. */
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
        return read(now -> store.jobs.values().stream()
                .map(job -> JobView.of(job, job.timeline.at(now).orElseThrow()))
                .toList());
    }

    /** The job with this id, even after AWS Backup has deleted its record. */
    public Optional<JobView> findJob(String id) {
        return read(now -> Optional.ofNullable(store.jobs.get(id))
                .map(job -> JobView.of(job, job.timeline.at(now).orElseThrow())));
    }

    /** The job with this id. */
    public JobView job(String id) {
        return findJob(id).orElseThrow();
    }

    /** The job that StartBackupJob made for an idempotency token. */
    public Optional<JobView> jobStartedWith(String idempotencyToken) {
        return read(
                now -> Optional.ofNullable(store.tokens.get(BackupOperation.START_BACKUP_JOB + " " + idempotencyToken))
                        .map(StoredJob.class::cast)
                        .map(job -> JobView.of(job, job.timeline.at(now).orElseThrow())));
    }

    /** The job that makes or made the recovery point with this ARN. */
    public Optional<JobView> jobThatMakes(String pointArn) {
        return read(now -> store.jobs.values().stream()
                .filter(job -> job.point.arn.equals(pointArn))
                .findFirst()
                .map(job -> JobView.of(job, job.timeline.at(now).orElseThrow())));
    }

    /** The start times of the copies into a vault that are still running. */
    public List<Instant> copiesUnderWay(String vault) {
        return read(now -> store.copies.values().stream()
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
     * Creates a backup plan with one rule and one resource. It starts a backup job at intervals of {@code every}, the
     * first one after one interval.
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

    /** Deletes a backup plan and its selections. The jobs that it has started continue. */
    public World removePlan(String id) {
        return change(now -> {
            existing(store.plans.get(id), id).selections.clear();
            new BackupPlans(store).delete(id, now);
        });
    }

    /**
     * Creates a backup plan without selections.
     *
     * @param document the BackupPlan of CreateBackupPlan
     * @throws AwsError.Thrown if it is not valid
     */
    public PlanView createPlan(JsonNode document) {
        return read(now -> PlanView.of(new BackupPlans(store).create(document, now)));
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
     * @throws AwsError.Thrown if the plan still has selections, or there is no such plan
     */
    public World deletePlan(String id) {
        return change(now -> new BackupPlans(store).delete(id, now));
    }

    /** The backup plan with this id, unless it is deleted. */
    public Optional<PlanView> findPlan(String id) {
        return read(now -> new BackupPlans(store).find(id, now).map(PlanView::of));
    }

    /**
     * Assigns resources to a backup plan.
     *
     * @return the selection's id
     * @throws AwsError.Thrown if there is no such plan
     */
    public String select(String planId, String name, String roleArn, List<String> resourceArns) {
        return read(now -> new BackupPlans(store)
                .select(planId, new BackupPlan.Selection(name, roleArn, List.copyOf(resourceArns)), now));
    }

    /**
     * Removes a selection: an assignment of resources to a backup plan.
     *
     * @throws AwsError.Thrown if there is no such selection
     */
    public World deselect(String planId, String selectionId) {
        return change(now -> new BackupPlans(store).deselect(planId, selectionId, now));
    }

    // Recovery points

    /** Begins the description of a recovery point. {@link PointSpec#put()} puts it into the vault. */
    public PointSpec point(String vault, ProtectedResourceType type) {
        return new PointSpec(this, vault, type);
    }

    String put(PointSpec spec) {
        return read(now -> PointPlacement.put(store, vault(spec.vault), spec, now)).arn;
    }

    /** Changes the status of a recovery point as AWS Backup would by itself, such as to STOPPED. */
    public World setStatus(String arn, StoredPointStatus status, @Nullable String message) {
        return change(now -> {
            StoredPoint point = find(arn, now);
            point.timeline.set(now, point.at(now).orElseThrow().withStatus(status, message));
        });
    }

    /**
     * Makes another action be in progress on a recovery point for some time. Its status does not show the action. Does
     * nothing if an action is already in progress.
     */
    public World busy(String arn, Duration duration) {
        return change(now -> {
            StoredPoint point = find(arn, now);
            PointState state = point.at(now).orElseThrow();
            if (state.settled() && !isRemovedWithComposite(point, now)) {
                point.timeline.set(now, state.whileBusy()).set(now.plus(duration), state);
            }
        });
    }

    /** Makes AWS Backup remove a recovery point, as at the end of its retention. */
    public World remove(String arn) {
        return change(now -> {
            StoredPoint point = find(arn, now);
            Removal.start(store, point, point.at(now).orElseThrow(), now, Optional.empty());
        });
    }

    /**
     * Removes a recovery point without AWS Backup. A job that is still making it fails. The single cluster state of an
     * EKS composite goes with the composite.
     */
    public World removeBehindTheApi(String arn) {
        return change(now -> {
            StoredPoint point = find(arn, now);
            new JobPlanner(store).fail(point, now, "The recovery point was removed.");
            point.nestedAt(now).stream()
                    .filter(nested -> nested.type == ProtectedResourceType.EKS_CLUSTER_STATE)
                    .forEach(state -> state.timeline.end(now));
            point.timeline.end(now);
        });
    }

    /** Adds reasons why AWS Backup cannot remove a recovery point. */
    public World block(String arn, DeleteBlocker... blockers) {
        return change(now -> find(arn, now).blockers.addAll(Arrays.asList(blockers)));
    }

    /** Removes these reasons from a recovery point. A block by its role remains. */
    public World unblock(String arn) {
        return change(now -> find(arn, now).blockers.clear());
    }

    /** Puts a legal hold on a recovery point. */
    public World hold(String arn, String holdId) {
        return change(now -> find(arn, now).holds.add(holdId));
    }

    /** Ends a legal hold on a recovery point. */
    public World release(String arn, String holdId) {
        return change(now -> find(arn, now).holds.remove(holdId));
    }

    /** Creates a backup access point for a recovery point, which cannot be deleted meanwhile. */
    public World makeAccessPoint(String arn, String name) {
        return change(now -> find(arn, now).accessPoints.add(name));
    }

    /** Deletes a backup access point. */
    public World deleteAccessPoint(String arn, String name) {
        return change(now -> find(arn, now).accessPoints.remove(name));
    }

    // The actual state

    /** Whether the recovery point will be removed together with its composite. */
    public boolean isRemovedWithComposite(String arn) {
        return read(now -> isRemovedWithComposite(find(arn, now), now));
    }

    private static boolean isRemovedWithComposite(StoredPoint point, Instant now) {
        boolean nested = point.at(now).map(PointState::parentArn).isPresent();
        return nested && point.timeline.endsAfter(now);
    }

    /** The names of the vaults. */
    public List<String> vaults() {
        return read(now -> List.copyOf(store.vaults.keySet()));
    }

    /** The tags of a vault. */
    public Map<String, String> tagsOf(String vaultName) {
        return read(now -> Map.copyOf(vault(vaultName).tagsAt(now)));
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

    /** The recovery points in a vault, newest first. */
    public List<PointView> pointsIn(String vaultName) {
        return read(now -> vault(vaultName).points.values().stream()
                .flatMap(point -> point.at(now).map(state -> PointView.of(point, state, now)).stream())
                .toList());
    }

    /** The recovery point with this ARN, in any vault. */
    public Optional<PointView> point(String arn) {
        return read(now -> store.find(arn, now)
                .map(point -> PointView.of(point, point.at(now).orElseThrow(), now)));
    }

    /** The ARNs of the recovery points that are nested in a composite now, even if the composite no longer exists. */
    public List<String> nestedIn(String arn) {
        return read(now -> store.vaults.values().stream()
                .flatMap(vault -> vault.point(arn).stream())
                .flatMap(point -> point.nestedAt(now).stream())
                .map(point -> point.arn)
                .toList());
    }

    /** Whether a recovery point exists, in any status. */
    public boolean exists(String arn) {
        return point(arn).isPresent();
    }

    /** The histories of all recovery points that ever existed, even in vaults that have been removed. */
    public List<PointHistory> histories() {
        return read(now -> Stream.concat(store.formerVaults.stream(), store.vaults.values().stream())
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
        return read(now -> {
            change.accept(now);
            return this;
        });
    }

    private <T> T read(Function<Instant, T> reader) {
        synchronized (store) {
            Instant now = clock.instant();
            store.advance(now);
            return reader.apply(now);
        }
    }
}
