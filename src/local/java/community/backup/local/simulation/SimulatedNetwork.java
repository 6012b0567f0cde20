package community.backup.local.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import community.backup.local.awsbackup.BackupOperation;
import community.backup.local.awsbackup.CallRecord;
import community.backup.local.awsbackup.Exchange;
import community.backup.local.awsbackup.Fault;
import community.backup.local.awsbackup.HttpAnswer;
import community.backup.local.awsbackup.HttpCall;
import community.backup.local.awsbackup.LocalAwsBackup;
import community.backup.local.clock.Agenda;
import community.backup.local.clock.MovableClock;
import community.backup.local.cloudformation.api.StackQueries;
import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;

/** The network between the SDK's client and AWS Backup, where faults are injected into calls. */
final class SimulatedNetwork {
    /** The text of all messages about legal holds, locks, retention and access points, for any class of the error. */
    private static final Pattern KEPT = Pattern.compile("[Rr]ecovery point cannot be deleted be(cause|fore)");

    private static final ObjectMapper JSON = new ObjectMapper();

    private final LocalAwsBackup backup;
    private final StackQueries stacks;
    private final MovableClock clock;
    private final Agenda agenda;
    private final FaultPlan faults;
    private final Runnable others;
    private final Coverage coverage;
    private final EventLog log;
    private Consumer<SimulatedInvocation> secondInvocation = invocation -> {};
    private @Nullable SimulatedInvocation current;
    private @Nullable Fault fault;
    private Timeouts timeouts = new Timeouts(Instant.MAX, Duration.ofDays(1));

    /**
     * The timeouts of the current call.
     *
     * @param end when the call times out, with all its retries
     * @param attempt the timeout of a single attempt
     */
    record Timeouts(Instant end, Duration attempt) {}

    /**
     * @param others runs the actions of other actors that are due
     */
    SimulatedNetwork(
            LocalAwsBackup backup,
            StackQueries stacks,
            MovableClock clock,
            Agenda agenda,
            FaultPlan faults,
            Runnable others,
            Coverage coverage,
            EventLog log) {
        this.backup = backup;
        this.stacks = stacks;
        this.clock = clock;
        this.agenda = agenda;
        this.faults = faults;
        this.others = others;
        this.coverage = coverage;
        this.log = log;
        backup.faults().script((operation, call) -> Optional.ofNullable(fault));
    }

    /** Sets the function that makes an invocation a second time while the first one runs. */
    void onSecondInvocation(Consumer<SimulatedInvocation> second) {
        secondInvocation = second;
    }

    /** Runs a handler. Its calls are recorded in {@code invocation}. */
    void during(SimulatedInvocation invocation, Runnable handler) {
        SimulatedInvocation outer = current;
        Timeouts outerTimeouts = timeouts;
        current = invocation;
        try {
            handler.run();
        } finally {
            current = outer;
            timeouts = outerTimeouts;
        }
    }

    /** Sets the timeouts of the next call: of the call with its retries, and of each attempt. */
    void limit(Duration call, Duration attempt) {
        timeouts = new Timeouts(clock.instant().plus(call), attempt);
    }

    /** Lets the time of a backoff pass, at most until the call times out. */
    void waitToRetry(Duration delay) {
        Duration left = Duration.between(clock.instant(), timeouts.end);
        pass(delay.compareTo(left) < 0 ? delay : left.isNegative() ? Duration.ZERO : left);
    }

