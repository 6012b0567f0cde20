package community.backup.local.simulation;

import community.backup.local.awsbackup.BackupOperation;
import community.backup.local.awsbackup.JobView;
import community.backup.local.cloudformation.resource.Action;
import community.backup.local.simulation.GroundTruth.TargetPoint;
import community.backup.local.simulation.WireError.Meaning;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Checks the promises of the design before and after every invocation of a handler, here or in the classes that it
 * calls. The checks compare with the state of the local AWS Backup, never with the handler's answers.
 */
final class PromiseChecker implements InvocationChecks {
    /** Twice the time for which handlers retry a denial. */
    private static final Duration LONG_DENIED = Duration.ofMinutes(10);

    private static final int LONGEST_CONTEXT = 32_000;
    private static final Set<BackupOperation> READS = EnumSet.of(
            BackupOperation.DESCRIBE_BACKUP_JOB,
            BackupOperation.LIST_BACKUP_JOBS,
            BackupOperation.DESCRIBE_RECOVERY_POINT,
            BackupOperation.LIST_RECOVERY_POINTS_BY_BACKUP_VAULT,
            BackupOperation.LIST_BACKUP_VAULTS,
            BackupOperation.LIST_TAGS);

    private static final Set<BackupOperation> CHANGES = EnumSet.of(
            BackupOperation.UPDATE_RECOVERY_POINT_LIFECYCLE,
            BackupOperation.TAG_RESOURCE,
            BackupOperation.UNTAG_RESOURCE);

    /** The changes that each action may make. */
    private static final Map<Action, Set<BackupOperation>> ALLOWED = Map.of(
            Action.CREATE, EnumSet.of(BackupOperation.START_BACKUP_JOB),
            Action.READ, EnumSet.noneOf(BackupOperation.class),
            Action.UPDATE, CHANGES,
            Action.DELETE, EnumSet.of(BackupOperation.DELETE_RECOVERY_POINT, BackupOperation.STOP_BACKUP_JOB),
            Action.LIST, EnumSet.noneOf(BackupOperation.class));

    private final GroundTruth truth;
    private final OwnedBackups backups;
    private final Coverage coverage;
    private final DeletePromises deletes;
    private final ModelPromises models;
    private final FailurePromises failures;
    private final AnswerPromises answers = new AnswerPromises(LONGEST_CONTEXT);
    private final JitterPromises jitter = new JitterPromises();
    private final Set<String> knownJobs = new HashSet<>();
    private final Map<String, Set<String>> families = new HashMap<>();

    PromiseChecker(GroundTruth truth, OtherActors others, OwnedBackups backups, Coverage coverage) {
        this.truth = truth;
        this.backups = backups;
        this.coverage = coverage;
        this.failures = new FailurePromises(truth);
        this.deletes = new DeletePromises(truth);
        this.models = new ModelPromises(truth, others);
    }

    @Override
    public void before(SimulatedInvocation invocation) {
        TargetPoint target = truth.target(invocation);
        invocation.run().subjects().addAll(everNestedIn(target));
        models.before(invocation, target);
        failures.before(invocation, target);
        deletes.before(target);
        truth.world().jobs().forEach(job -> knownJobs.add(job.id()));
    }

    /** A recovery point and all recovery points that were ever nested in it: a stale read can still return them. */
    private Set<String> everNestedIn(TargetPoint target) {
        return target.arn()
                .map(arn -> {
                    Set<String> ever = families.computeIfAbsent(arn, some -> new HashSet<>());
                    ever.addAll(truth.family(arn));
                    truth.nestedJobs(target).map(JobView::pointArn).forEach(ever::add);
                    return ever;
                })
                .orElse(Set.of());
    }

    @Override
    public void died(SimulatedInvocation invocation) {
        coverage.count("invocations");
        calls(invocation, truth.target(invocation));
    }

    @Override
    public void after(SimulatedInvocation invocation) {
        coverage.count("invocations");
        TargetPoint target = truth.target(invocation);
        invocation.run().subjects().addAll(everNestedIn(target));
        calls(invocation, target);
        answers.after(invocation);
        denials(invocation);
        switch (invocation.action()) {
            case DELETE -> deletes.after(invocation, target);
            case CREATE -> {
                identity(invocation, target);
                models.after(invocation, target);
            }
            case UPDATE, READ -> models.after(invocation, target);
            case LIST -> {
                // UserScenario compares all pages of a list with the state of the local AWS Backup.
            }
        }
        if (invocation.status().equals("FAILED")) {
            failures.check(invocation, target);
        }
        jitter.after(invocation);
        ReachedCases.of(invocation).forEach(coverage::reached);
    }

