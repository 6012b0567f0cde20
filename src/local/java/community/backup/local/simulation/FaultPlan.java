package community.backup.local.simulation;

import community.backup.local.awsbackup.AwsError;
import community.backup.local.awsbackup.BackupOperation;
import community.backup.local.awsbackup.Fault;
import community.backup.local.cloudformation.resource.Action;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Decides at random which faults are injected into a life: into calls, into processes, and into answers on their way to
 * CloudFormation. Faults that the life's goal needs are more likely.
 */
final class FaultPlan {
    private static final WireError DENIED = new WireError("AccessDeniedException", 403, WireError.Meaning.DENIES);

    /**
     * How often the error of the goal is injected at most. With more errors, the operations of the life would only
     * fail.
     */
    private static final int MOST_TARGETED = 3;

    /** The possible probabilities of a fault in a call; each life draws one. */
    private static final List<Double> PROBABILITIES = List.of(0.0, 0.01, 0.02, 0.05, 0.1, 0.2, 0.4);

    /** The possible limits of the clock skew of a process, in seconds; each life draws one. */
    private static final List<Double> MOST_CLOCK_SKEW = List.of(0.0, 0.2, 2.0, 20.0);

    private static final int MOST_STALE_SECONDS = 60;

    private final Draws draws;
    private final double callProbability;
    private final double processProbability;
    private final double mostClockSkew;
    private final CoverageGoal goal;
    private final boolean renamesDeleting;
    private int targetedFaults;
    private boolean stopped;

    FaultPlan(Draws draws, CoverageGoal goal) {
        this.draws = draws;
        this.goal = goal;
        // A life with few other faults is more likely to reach its goal.
        boolean quiet = draws.below("weather/fair", 2) == 0;
        this.callProbability = quiet ? 0.01 : draws.any("weather/calls", PROBABILITIES);
        this.processProbability = quiet ? 0 : draws.any("weather/processes", PROBABILITIES) / 4;
        this.renamesDeleting = draws.happens("weather/new status", 0.05);
        this.mostClockSkew = draws.any("weather/clocks", MOST_CLOCK_SKEW);
    }

    /** Whether AWS Backup reports an unknown status instead of DELETING. */
    boolean renamesDeleting() {
        return renamesDeleting;
    }

    /** Injects no more faults. */
    void stop() {
        stopped = true;
    }

    /** The fault of a call, if any. */
    Optional<InjectedFault> faultFor(SimulatedInvocation invocation, BackupOperation operation) {
        String name = invocation.callName();
        if (stopped || invocation.undisturbed()) {
            return Optional.empty();
        }
        Optional<InjectedFault> targeted = targeted(invocation, operation, name);
        if (targeted.isPresent()) {
            return targeted;
        }
        if (draws.happens(name + "/killed", processProbability)) {
            boolean before = draws.below(name + "/when", 2) == 0;
            return invocation.mayLoseAnswer()
                    ? Optional.of(InjectedFault.of(
                            before ? InjectedFault.Kind.KILLED_BEFORE : InjectedFault.Kind.KILLED_AFTER))
                    : Optional.empty();
        }
        if (draws.happens(name + "/twice", processProbability / 2)) {
            boolean frozen = draws.below(name + "/frozen", 2) == 0;
            return Optional.of(InjectedFault.of(frozen ? InjectedFault.Kind.FROZEN : InjectedFault.Kind.REPEATED));
        }
        return draws.happens(name, callProbability) ? Optional.of(random(name, operation)) : Optional.empty();
    }

    private Optional<InjectedFault> targeted(SimulatedInvocation invocation, BackupOperation operation, String name) {
        String phase = ReachedCases.phase(invocation);
        if (goal.needsStaleReads() && goal.matches(operation, phase) && draws.happens(name + "/purposely old", 0.5)) {
            return Optional.of(staleRead(name));
        }
        if (goal.needsRecentPoints()
                && operation == BackupOperation.DESCRIBE_RECOVERY_POINT
                && invocation.action() == Action.DELETE
                && draws.happens(name + "/purposely young", 0.3)) {
            return Optional.of(staleRead(name));
        }
        boolean showsTheVault = operation == BackupOperation.LIST_TAGS
                || operation == BackupOperation.LIST_RECOVERY_POINTS_BY_BACKUP_VAULT;
        if (showsTheVault
                && invocation.action() == Action.DELETE
                && invocation.first()
                && invocation.resourceType().equals(VaultLife.TYPE)
                && draws.happens(name + "/not there yet", 0.1)) {
            return Optional.of(staleRead(name));
        }
        if (operation == BackupOperation.DELETE_RECOVERY_POINT
                && !invocation.run().accepted().isEmpty()
                && draws.happens(name + "/refused again", 0.15)) {
            WireError refusal = WireError.REFUSAL;
            return Optional.of(InjectedFault.answer(refusal.code(), Fault.error(refusal.answer())));
        }
        if (goal.injectsInto(operation, phase)
                && targetedFaults < MOST_TARGETED
                && draws.happens(name + "/purpose", 0.7)) {
            targetedFaults++;
            WireError error = goal.error();
            return Optional.of(InjectedFault.answer(error.code(), Fault.error(error.answer())));
        }
        boolean inVault = operation != BackupOperation.DESCRIBE_BACKUP_JOB
                && operation != BackupOperation.STOP_BACKUP_JOB
                && operation != BackupOperation.LIST_BACKUP_JOBS
                && operation != BackupOperation.LIST_BACKUP_VAULTS;
        if (inVault
                && goal.needsDenial(phase)
                && targetedFaults < MOST_TARGETED
                && draws.happens(name + "/denied", 0.4)) {
            return Optional.of(InjectedFault.answer("denied", Fault.error(DENIED.answer())));
        }
        if (invocation.hasIdentifier() && goal.needsDelay(phase) && draws.happens(name + "/delayed", 0.3)) {
            return Optional.of(InjectedFault.answer("throttled", Fault.throttling()));
        }
        return Optional.empty();
    }