    /** Sends one attempt of a call. */
    HttpAnswer send(HttpCall call) throws IOException {
        SimulatedInvocation invocation = current;
        if (invocation == null) {
            throw new IllegalStateException("a call outside of an invocation");
        }
        others.run();
        failIfTimedOut();
        BackupOperation operation = BackupOperation.of(call).orElseThrow();
        Optional<InjectedFault> injected = faults.faultFor(invocation, operation);
        injected.ifPresent(some -> coverage.fault(some.name()));
        InjectedFault.Kind kind = injected.map(InjectedFault::kind).orElse(InjectedFault.Kind.ANSWER);
        String name = injected.map(InjectedFault::name).orElse("");
        if (kind == InjectedFault.Kind.KILLED_BEFORE) {
            log.add(invocation.run().name(), () -> operation.wireName() + " is not sent: the process dies");
            throw new ProcessKilled();
        }
        if (kind == InjectedFault.Kind.FROZEN || kind == InjectedFault.Kind.REPEATED) {
            runSecond(invocation, kind == InjectedFault.Kind.FROZEN);
        }
        if (kind == InjectedFault.Kind.LATE) {
            return late(invocation, operation, call, name);
        }
        Exchange exchange = exchange(call, injected.map(InjectedFault::fault).orElse(null));
        CallRecord seen = lastCall();
        HttpAnswer answer =
                switch (kind) {
                    case UNKNOWN_STATUS -> unknownStatus(exchange.answer(), "[A-Z]+");
                    default ->
                        faults.renamesDeleting() ? unknownStatus(exchange.answer(), "DELETING") : exchange.answer();
                };
        boolean timedOut = timesOut(exchange.delay());
        boolean lost = timedOut || exchange.cut();
        recordCall(
                invocation,
                seen,
                lost ? SimulatedInvocation.ObservedCall.NOTHING : answer(answer),
                lost ? "" : status(operation, answer),
                !lost
                        && operation == BackupOperation.DELETE_RECOVERY_POINT
                        && KEPT.matcher(answer.text()).find(),
                name);
        if (kind == InjectedFault.Kind.KILLED_AFTER) {
            log.add(invocation.run().name(), () -> "the process dies before it reads the answer");
            throw new ProcessKilled();
        }
        failIfTimedOut();
        if (timedOut) {
            throw new SocketTimeoutException("Read timed out");
        }
        if (exchange.cut()) {
            throw new SocketException("Connection reset");
        }
        return answer;
    }

    /** Sends a call to CloudFormation, through which a handler reads the status of its stack. */
    HttpAnswer sendToCloudFormation(HttpCall call) throws IOException {
        SimulatedInvocation invocation = Objects.requireNonNull(current, "a call outside of an invocation");
        others.run();
        failIfTimedOut();
        Optional<StackFault> fault = faults.faultForStacks(invocation);
        fault.ifPresent(some -> coverage.fault("CloudFormation: " + some.name()));
        String name = fault.map(StackFault::name).orElse("");
        if (fault.filter(some -> some.kind() == StackFault.Kind.KILLED).isPresent()) {
            log.add(invocation.run().name(), () -> "a call of CloudFormation is not sent: the process dies");
            throw new ProcessKilled();
        }
        fault.ifPresent(some -> some.arrange(stacks, call));
        HttpAnswer answer = stacks.answer(call);
        // A fault can remain unused: a denied call, for example, reads no status.
        stacks.endFaults();
        StackQueries.Call seen = stacks.calls().get(stacks.calls().size() - 1);
        boolean timedOut = timesOut(fault.map(StackFault::delay).orElse(Duration.ZERO));
        boolean lost = timedOut
                || fault.filter(some -> some.kind() == StackFault.Kind.CUT).isPresent();
        String outcome = lost
                ? SimulatedInvocation.ObservedCall.NOTHING
                : seen.outcome().isEmpty() ? SimulatedInvocation.ObservedCall.OK : seen.outcome();
        SimulatedInvocation.StackCall observed =
                new SimulatedInvocation.StackCall(seen.action(), seen.stackName(), outcome, name);
        invocation.recordStackCall(observed);
        log.add(invocation.run().name(), observed::toString);
        failIfTimedOut();
        if (timedOut) {
            throw new SocketTimeoutException("Read timed out");
        }
        if (lost) {
            throw new SocketException("Connection reset");
        }
        return answer;
    }

    /** Lets the time of a handler's own pause pass. */
    void rest(Duration time) {
        pass(time);
    }

