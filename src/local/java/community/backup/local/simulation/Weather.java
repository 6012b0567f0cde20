package community.backup.local.simulation;

import community.backup.local.awsbackup.AwsError;
import community.backup.local.awsbackup.Fault;
import community.backup.local.awsbackup.Operation;
import community.backup.local.cloudformation.resource.Action;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How bad things are in a life: how often a call goes wrong and how, how often a process dies, how often an answer is lost,
 * and that it meets what it is out for.
 */
final class Weather {
    private static final WireError DENIED = new WireError("AccessDeniedException", 403, WireError.Meaning.DENIES);

    /** How often a life may meet what it is out for. */
    private static final int OFTEN_ENOUGH = 3;

    /** How often a call goes wrong, from one life to another: mostly seldom, sometimes nearly always. */
    private static final List<Double> ROUGHNESS = List.of(0.0, 0.01, 0.02, 0.05, 0.1, 0.2, 0.4);

    /** How far the clocks of processes are off at the most, in seconds. */
    private static final List<Double> CLOCKS = List.of(0.0, 0.2, 2.0, 20.0);

    private static final int SECONDS_BEFORE_A_LOOK_IS_TRUE = 60;

    private final Draws draws;
    private final double calls;
    private final double processes;
    private final double clocks;
    private final Purpose purpose;
    private final boolean newStatus;
    private int met;
    private boolean calm;

    Weather(Draws draws, Purpose purpose) {
        this.draws = draws;
        this.purpose = purpose;
        // Where little else goes wrong, a life comes to what it is out for.
        boolean fair = draws.below("weather/fair", 2) == 0;
        this.calls = fair ? 0.01 : draws.any("weather/calls", ROUGHNESS);
        this.processes = fair ? 0 : draws.any("weather/processes", ROUGHNESS) / 4;
        this.newStatus = draws.happens("weather/new status", 0.05);
        this.clocks = draws.any("weather/clocks", CLOCKS);
    }

    /** Whether AWS Backup has another name for DELETING, one that nobody knows. */
    boolean hasNewStatus() {
        return newStatus;
    }

    /** Nothing goes wrong any more. */
    void calm() {
        calm = true;
    }

    /** What goes wrong with a call, if anything does. */
    Optional<Mishap> onCall(Invocation invocation, Operation operation) {
        String name = invocation.callName();
        if (calm || invocation.undisturbed()) {
            return Optional.empty();
        }
        Optional<Mishap> purposeful = purposeful(invocation, operation, name);
        if (purposeful.isPresent()) {
            return purposeful;
        }
        if (draws.happens(name + "/killed", processes)) {
            boolean before = draws.below(name + "/when", 2) == 0;
            return invocation.mayBeSilent()
                    ? Optional.of(Mishap.of(before ? Mishap.What.KILLED_BEFORE : Mishap.What.KILLED_AFTER))
                    : Optional.empty();
        }
        if (draws.happens(name + "/twice", processes / 2)) {
            boolean frozen = draws.below(name + "/frozen", 2) == 0;
            return Optional.of(Mishap.of(frozen ? Mishap.What.FROZEN : Mishap.What.REPEATED));
        }
        return draws.happens(name, calls) ? Optional.of(ordinary(name, operation)) : Optional.empty();
    }

    private Optional<Mishap> purposeful(Invocation invocation, Operation operation, String name) {
        String phase = Cells.phase(invocation);
        if (purpose.needsOldLooks()
                && purpose.isTheCall(operation, phase)
                && draws.happens(name + "/purposely old", 0.5)) {
            return Optional.of(stale(name));
        }
        if (purpose.needsYoungPoints()
                && operation == Operation.DESCRIBE_RECOVERY_POINT
                && invocation.action() == Action.DELETE
                && draws.happens(name + "/purposely young", 0.3)) {
            return Optional.of(stale(name));
        }
        if (operation == Operation.DELETE_RECOVERY_POINT
                && !invocation.run().accepted().isEmpty()
                && draws.happens(name + "/refused again", 0.15)) {
            WireError refusal = WireError.REFUSAL;
            return Optional.of(Mishap.answer(refusal.code(), Fault.error(refusal.answer())));
        }
        if (purpose.meets(operation, phase) && met < OFTEN_ENOUGH && draws.happens(name + "/purpose", 0.7)) {
            met++;
            WireError error = purpose.error();
            return Optional.of(Mishap.answer(error.code(), Fault.error(error.answer())));
        }
        boolean inVault = operation != Operation.DESCRIBE_BACKUP_JOB
                && operation != Operation.STOP_BACKUP_JOB
                && operation != Operation.LIST_BACKUP_JOBS
                && operation != Operation.LIST_BACKUP_VAULTS;
        if (inVault && purpose.needsDenial(phase) && met < OFTEN_ENOUGH && draws.happens(name + "/denied", 0.4)) {
            return Optional.of(Mishap.answer("denied", Fault.error(DENIED.answer())));
        }
        if (invocation.isNamed() && purpose.needsDelay(phase) && draws.happens(name + "/delayed", 0.3)) {
            return Optional.of(Mishap.answer("throttled", Fault.throttling()));
        }
        return Optional.empty();
    }