    /** AWS Backup cannot assume a new role at once, because IAM is eventually consistent. */
    private static InjectedFault newRole() {
        return InjectedFault.answer(
                InjectedFault.NEW_ROLE,
                Fault.error(AwsError.of(
                        "InvalidParameterValueException",
                        400,
                        "ERROR_1000",
                        "IAM Role arn:aws:iam::123456789012:role/new cannot be assumed by AWS Backup")));
    }

    private InjectedFault random(String name, BackupOperation operation) {
        Duration delay = Duration.ofMillis((long) (1000 * Math.pow(90, draws.unit(name + "/seconds"))));
        return switch (draws.below(name + "/kind", 16)) {
            case 0, 1, 2 -> InjectedFault.answer("throttled", Fault.throttling());
            case 3 -> InjectedFault.answer("500", Fault.serviceUnavailable());
            case 4 -> InjectedFault.answer("503", Fault.unavailable503().after(delay));
            case 5 -> InjectedFault.answer("cut before the effect", Fault.cutBeforeEffect());
            case 6, 7 -> InjectedFault.answer("cut after the effect", Fault.cutAfterEffect());
            case 8 ->
                InjectedFault.answer(
                        "error after the effect", Fault.internalFailure().afterEffect());
            case 9 -> InjectedFault.answer("slow", Fault.slow(delay));
            case 10, 11 ->
                operation.reads()
                        ? staleRead(name)
                        : InjectedFault.answer("cut after the effect", Fault.cutAfterEffect());
            case 12 ->
                operation == BackupOperation.DELETE_RECOVERY_POINT
                        ? InjectedFault.of(InjectedFault.Kind.LATE)
                        : InjectedFault.answer("slow", Fault.slow(delay));
            case 13 -> operation == BackupOperation.START_BACKUP_JOB ? newRole() : malformed(name, operation);
            case 14 -> operation == BackupOperation.DESCRIBE_BACKUP_JOB ? missingJob() : anyError(name, operation);
            default -> anyError(name, operation);
        };
    }

    /** A DescribeBackupJob call that does not find the job. */
    private static InjectedFault missingJob() {
        WireError missing = WireError.NOT_FOUND;
        return InjectedFault.answer(missing.code(), Fault.error(missing.answer()));
    }

    /** An answer with an unknown status, or without a field that the handler needs. */
    private InjectedFault malformed(String name, BackupOperation operation) {
        boolean lacks = draws.below(name + "/odd", 2) == 0;
        Optional<InjectedFault> incomplete = lacks ? InjectedFault.incomplete(operation) : Optional.empty();
        return incomplete.orElseGet(() -> operation.reads()
                ? InjectedFault.of(InjectedFault.Kind.UNKNOWN_STATUS)
                : InjectedFault.answer("throttled", Fault.throttling()));
    }

    private InjectedFault staleRead(String name) {
        int seconds = draws.below(name + "/stale", MOST_STALE_SECONDS);
        return InjectedFault.answer("stale", Fault.stale(Duration.ofSeconds(seconds)));
    }

    private InjectedFault anyError(String name, BackupOperation operation) {
        WireError error = draws.any(name + "/error", WireError.ALL);
        return error.canBeInjected(operation)
                ? InjectedFault.answer(error.code(), Fault.error(error.answer()))
                : InjectedFault.answer("throttled", Fault.throttling());
    }

    /** The fault of a call of CloudFormation, if any. */
    Optional<StackFault> faultForStacks(SimulatedInvocation invocation) {
        String name = invocation.callName();
        if (stopped || invocation.undisturbed()) {
            return Optional.empty();
        }
        if (invocation.mayLoseAnswer() && draws.happens(name + "/killed", processProbability)) {
            return Optional.of(StackFault.of(StackFault.Kind.KILLED));
        }
        // Faults are more likely here, because there are few of these calls and much depends on them.
        return draws.happens(name, Math.min(0.4, 4 * callProbability))
                ? Optional.of(new StackFault(
                        draws.any(name + "/kind", StackFault.RANDOM),
                        1 + draws.below(name + "/stale", MOST_STALE_SECONDS),
                        draws.any(name + "/status", StackFault.IMPOSSIBLE)))
                : Optional.empty();
    }

    /** Whether the handler's answer does not reach CloudFormation. */
    boolean losesAnswer(SimulatedInvocation invocation) {
        return !stopped
                && !invocation.undisturbed()
                && invocation.mayLoseAnswer()
                && draws.happens(invocation.name() + "/lost", processProbability);
    }

    /** The clock skew of the process. */
    Duration clockSkew(SimulatedInvocation invocation) {
        return Duration.ofMillis((long) (1000 * mostClockSkew * (2 * draws.unit(invocation.name() + "/clock") - 1)));
    }
}
