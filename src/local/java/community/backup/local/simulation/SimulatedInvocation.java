package community.backup.local.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import community.backup.local.awsbackup.BackupOperation;
import community.backup.local.cloudformation.resource.Action;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One invocation of a handler: its request, its calls and its answer. */
final class SimulatedInvocation {
    private final ResourceRun run;
    private final String name;
    private final ObjectNode request;
    private final boolean undisturbed;
    private final Instant begin;
    private final List<ObservedCall> calls = new ArrayList<>();
    private final List<StackCall> stackCalls = new ArrayList<>();
    private boolean overlapped;
    private final List<Double> rolls = new ArrayList<>();
    private final List<String> log = new ArrayList<>();
    private Duration frozenFor = Duration.ZERO;
    private String lostBecause = "";
    private @Nullable ObjectNode answer;
    private @Nullable Instant end;

    /**
     * A call of AWS Backup.
     *
     * @param effect whether AWS Backup carried out the call without an error, even if the caller received something
     *     else
     * @param answer the caller's result: OK, an error code, or NOTHING if it received no answer
     * @param status the status in the answer of a read; otherwise empty
     * @param kept whether AWS Backup refused a delete because something protects the recovery point
     * @param fault the name of the fault that was injected, or empty
     */
    record ObservedCall(
            BackupOperation operation,
            String vault,
            String subject,
            boolean effect,
            String answer,
            String status,
            boolean kept,
            String fault,
            Instant at) {
        static final String OK = "OK";
        static final String NOTHING = "no answer";

        @Override
        public String toString() {
            return operation.wireName() + " of " + (subject.isEmpty() ? vault : subject) + " at " + at + " -> " + answer
                    + (status.isEmpty() ? "" : ", " + status)
                    + (fault.isEmpty() ? "" : ", " + fault);
        }

        boolean ok() {
            return answer.equals(OK);
        }

        /** The meaning of an error for the caller; empty if there was no error. */
        Optional<WireError.Meaning> meaning() {
            if (ok()) {
                return Optional.empty();
            }
            if (kept) {
                return Optional.of(WireError.Meaning.REFUSES);
            }
            return Optional.of(
                    answer.equals(NOTHING) || fault.equals(InjectedFault.NEW_ROLE)
                            ? WireError.Meaning.PASSES
                            : WireError.meaning(answer));
        }
    }

    /**
     * A call of CloudFormation.
     *
     * @param answer OK, an error code, or NOTHING if the caller received no answer
     * @param fault the name of the fault that was injected, or empty
     */
    record StackCall(String action, String stack, String answer, String fault) {
        boolean ok() {
            return answer.equals(ObservedCall.OK);
        }

        @Override
        public String toString() {
            return action + " of " + stack + " -> " + answer + (fault.isEmpty() ? "" : ", " + fault);
        }
    }

    SimulatedInvocation(ResourceRun run, String name, ObjectNode request, boolean undisturbed, Instant begin) {
        this.run = run;
        this.name = name;
        this.request = request;
        this.undisturbed = undisturbed;
        this.begin = begin;
    }

    /** Whether the stack rolls back. */
    boolean isRollback() {
        return request.path("rollback").asBoolean();
    }

    /** The operation that the invocation belongs to. */
    ResourceRun run() {
        return run;
    }

    String name() {
        return name;
    }

    /** The name of the next call. */
    String callName() {
        return name + "/" + (calls.size() + stackCalls.size() + 1);
    }

    ObjectNode request() {
        return request;
    }

    Action action() {
        return run.action();
    }

    JsonNode properties() {
        return request.path("requestData").path("resourceProperties");
    }

    /** Whether it is the operation's first invocation, as far as the handler can see. */
    boolean first() {
        return !request.path("callbackContext").isObject();
    }

    /** Whether CloudFormation knows the identifier, so that a later invocation can retry after a temporary error. */
    boolean hasIdentifier() {
        return run.action() != Action.CREATE;
    }

    /** Whether no faults are injected, because this invocation runs within another one. */
    boolean undisturbed() {
        return undisturbed;
    }

    /** Records that the same invocation runs a second time beside this one. */
    void overlapped() {
        overlapped = true;
    }

    /** Whether the same invocation ran a second time. CloudFormation may then have used the answer of the other one. */
    boolean overlaps() {
        return overlapped || undisturbed;
    }

    /** Whether CloudFormation continues if this invocation gives no answer. */
    boolean mayLoseAnswer() {
        return run.missingAnswers() < 2 && run.action() != Action.READ && run.action() != Action.LIST;
    }

    void recordCall(ObservedCall call) {
        calls.add(call);
    }

    List<ObservedCall> calls() {
        return calls;
    }

    void recordStackCall(StackCall call) {
        stackCalls.add(call);
    }

    /** The calls of CloudFormation. */
    List<StackCall> stackCalls() {
        return stackCalls;
    }

    /** Whether a call of this operation was a stale read. */
    boolean readStale(BackupOperation operation) {
        return calls(operation).stream().anyMatch(call -> call.fault().equals("stale"));
    }

    /** Whether a fault made AWS Backup report the vault as missing. */
    boolean missedTheVault() {
        return calls(BackupOperation.DESCRIBE_BACKUP_VAULT).stream()
                .anyMatch(call -> !call.fault().isEmpty()
                        && call.meaning()
                                .filter(WireError.Meaning.MISSING::equals)
                                .isPresent());
    }

    /** The name of the resource type. */
    String resourceType() {
        return request.path("resourceType").asText();
    }

    /** The calls of an operation. */
    List<ObservedCall> calls(BackupOperation operation) {
        return calls.stream().filter(call -> call.operation() == operation).toList();
    }

    /** Whether an answer lacked a required field. */
    boolean gotMalformedAnswer() {
        return calls.stream().anyMatch(call -> call.fault().startsWith("without "));
    }

    /** Whether a call got an error with one of these meanings. */
    boolean gotError(WireError.Meaning... meanings) {
        return calls.stream().flatMap(call -> call.meaning().stream()).anyMatch(List.of(meanings)::contains);
    }

    double rolled(double roll) {
        rolls.add(roll);
        return roll;
    }

    List<Double> rolls() {
        return rolls;
    }

    void logged(String line) {
        log.add(line);
    }

    List<String> log() {
        return log;
    }

    /** Records how long the process was frozen. This does not count as the handler's time. */
    void frozenFor(Duration time) {
        frozenFor = frozenFor.plus(time);
    }

    void answered(ObjectNode event, Instant at) {
        answer = event;
        end = at;
    }

    /** Records that CloudFormation gets no answer. */
    void lost(String because) {
        lostBecause = because;
    }

    /** Why CloudFormation got no answer; empty if it got one. */
    String lostBecause() {
        return lostBecause;
    }

    /** The handler's answer, if it finished. */
    Optional<ObjectNode> anyAnswer() {
        return Optional.ofNullable(answer);
    }

    ObjectNode answer() {
        if (answer == null) {
            throw new IllegalStateException(name + " has not answered");
        }
        return answer;
    }

    String status() {
        return answer().path("status").asText();
    }

    String errorCode() {
        return answer().path("errorCode").asText("");
    }

    String message() {
        return answer().path("message").asText("");
    }

    Instant begin() {
        return begin;
    }

    Instant end() {
        return end == null ? begin : end;
    }

    /** How long the handler itself took, without the time in which it was frozen. */
    Duration took() {
        return Duration.between(begin, end()).minus(frozenFor);
    }
}
