package community.backup.local.simulation;

import static community.backup.local.simulation.PromiseChecker.promise;

import com.fasterxml.jackson.databind.JsonNode;
import community.backup.local.awsbackup.BackupOperation;
import community.backup.local.awsbackup.PointView;
import community.backup.local.cloudformation.resource.Action;
import community.backup.local.simulation.SimulatedInvocation.ObservedCall;
import community.backup.local.simulation.VaultTruth.TrueMark;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Checks the promises of the type for the contents of vaults before and after every invocation, here or in the classes
 * that it calls. The checks compare with the state of the local AWS Backup and the statuses of the stacks, never with
 * the handler's answers.
 */
final class VaultPromises implements InvocationChecks {
    private static final int LONGEST_CONTEXT = 2000;

    private static final Set<BackupOperation> READS = EnumSet.of(
            BackupOperation.DESCRIBE_BACKUP_VAULT,
            BackupOperation.LIST_BACKUP_VAULTS,
            BackupOperation.LIST_TAGS,
            BackupOperation.LIST_RECOVERY_POINTS_BY_BACKUP_VAULT,
            BackupOperation.LIST_BACKUP_JOBS,
            BackupOperation.LIST_COPY_JOBS,
            BackupOperation.GET_BACKUP_PLAN);

    private static final Map<Action, Set<BackupOperation>> ALLOWED = Map.of(
            Action.CREATE,
            EnumSet.of(BackupOperation.TAG_RESOURCE),
            Action.READ,
            EnumSet.noneOf(BackupOperation.class),
            Action.UPDATE,
            EnumSet.of(BackupOperation.TAG_RESOURCE),
            Action.DELETE,
            EnumSet.of(
                    BackupOperation.DELETE_RECOVERY_POINT,
                    BackupOperation.STOP_BACKUP_JOB,
                    BackupOperation.UNTAG_RESOURCE),
            Action.LIST,
            EnumSet.noneOf(BackupOperation.class));

    private final VaultTruth truth;
    private final Coverage coverage;
    private final AnswerPromises answers = new AnswerPromises(LONGEST_CONTEXT);
    private final SweepPromises sweeps;
    private final VaultFailurePromises failures;
    private final IdentityHashMap<SimulatedInvocation, Before> befores = new IdentityHashMap<>();
    private final Map<String, SweepNotes> notes = new HashMap<>();

    /**
     * The state when an invocation began.
     *
     * @param mayEmpty whether the invocation may delete recovery points, by the mark or by one that a stale read can
     *     return
     * @param mustEmpty whether it must delete them, by the mark
     */
    record Before(boolean exists, boolean locked, List<PointView> points, boolean mayEmpty, boolean mustEmpty) {}

    VaultPromises(VaultTruth truth, OtherActors others, Coverage coverage) {
        this.truth = truth;
        this.coverage = coverage;
        this.sweeps = new SweepPromises(truth, others);
        this.failures = new VaultFailurePromises(truth, others);
    }

    @Override
    public void before(SimulatedInvocation invocation) {
        String vault = VaultTruth.vault(invocation);
        truth.observe(invocation.begin());
        Predicate<TrueMark> allows = mark -> mark.isOwnOf(invocation) && truth.mayEmpty(invocation, mark);
        boolean mayEmpty =
                marks(invocation, VaultTruth.STALE).flatMap(Optional::stream).anyMatch(allows);
        boolean exists = truth.exists(vault);
        befores.put(
                invocation,
                new Before(
                        exists,
                        exists && truth.world().isLocked(vault),
                        truth.points(vault),
                        mayEmpty,
                        truth.mark(vault).filter(allows).isPresent()));
    }

    private Stream<Optional<TrueMark>> marks(SimulatedInvocation invocation, Duration lookback) {
        return truth.marksSince(VaultTruth.vault(invocation), invocation.begin().minus(lookback)).stream();
    }

    @Override
    public void died(SimulatedInvocation invocation) {
        coverage.count("invocations");
        SweepNotes note = notes(invocation);
        Before before = before(invocation, note);
        note.died();
        calls(invocation, before, lastCall(invocation));
    }

    private static Instant lastCall(SimulatedInvocation invocation) {
        return invocation.calls().stream()
                .map(ObservedCall::at)
                .max(Instant::compareTo)
                .orElse(invocation.begin());
    }

    @Override
    public void after(SimulatedInvocation invocation) {
        coverage.count("invocations");
        SweepNotes note = notes(invocation);
        Before before = before(invocation, note);
        calls(invocation, before, invocation.end());
        answers.after(invocation);
        switch (invocation.action()) {
            case CREATE -> create(invocation);
            case UPDATE -> update(invocation);
            case READ -> read(invocation);
            case DELETE -> sweeps.after(invocation, before, note);
            case LIST -> {
                // VaultScenario compares all pages of a list with the marks.
            }
        }
        if (invocation.status().equals("FAILED")) {
            failures.check(invocation, before, note);
        }
    }

    private Before before(SimulatedInvocation invocation, SweepNotes note) {
        note.record(invocation);
        Before before = befores.remove(invocation);
        return java.util.Objects.requireNonNull(before);
    }

    private SweepNotes notes(SimulatedInvocation invocation) {
        return notes.computeIfAbsent(invocation.run().name(), name -> new SweepNotes(invocation.begin()));
    }

