package community.backup.local.awsbackup;

import static community.backup.local.awsbackup.BackupJobOperations.DEFAULT_START_WINDOW;
import static community.backup.local.awsbackup.ProtectedResourceType.Trait.CONTINUOUS;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Backup plans: their operations, and the backup jobs that they start on schedule. */
final class BackupPlans {
    private final Store store;

    BackupPlans(Store store) {
        this.store = store;
    }

    // Operations

    Shape list(ApiCall call) {
        boolean deletedToo = call.query("includeDeleted").filter("true"::equals).isPresent();
        Pages.ListPage<Shape> page = Pages.of(call, store, store.plans, plan -> Optional.of(plan)
                .filter(each -> each.existsAt(call.time()) && (deletedToo || !each.deletedAt(call.time())))
                .map(each -> each.item(call.time())));
        return new Shape().with("BackupPlansList", page.items()).with("NextToken", page.next());
    }

    /** Returns a deleted plan too, with the time of its deletion. */
    Shape get(ApiCall call) {
        BackupPlan plan = store.plans.get(call.planId());
        if (plan == null || !plan.existsAt(call.time())) {
            throw notFound("Cannot find backup plan with ID " + call.planId());
        }
        return plan.describe(call.time());
    }

    // Changes for which the local service has no operation

    /** Creates a plan; {@code document} is the BackupPlan of CreateBackupPlan. */
    BackupPlan create(JsonNode document, Instant now) {
        String id = store.ids.uuid();
        BackupPlan plan = new BackupPlan(id, store.account.arn("backup", "backup-plan:" + id), now);
        change(plan, document, now);
        store.plans.put(id, plan);
        return plan;
    }

    /** Updates a plan to a new version, whose rules apply from now on. */
    void update(String id, JsonNode document, Instant now) {
        change(existing(id, now), document, now);
    }

    private void change(BackupPlan plan, JsonNode document, Instant now) {
        List<BackupPlan.Rule> rules = new ArrayList<>();
        document.path("Rules").forEach(rule -> rules.add(BackupPlan.Rule.of(store.ids.uuid(), rule)));
        plan.name = document.path("BackupPlanName").asText();
        plan.version = store.ids.hex(16);
        plan.rules = List.copyOf(rules);
        rules.forEach(rule -> await(plan, rule, now));
    }

    void delete(String id, Instant now) {
        BackupPlan plan = existing(id, now);
        if (!plan.selections.isEmpty()) {
            throw AwsError.invalidRequest(
                            "Related backup plan selections must be deleted prior to backup plan deletion.")
                    .thrown();
        }
        plan.deleted = Optional.of(now);
    }

    /** Assigns resources to a plan, and returns the id of the selection. */
    String select(String planId, BackupPlan.Selection selection, Instant now) {
        String id = store.ids.uuid();
        existing(planId, now).selections.put(id, selection);
        return id;
    }

    void deselect(String planId, String id, Instant now) {
        if (existing(planId, now).selections.remove(id) == null) {
            throw notFound("Cannot find backup selection with ID " + id);
        }
    }

    Optional<BackupPlan> find(String id, Instant now) {
        return Optional.ofNullable(store.plans.get(id)).filter(plan -> !plan.deletedAt(now));
    }

    private BackupPlan existing(String id, Instant now) {
        return find(id, now).orElseThrow(() -> notFound("Cannot find backup plan with ID " + id));
    }

    private static AwsError.Thrown notFound(String message) {
        return AwsError.notFound(message).thrown();
    }

    // Schedules

    private void await(BackupPlan plan, BackupPlan.Rule rule, Instant last) {
        Instant next = rule.schedule().next().apply(last);
        store.at(next, () -> {
            // A deleted plan and a former version of its rules start no more backups.
            if (!plan.deletedAt(next) && plan.rules.contains(rule)) {
                plan.lastRun = Optional.of(next);
                plan.selections.values().forEach(selection -> selection
                        .resources()
                        .forEach(resource -> backUp(plan, rule, selection.roleArn(), resource, next)));
                await(plan, rule, next);
            }
        });
    }

    /**
     * Starts one backup. Does nothing if the vault is missing, if the resource has no known type, or if its continuous
     * backup exists.
     */
    private void backUp(BackupPlan plan, BackupPlan.Rule rule, String role, String resource, Instant now) {
        Vault vault = store.vaults.get(rule.vault());
        Optional<ProtectedResourceType> type =
                store.typeOf(resource).map(some -> rule.continuous() ? some.continuous() : some);
        if (vault == null || type.isEmpty() || (type.get().is(CONTINUOUS) && hasContinuous(vault, resource, now))) {
            return;
        }
        StoredJob job = new JobPlanner(store)
                .plan(
                        new StoredJob.Request(
                                vault,
                                type.get(),
                                resource,
                                role,
                                rule.startWindowOr(DEFAULT_START_WINDOW),
                                rule.completionWindow().map(Duration::ofMinutes),
                                rule.lifecycle().supportedBy(type.get()),
                                rule.tags(),
                                Map.of(),
                                Optional.empty(),
                                Optional.of(plan.origin(rule))),
                        now);
        rule.copies().forEach(copy -> copyAfter(job, copy));
    }

    /**
     * Whether the vault has the resource's continuous backup. There is only one for each resource and vault, and it
     * grows.
     */
    private static boolean hasContinuous(Vault vault, String resource, Instant now) {
        return vault.points.values().stream()
                .anyMatch(point -> point.type.is(CONTINUOUS)
                        && point.resourceArn.equals(resource)
                        && point.at(now).isPresent());
    }

    /** Decides about the copy only when the job ends, because the job can still be stopped or fail. */
    private void copyAfter(StoredJob job, BackupPlan.CopyAction copy) {
        Instant end = job.end;
        store.at(end, () -> job.point
                .at(end)
                .filter(state -> state.settled() && !job.request.type().is(CONTINUOUS))
                .ifPresent(state -> new CopyJobOperations(store)
                        .plan(
                                job.point,
                                copy.vaultArn(),
                                job.request.roleArn(),
                                copy.lifecycle().supportedBy(job.request.type()),
                                end,
                                job.request.origin())));
    }
}