    /** AWS does not know a new role everywhere at once. */
    private static Mishap newRole() {
        return Mishap.answer(
                Mishap.NEW_ROLE,
                Fault.error(AwsError.of(
                        "InvalidParameterValueException",
                        400,
                        "ERROR_1000",
                        "IAM Role arn:aws:iam::123456789012:role/new cannot be assumed by AWS Backup")));
    }

    private Mishap ordinary(String name, Operation operation) {
        Duration some = Duration.ofMillis((long) (1000 * Math.pow(90, draws.unit(name + "/seconds"))));
        return switch (draws.below(name + "/kind", 16)) {
            case 0, 1, 2 -> Mishap.answer("throttled", Fault.throttling());
            case 3 -> Mishap.answer("500", Fault.serviceUnavailable());
            case 4 -> Mishap.answer("503", Fault.unavailable503().after(some));
            case 5 -> Mishap.answer("cut before the effect", Fault.cutBeforeEffect());
            case 6, 7 -> Mishap.answer("cut after the effect", Fault.cutAfterEffect());
            case 8 ->
                Mishap.answer("error after the effect", Fault.internalFailure().afterEffect());
            case 9 -> Mishap.answer("slow", Fault.slow(some));
            case 10, 11 ->
                operation.reads() ? stale(name) : Mishap.answer("cut after the effect", Fault.cutAfterEffect());
            case 12 ->
                operation == Operation.DELETE_RECOVERY_POINT
                        ? Mishap.of(Mishap.What.LATE)
                        : Mishap.answer("slow", Fault.slow(some));
            case 13 -> operation == Operation.START_BACKUP_JOB ? newRole() : odd(name, operation);
            case 14 -> operation == Operation.DESCRIBE_BACKUP_JOB ? notFound() : unfounded(name, operation);
            default -> unfounded(name, operation);
        };
    }

    /** One look that does not find a job. */
    private static Mishap notFound() {
        WireError missing = WireError.NOT_FOUND;
        return Mishap.answer(missing.code(), Fault.error(missing.answer()));
    }

    /** An answer with a status that nobody knows, or without what says what it is about. */
    private Mishap odd(String name, Operation operation) {
        boolean lacks = draws.below(name + "/odd", 2) == 0;
        Optional<Mishap> incomplete = lacks ? Mishap.incomplete(operation) : Optional.empty();
        return incomplete.orElseGet(() -> operation.reads()
                ? Mishap.of(Mishap.What.UNKNOWN_STATUS)
                : Mishap.answer("throttled", Fault.throttling()));
    }

    private Mishap stale(String name) {
        int seconds = draws.below(name + "/stale", SECONDS_BEFORE_A_LOOK_IS_TRUE);
        return Mishap.answer("stale", Fault.stale(Duration.ofSeconds(seconds)));
    }

    private Mishap unfounded(String name, Operation operation) {
        WireError error = draws.any(name + "/error", WireError.ALL);
        return error.comesUnfounded(operation)
                ? Mishap.answer(error.code(), Fault.error(error.answer()))
                : Mishap.answer("throttled", Fault.throttling());
    }

    /** Whether an answer of the handler does not reach CloudFormation. */
    boolean losesAnswer(Invocation invocation) {
        return !calm && !invocation.undisturbed() && invocation.mayBeSilent() && draws.happens(invocation.name() + "/lost", processes);
    }

    /** How far the clock of the process is off. */
    Duration clockIsOff(Invocation invocation) {
        return Duration.ofMillis((long) (1000 * clocks * (2 * draws.unit(invocation.name() + "/clock") - 1)));
    }
}