    private void calls(SimulatedInvocation invocation, Before before, Instant end) {
        truth.observe(end);
        String vault = VaultTruth.vault(invocation);
        for (ObservedCall call : invocation.calls()) {
            coverage.count("calls");
            promise(
                    READS.contains(call.operation())
                            || ALLOWED.getOrDefault(invocation.action(), Set.of())
                                    .contains(call.operation()),
                    "each handler makes only the calls of its operation",
                    invocation,
                    call);
            if (!READS.contains(call.operation())) {
                boolean about =
                        switch (call.operation()) {
                            case TAG_RESOURCE, UNTAG_RESOURCE -> call.subject().endsWith(":backup-vault:" + vault);
                            case STOP_BACKUP_JOB ->
                                truth.world().job(call.subject()).vault().equals(vault);
                            default -> call.vault().equals(vault);
                        };
                promise(about, "no change is about another vault", invocation, call);
                changes(invocation, before, call);
            }
        }
    }

    private void changes(SimulatedInvocation invocation, Before before, ObservedCall call) {
        Duration lookback = invocation.readStale(BackupOperation.LIST_TAGS) ? VaultTruth.STALE : Duration.ZERO;
        if (invocation.action() == Action.CREATE) {
            promise(
                    marks(invocation, lookback)
                            .anyMatch(mark -> mark.isEmpty() || mark.get().isOwnOf(invocation)),
                    "the mark of another is not overwritten",
                    invocation,
                    call);
            contents(invocation, before, call);
        } else {
            promise(
                    truth.wasOwnSince(invocation, invocation.begin().minus(lookback)),
                    "nothing is changed in a vault without the resource's own mark",
                    invocation,
                    call);
        }
        if (call.operation() == BackupOperation.DELETE_RECOVERY_POINT
                || call.operation() == BackupOperation.STOP_BACKUP_JOB) {
            promise(
                    before.mayEmpty(),
                    "nothing is deleted in a rollback, or where EmptyOn does not allow it",
                    invocation,
                    call);
        }
    }

    /** The handler marks a vault that has recovery points only with the user's consent. */
    private void contents(SimulatedInvocation invocation, Before before, ObservedCall call) {
        boolean consents = invocation.properties().path("IncludeExisting").asBoolean()
                || invocation.request().path("callbackContext").path("marked").asBoolean();
        Instant seen = invocation.readStale(BackupOperation.LIST_RECOVERY_POINTS_BY_BACKUP_VAULT)
                ? invocation.begin().minus(VaultTruth.STALE)
                : invocation.begin();
        promise(
                consents
                        || before.points().stream()
                                .allMatch(point -> truth.appeared(point.arn()).isAfter(seen)
                                        || !truth.world().exists(point.arn())),
                "a vault with recovery points is not marked without consent",
                invocation,
                call);
    }

    private void create(SimulatedInvocation invocation) {
        if (invocation.status().equals("FAILED")) {
            promise(
                    !invocation.answer().path("resourceModel").isObject(),
                    "a create that fails returns no model",
                    invocation,
                    invocation.answer());
            promise(
                    invocation.calls(BackupOperation.TAG_RESOURCE).stream().noneMatch(ObservedCall::ok),
                    "a create that fails sets no mark",
                    invocation,
                    invocation.calls());
        }
        if (invocation.status().equals("SUCCESS")) {
            promise(
                    own(invocation, BackupOperation.LIST_TAGS),
                    "the contents are a resource only with its own mark",
                    invocation,
                    truth.mark(VaultTruth.vault(invocation))
                            .map(mark -> "the mark of " + mark)
                            .orElse("no mark"));
        }
    }

    private boolean own(SimulatedInvocation invocation, BackupOperation read) {
        Duration lookback = invocation.readStale(read) ? VaultTruth.STALE : Duration.ZERO;
        return truth.wasOwnSince(invocation, invocation.begin().minus(lookback));
    }

    private void update(SimulatedInvocation invocation) {
        if (invocation.status().equals("SUCCESS")) {
            String wanted = invocation.properties().path("EmptyOn").asText("STACK_DELETION");
            promise(
                    marks(invocation, Duration.ZERO)
                                    .flatMap(Optional::stream)
                                    .filter(mark -> mark.isOwnOf(invocation))
                                    .anyMatch(mark -> mark.emptyOn().equals(wanted))
                            // A rollback writes the mark only if its read does not show it, and the read can be stale.
                            || (invocation.isRollback() && invocation.readStale(BackupOperation.LIST_TAGS)),
                    "EmptyOn is the template's",
                    invocation,
                    wanted);
        }
    }

    private void read(SimulatedInvocation invocation) {
        if (invocation.status().equals("SUCCESS")) {
            JsonNode model = invocation.answer().path("resourceModel");
            // The tags can take several pages. If one page is stale, the mark mixes tags from two times.
            boolean mixed = invocation.readStale(BackupOperation.LIST_TAGS);
            Duration lookback = mixed ? VaultTruth.STALE : Duration.ZERO;
            List<TrueMark> marks =
                    marks(invocation, lookback).flatMap(Optional::stream).toList();
            String emptyOn = model.path("EmptyOn").asText();
            promise(
                    marks.stream()
                                    .filter(mark -> mark.isOwnOf(invocation))
                                    .anyMatch(mark -> mixed || mark.emptyOn().equals(emptyOn))
                            && marks.stream().anyMatch(mark -> mark.emptyOn().equals(emptyOn)),
                    "a read shows the mark",
                    invocation,
                    model);
        }
    }
}
