package community.backup.local.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import community.backup.local.awsbackup.JobView;
import community.backup.local.awsbackup.Operation;
import community.backup.local.cloudformation.resource.Action;
import community.backup.local.simulation.Truth.Target;
import community.backup.local.simulation.WireError.Meaning;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Looks at every invocation of a handler, before and after, and at what is so: each promise of the design is checked here or
 * by one of those that this class asks, against the local AWS Backup's own state and never against what the handler said.
 */
final class Observer {
    private static final Duration LONGEST_INVOCATION = Duration.ofSeconds(25);
    /** Twice the time for which a denial may pass. */
    private static final Duration LONG_DENIED = Duration.ofMinutes(10);

    private static final int LONGEST_CONTEXT = 32_000;
    private static final int LONGEST_DELAY_SECONDS = 600;

    private static final Set<Operation> LOOKS = EnumSet.of(
            Operation.DESCRIBE_BACKUP_JOB,
            Operation.LIST_BACKUP_JOBS,
            Operation.DESCRIBE_RECOVERY_POINT,
            Operation.LIST_RECOVERY_POINTS_BY_BACKUP_VAULT,
            Operation.LIST_BACKUP_VAULTS,
            Operation.LIST_TAGS);

    private static final Set<Operation> CHANGES =
            EnumSet.of(Operation.UPDATE_RECOVERY_POINT_LIFECYCLE, Operation.TAG_RESOURCE, Operation.UNTAG_RESOURCE);

    /** What each action may do besides looking. */
    private static final Map<Action, Set<Operation>> ALLOWED = Map.of(
            Action.CREATE, EnumSet.of(Operation.START_BACKUP_JOB),
            Action.READ, EnumSet.noneOf(Operation.class),
            Action.UPDATE, CHANGES,
            Action.DELETE, EnumSet.of(Operation.DELETE_RECOVERY_POINT, Operation.STOP_BACKUP_JOB),
            Action.LIST, EnumSet.noneOf(Operation.class));

    private final Truth truth;
    private final Estate estate;
    private final Coverage coverage;
    private final DeletePromises deletes;
    private final MakingPromises makings;
    private final Reasons reasons;
    private final Waits waits = new Waits();
    private final Set<String> knownJobs = new HashSet<>();
    private final Map<String, Set<String>> families = new HashMap<>();

    Observer(Truth truth, Somebody somebody, Estate estate, Coverage coverage) {
        this.truth = truth;
        this.estate = estate;
        this.coverage = coverage;
        this.reasons = new Reasons(truth);
        this.deletes = new DeletePromises(truth);
        this.makings = new MakingPromises(truth, somebody);
    }

    void before(Invocation invocation) {
        Target target = truth.target(invocation);
        invocation.run().subjects().addAll(everIn(target));
        makings.before(invocation, target);
        reasons.before(invocation, target);
        deletes.before(target);
        truth.world().jobs().forEach(job -> knownJobs.add(job.id()));
    }

    /** A recovery point and all that was ever seen nested in it: an old look may show it still. */
    private Set<String> everIn(Target target) {
        return target.arn()
                .map(arn -> {
                    Set<String> ever = families.computeIfAbsent(arn, some -> new HashSet<>());
                    ever.addAll(truth.family(arn));
                    return ever;
                })
                .orElse(Set.of());
    }

    /** The handler died on the way: what it did so far must be right all the same. */
    void died(Invocation invocation) {
        coverage.count("invocations");
        calls(invocation, truth.target(invocation));
    }

    void after(Invocation invocation) {
        coverage.count("invocations");
        Target target = truth.target(invocation);
        invocation.run().subjects().addAll(everIn(target));
        calls(invocation, target);
        answer(invocation);
        secrets(invocation);
        denials(invocation);
        switch (invocation.action()) {
            case DELETE -> deletes.after(invocation, target);
            case CREATE -> {
                identity(invocation, target);
                makings.after(invocation, target);
            }
            case UPDATE, READ -> makings.after(invocation, target);
            case LIST -> {
                // Whoever asks for a list puts its pages together, and compares them with the truth.
            }
        }
        if (invocation.status().equals("FAILED")) {
            reasons.check(invocation, target);
        }
        waits.after(invocation);
        ReachedCases.of(invocation).forEach(coverage::reached);
    }

    private void calls(Invocation invocation, Target target) {
        for (Invocation.Call call : invocation.calls()) {
            coverage.count("calls");
            promise(
                    LOOKS.contains(call.operation())
                            || ALLOWED.getOrDefault(invocation.action(), Set.of()).contains(call.operation()),
                    "each handler does only what it is for",
                    invocation,
                    call);
            about(invocation, target, call);
            if (call.operation() == Operation.START_BACKUP_JOB) {
                started(invocation, call);
            }
            if (call.operation() == Operation.DELETE_RECOVERY_POINT && call.ok()) {
                invocation.run().accepted().put(call.subject(), call.at());
            }
        }
    }