    private void calls(SimulatedInvocation invocation, TargetPoint target) {
        for (SimulatedInvocation.ObservedCall call : invocation.calls()) {
            coverage.count("calls");
            promise(
                    READS.contains(call.operation())
                            || ALLOWED.getOrDefault(invocation.action(), Set.of())
                                    .contains(call.operation()),
                    "each handler makes only the calls of its operation",
                    invocation,
                    call);
            about(invocation, target, call);
            if (call.operation() == BackupOperation.START_BACKUP_JOB) {
                started(invocation, call);
            }
            if (call.operation() == BackupOperation.DELETE_RECOVERY_POINT && call.ok()) {
                invocation.run().accepted().put(call.subject(), call.at());
            }
        }
    }

    private static boolean isJobOf(TargetPoint target, String jobId) {
        return target.job().map(JobView::id).filter(jobId::equals).isPresent();
    }

    /** Every call is about the vault, recovery point, job or resource of the request. */
    private void about(SimulatedInvocation invocation, TargetPoint target, SimulatedInvocation.ObservedCall call) {
        String vault = invocation.properties().path("BackupVaultName").asText();
        promise(
                call.vault().isEmpty() || call.vault().equals(vault),
                "no call is about another vault",
                invocation,
                call);
        String subject = call.subject();
        String resource = invocation.properties().path("ResourceArn").asText();
        boolean own =
                switch (call.operation()) {
                    case START_BACKUP_JOB -> subject.equals(resource);
                    case LIST_BACKUP_JOBS -> subject.equals(resource) || isJobOf(target, subject);
                    case DESCRIBE_BACKUP_JOB, STOP_BACKUP_JOB -> isJobOf(target, subject);
                    case LIST_BACKUP_VAULTS, LIST_RECOVERY_POINTS_BY_BACKUP_VAULT -> true;
                    default ->
                        // A recovery point that was once part of the target may still be in the callback context.
                        invocation.run().subjects().contains(subject);
                };
        promise(own, "no call is about another recovery point or job", invocation, call);
    }

    private void started(SimulatedInvocation invocation, SimulatedInvocation.ObservedCall call) {
        truth.world().jobs().stream()
                .filter(job -> job.parentJobId().isEmpty() && knownJobs.add(job.id()))
                .filter(job -> call.effect() && job.resourceArn().equals(call.subject()))
                .forEach(job -> {
                    invocation.run().jobs().add(job.id());
                    backups.started(job.id(), invocation.run());
                });
        promise(
                invocation.run().jobs().size() <= 1,
                "one request makes one backup",
                invocation,
                invocation.run().jobs());
        if (call.ok()) {
            invocation.run().startWasAnswered();
        }
    }

    /** A create that returns the identifier of another recovery point would later delete that one. */
    private static void identity(SimulatedInvocation invocation, TargetPoint target) {
        String id = invocation
                .answer()
                .path("resourceModel")
                .path("RecoveryPointId")
                .asText("");
        promise(
                id.isEmpty()
                        || target.job()
                                .filter(job ->
                                        id.equals(job.pointArn()) || id.startsWith("backup-job/" + job.id() + "/"))
                                .isPresent(),
                "a create has the identity of its own backup or none",
                invocation,
                invocation.answer());
    }

    /** A handler does not retry denials for long: new credentials and changed policies take effect within minutes. */
    private void denials(SimulatedInvocation invocation) {
        if (invocation.gotMalformedAnswer()) {
            // Handlers retry a malformed answer for minutes, like a denial, and count both together.
            invocation.run().disturb();
        }
        // After "busy" for a delete, the handler continues; a later call decides how the invocation ends.
        boolean passes = invocation.calls().stream()
                .filter(call -> call.operation() != BackupOperation.DELETE_RECOVERY_POINT
                        || !call.meaning().equals(Optional.of(Meaning.BUSY)))
                .flatMap(call -> call.meaning().stream())
                .anyMatch(meaning -> meaning == Meaning.PASSES || meaning == Meaning.BUSY);
        boolean denied = !passes
                && (invocation.gotError(Meaning.DENIES, Meaning.NOT_AUTHENTICATED) || invocation.gotMalformedAnswer());
        // CloudFormation may continue with the context of the other invocation, so this one does not end the count.
        if (denied || !invocation.overlaps()) {
            invocation.run().denied(denied, invocation.end());
        }
        promise(
                !invocation.status().equals("IN_PROGRESS")
                        || invocation.run().disturbed()
                        // AWS Backup reports a missing vault as a denial.
                        || !truth.exists(
                                invocation.properties().path("BackupVaultName").asText())
                        || invocation.run().deniedFor(invocation.end()).compareTo(LONG_DENIED) < 0,
                "a denial is not retried for long",
                invocation,
                invocation.calls());
    }

    static void promise(boolean kept, String promise, SimulatedInvocation invocation, Object what) {
        if (!kept) {
            throw new Violation(promise, invocation.name() + ": " + what);
        }
    }
}