    /** Makes the same invocation a second time, while the first one's process is frozen or running. */
    private void runSecond(SimulatedInvocation invocation, boolean frozen) {
        if (frozen) {
            Duration pause = Duration.ofSeconds(65);
            log.add(
                    invocation.run().name(),
                    () -> "the process stands still for 65 s, and CloudFormation invokes another");
            pass(pause);
            invocation.frozenFor(pause);
        } else {
            log.add(invocation.run().name(), () -> "the same invocation is made once more, beside this one");
        }
        Instant before = clock.instant();
        secondInvocation.accept(invocation);
        invocation.frozenFor(Duration.between(before, clock.instant()));
    }

    private HttpAnswer late(SimulatedInvocation invocation, BackupOperation operation, HttpCall call, String name)
            throws IOException {
        agenda.at(clock.instant().plusSeconds(12), () -> {
            exchange(call, null);
            log.add(
                    "the network",
                    () -> operation.wireName() + " arrives, late: " + lastCall().outcome());
        });
        timesOut(Duration.ofDays(1));
        recordCall(invocation, backup.recordOfPending(call), SimulatedInvocation.ObservedCall.NOTHING, "", false, name);
        failIfTimedOut();
        throw new SocketTimeoutException("Read timed out");
    }

    private Exchange exchange(HttpCall call, @Nullable Fault some) {
        fault = some;
        try {
            return backup.handle(call);
        } finally {
            fault = null;
        }
    }

    private CallRecord lastCall() {
        CallRecord last = backup.lastCall();
        backup.forgetCalls();
        return last;
    }

    /** Lets the time until an answer pass; returns whether the attempt timed out. */
    private boolean timesOut(Duration delay) {
        Duration left = Duration.between(clock.instant(), timeouts.end);
        Duration most = timeouts.attempt.compareTo(left) < 0 ? timeouts.attempt : left;
        boolean over = delay.compareTo(most) >= 0;
        pass(over ? most : delay);
        return over;
    }

    private void failIfTimedOut() {
        if (!clock.instant().isBefore(timeouts.end)) {
            throw ApiCallTimeoutException.create(timeouts.attempt.toMillis());
        }
    }

    private void pass(Duration time) {
        if (!time.isNegative() && !time.isZero()) {
            clock.advance(time);
            others.run();
        }
    }

    private void recordCall(
            SimulatedInvocation invocation,
            CallRecord seen,
            String answer,
            String status,
            boolean kept,
            String faultName) {
        SimulatedInvocation.ObservedCall call = new SimulatedInvocation.ObservedCall(
                seen.operation(),
                seen.vault(),
                seen.subject(),
                seen.effect(),
                answer,
                status,
                kept,
                faultName,
                clock.instant());
        invocation.recordCall(call);
        log.add(invocation.run().name(), () -> "%s %s -> %s%s%s"
                .formatted(
                        call.operation().wireName(),
                        call.subject(),
                        answer,
                        status.isEmpty() ? "" : " " + status,
                        faultName.isEmpty()
                                ? ""
                                : " (" + faultName + (call.effect() ? ", with its effect)" : ", without effect)")));
    }

    private static String answer(HttpAnswer answer) {
        return answer.headers().getOrDefault("x-amzn-ErrorType", SimulatedInvocation.ObservedCall.OK);
    }

    private static String status(BackupOperation operation, HttpAnswer answer) {
        if (answer.status() != 200
                || (operation != BackupOperation.DESCRIBE_RECOVERY_POINT
                        && operation != BackupOperation.DESCRIBE_BACKUP_JOB)) {
            return "";
        }
        try {
            JsonNode body = JSON.readTree(answer.body());
            return body.path("Status").asText(body.path("State").asText());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static HttpAnswer unknownStatus(HttpAnswer answer, String status) {
        String text = answer.text().replaceAll("\"(Status|State)\":\"" + status + "\"", "\"$1\":\"REVERBERATING\"");
        return new HttpAnswer(answer.status(), answer.headers(), text.getBytes(StandardCharsets.UTF_8));
    }
}