    /** Nothing is asked about another vault, recovery point, job or resource than the request's. */
    private void about(Invocation invocation, Target target, Invocation.Call call) {
        String vault = invocation.properties().path("BackupVaultName").asText();
        promise(call.vault().isEmpty() || call.vault().equals(vault), "no call is about another vault", invocation, call);
        String subject = call.subject();
        boolean own =
                switch (call.operation()) {
                    case START_BACKUP_JOB, LIST_BACKUP_JOBS ->
                        subject.equals(invocation.properties().path("ResourceArn").asText());
                    case DESCRIBE_BACKUP_JOB, STOP_BACKUP_JOB ->
                        target.job().map(JobView::id).filter(subject::equals).isPresent();
                    case LIST_BACKUP_VAULTS, LIST_RECOVERY_POINTS_BY_BACKUP_VAULT -> true;
                    default ->
                        // What an operation has once taken for its own stays so: its context says so from then on.
                        invocation.run().subjects().contains(subject);
                };
        promise(own, "no call is about another recovery point or job", invocation, call);
    }

    private void started(Invocation invocation, Invocation.Call call) {
        truth.world().jobs().stream()
                .filter(job -> job.parentJobId().isEmpty() && knownJobs.add(job.id()))
                .filter(job -> call.effect() && job.resourceArn().equals(call.subject()))
                .forEach(job -> {
                    invocation.run().jobs().add(job.id());
                    estate.made(job.id(), invocation.run());
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

    /** Whatever a template says: an identity that a create has not obtained leads to the delete of what is another's. */
    private static void identity(Invocation invocation, Target target) {
        String id = invocation.answer().path("resourceModel").path("RecoveryPointId").asText("");
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

    private void answer(Invocation invocation) {
        promise(!invocation.errorCode().equals("InternalFailure"), "no InternalFailure", invocation, invocation.answer());
        promise(invocation.took().compareTo(LONGEST_INVOCATION) <= 0, "an invocation takes 25 s at most", invocation, invocation.took());
        switch (invocation.status()) {
            case "IN_PROGRESS" -> {
                JsonNode context = invocation.answer().path("callbackContext");
                promise(
                        invocation.message().matches("(?s).+, next look in .+"),
                        "a wait says what for, and when it looks again",
                        invocation,
                        invocation.message());
                promise(
                        context.isObject() && context.toString().length() < LONGEST_CONTEXT,
                        "a wait hands over a context, and a short one",
                        invocation,
                        context);
                int delay = invocation.answer().path("callbackDelaySeconds").asInt();
                promise(delay >= 1 && delay <= LONGEST_DELAY_SECONDS, "a wait is one of 1 to 600 s", invocation, delay);
            }
            case "FAILED" ->
                promise(
                        !invocation.errorCode().isEmpty() && invocation.message().length() > 20,
                        "a failure has a code and a reason",
                        invocation,
                        invocation.answer());
            default -> promise(invocation.status().equals("SUCCESS"), "an answer is a progress event", invocation, invocation.answer());
        }
    }

    /** New credentials and changed policies may take minutes to be known everywhere, and no longer. */
    private void denials(Invocation invocation) {
        if (invocation.metOddAnswer()) {
            // It may pass within minutes, as a denial may: for how long both have been met is not told apart.
            invocation.run().disturb();
        }
        // Of a request to delete, "busy" is an answer like others: what ended the invocation is what came after it.
        boolean passes = invocation.calls().stream()
                .filter(call -> call.operation() != Operation.DELETE_RECOVERY_POINT
                        || !call.meaning().equals(Optional.of(Meaning.BUSY)))
                .flatMap(call -> call.meaning().stream())
                .anyMatch(meaning -> meaning == Meaning.PASSES || meaning == Meaning.BUSY);
        invocation.run().denied(invocation.met(Meaning.DENIES, Meaning.NOBODY) && !passes, invocation.end());
        promise(
                !invocation.status().equals("IN_PROGRESS")
                        || invocation.run().disturbed()
                        // A missing vault is a denial, too.
                        || !truth.exists(invocation.properties().path("BackupVaultName").asText())
                        || invocation.run().deniedFor(invocation.end()).compareTo(LONG_DENIED) < 0,
                "a denial is not waited for long",
                invocation,
                invocation.calls());
    }

    private static void secrets(Invocation invocation) {
        String context = invocation.answer().path("callbackContext").toString();
        for (String secret : Setting.SECRETS) {
            promise(
                    invocation.log().stream().noneMatch(line -> line.contains(secret))
                            && !invocation.message().contains(secret)
                            && !context.contains(secret),
                    "no secret in a log line, a message or a context",
                    invocation,
                    secret);
        }
    }

    static void promise(boolean kept, String promise, Invocation invocation, Object what) {
        if (!kept) {
            throw new Violation(promise, invocation.name() + ": " + what);
        }
    }
}
