package community.backup.local.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import community.backup.local.awsbackup.Operation;
import community.backup.local.cloudformation.resource.Action;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One invocation of a handler: what it was asked, the calls that it made, and what it answered. */
final class Invocation {
    private final ResourceRun run;
    private final String name;
    private final ObjectNode request;
    private final boolean undisturbed;
    private final Instant begin;
    private final List<Call> calls = new ArrayList<>();
    private final List<Double> rolls = new ArrayList<>();
    private final List<String> log = new ArrayList<>();
    private Duration stoodStill = Duration.ZERO;
    private String lostBecause = "";
    private @Nullable ObjectNode answer;
    private @Nullable Instant end;

    /**
     * A call of AWS Backup.
     *
     * @param effect whether AWS Backup carried it out without an error, whatever the caller received
     * @param answer what the caller received: OK, an error code, or NOTHING if it received no answer
     * @param status the status in the answer of a look, or empty
     * @param fault the name of the fault that was injected, or empty
     */
    record Call(
            Operation operation,
            String vault,
            String subject,
            boolean effect,
            String answer,
            String status,
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

        /** What the caller had to make of an error; empty where there was none. */
        Optional<WireError.Meaning> meaning() {
            if (ok()) {
                return Optional.empty();
            }
            return Optional.of(
                    answer.equals(NOTHING) || fault.equals(InjectedFault.NEW_ROLE)
                            ? WireError.Meaning.PASSES
                            : WireError.meaning(answer));
        }
    }

    Invocation(ResourceRun run, String name, ObjectNode request, boolean undisturbed, Instant begin) {
        this.run = run;
        this.name = name;
        this.request = request;
        this.undisturbed = undisturbed;
        this.begin = begin;
    }

    /** Whether the stack takes back what it did. */
    boolean isRollback() {
        return request.path("rollback").asBoolean();
    }

    /** The operation that it is part of. */
    ResourceRun run() {
        return run;
    }

    String name() {
        return name;
    }

    /** The name of the next call. */
    String callName() {
        return name + "/" + (calls.size() + 1);
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

    /** Whether the handler cannot know of any earlier invocation. */
    boolean first() {
        return !request.path("callbackContext").isObject();
    }

    /** Whether CloudFormation knows what it is about, so that an error that passes can be left to a later one. */
    boolean isNamed() {
        return run.action() != Action.CREATE;
    }

    /** Whether nothing goes wrong with it, as with one that runs within another. */
    boolean undisturbed() {
        return undisturbed;
    }

    /** Whether CloudFormation goes on where this one gives no answer. */
    boolean mayBeSilent() {
        return run.silences() < 2 && run.action() != Action.READ && run.action() != Action.LIST;
    }

    void called(Call call) {
        calls.add(call);
    }

    List<Call> calls() {
        return calls;
    }

    /** The calls of an operation. */
    List<Call> calls(Operation operation) {
        return calls.stream().filter(call -> call.operation() == operation).toList();
    }

    /** Whether an answer lacked something that nothing can be concluded without. */
    boolean metOddAnswer() {
        return calls.stream().anyMatch(call -> call.fault().startsWith("without "));
    }

    /** Whether a call was answered with an error of one of these meanings. */
    boolean met(WireError.Meaning... meanings) {
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

    /** The process stood still for that long, which is not the handler's doing. */
    void stoodStill(Duration time) {
        stoodStill = stoodStill.plus(time);
    }

    void answered(ObjectNode event, Instant at) {
        answer = event;
        end = at;
    }

    /** CloudFormation gets no answer. */
    void lost(String because) {
        lostBecause = because;
    }

    /** Why CloudFormation got no answer; empty where it got one. */
    String lostBecause() {
        return lostBecause;
    }

    /** The handler's answer, where it came to its end. */
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

    /** How long the handler itself took. */
    Duration took() {
        return Duration.between(begin, end()).minus(stoodStill);
    }
}
