package community.backup.local.cloudformation.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import community.backup.local.awsbackup.Account;
import community.backup.local.awsbackup.HttpAnswer;
import community.backup.local.awsbackup.HttpCall;
import community.backup.local.awsbackup.InMemoryTransport;
import community.backup.local.cloudformation.StackEvent;
import community.backup.local.cloudformation.StackEventListener;
import community.backup.local.cloudformation.template.TemplateException;
import community.backup.local.iam.Access;
import community.backup.local.iam.Identity;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The part of CloudFormation that a handler calls: DescribeStacks and DescribeStackEvents. It knows the stacks of a
 * local CloudFormation whose events it receives, and the stacks that a test adds. A test can make it deny or throttle
 * calls, or return stale or wrong answers. Thread-safe.
 */
public final class StackQueries implements InMemoryTransport.Service, StackEventListener {
    /** The name of the operation. */
    public static final String DESCRIBE_STACKS = "DescribeStacks";

    /** The name of the operation. */
    public static final String DESCRIBE_STACK_EVENTS = "DescribeStackEvents";

    private static final String VALIDATION_ERROR = "ValidationError";
    private static final int EVENTS_PER_PAGE = 100;

    private final Clock clock;
    private final StackRecords records = new StackRecords();
    private final List<Call> calls = new ArrayList<>();
    private final Set<String> denied = new HashSet<>();
    private final Map<String, ApiException> failing = new HashMap<>();
    private final Set<String> hidden = new HashSet<>();
    private final Set<String> withoutEvents = new HashSet<>();
    private final Map<String, WrongStatus> wrongStatuses = new HashMap<>();
    private Identity caller = Identity.UNRESTRICTED;
    private ApiException failure = new ApiException("Throttling", "Rate exceeded");
    private int failures;
    private Duration age = Duration.ZERO;
    private int staleReads;
    private int eventsPerPage = EVENTS_PER_PAGE;

    /**
     * A call that arrived.
     *
     * @param stackName a name or an id, as in the request
     * @param outcome the error code; empty for a success
     */
    public record Call(String action, String stackName, Instant time, String outcome) {}

    /** A wrong status, and how many more answers have it. */
    private record WrongStatus(String status, int times) {}

    /**
     * A CloudFormation without stacks.
     *
     * @param clock gives the times of calls and of new events
     */
    public StackQueries(Clock clock) {
        this.clock = clock;
    }

    @Override
    public synchronized void happened(StackEvent event) {
        records.happened(event);
    }

    /** Adds a stack, or replaces the stack with the same id. */
    public synchronized StackQueries put(ArrangedStack stack) {
        records.put(stack.record(clock.instant()));
        return this;
    }

    /** Adds an event with a new status to a stack. */
    public synchronized StackQueries change(String stackId, String status) {
        StackRecord stack = records.get(stackId);
        stack.happened(ArrangedStack.ownEvent(clock.instant(), stack.name(), stack.id(), status));
        return this;
    }

    /** Denies an operation, such as {@link #DESCRIBE_STACKS}, from now on. */
    public synchronized StackQueries deny(String action) {
        denied.add(action);
        return this;
    }

    /** Allows an operation again after {@link #deny}. */
    public synchronized StackQueries allow(String action) {
        denied.remove(action);
        return this;
    }

    /** Sets the caller whose permissions are checked from now on. */
    public synchronized StackQueries caller(Identity newCaller) {
        caller = newCaller;
        return this;
    }

    /** Throttles the next calls. */
    public StackQueries throttle(int times) {
        return fail(times, 400, "Throttling", "Rate exceeded");
    }

    /** Answers the next calls with an error. */
    public synchronized StackQueries fail(int times, int status, String code, String message) {
        failures = times;
        failure = new ApiException(status, code, message);
        return this;
    }

    /** Answers every call of an operation with an error, from now on. */
    public synchronized StackQueries fail(String action, int status, String code, String message) {
        failing.put(action, new ApiException(status, code, message));
        return this;
    }

    /**
     * Makes the next reads stale: they show the stacks as they were some time ago. Refused calls do not count.
     *
     * @param times the number of stale reads
     * @param newAge the age of the answers
     */
    public synchronized StackQueries stale(int times, Duration newAge) {
        staleReads = times;
        age = newAge;
        return this;
    }

    /** Gives a wrong status to the next answers of DescribeStacks that contain this stack. */
    public synchronized StackQueries wrongStatus(int times, String stackId, String status) {
        wrongStatuses.put(stackId, new WrongStatus(status, times));
        return this;
    }

    /** From now on, answers as if the stack did not exist. */
    public synchronized StackQueries hide(String stackId) {
        hidden.add(stackId);
        return this;
    }

    /** From now on, returns no events if a request has this StackName. */
    public synchronized StackQueries withoutEvents(String stackId) {
        withoutEvents.add(stackId);
        return this;
    }

    /** Removes all faults that were meant for the next calls. */
    public synchronized StackQueries endFaults() {
        wrongStatuses.clear();
        failures = 0;
        staleReads = 0;
        return this;
    }

    /** Removes all faults, and gives the caller all permissions. */
    public synchronized StackQueries reset() {
        denied.clear();
        failing.clear();
        hidden.clear();
        withoutEvents.clear();
        caller = Identity.UNRESTRICTED;
        return endFaults();
    }

    /** Sets the greatest number of events in an answer of DescribeStackEvents. The default is 100. */
    public synchronized StackQueries eventsPerPage(int events) {
        eventsPerPage = events;
        return this;
    }

    /** Every call so far, the oldest first. */
    public synchronized List<Call> calls() {
        return List.copyOf(calls);
    }

    /** The calls of one operation, the oldest first. */
    public List<Call> calls(String action) {
        return calls().stream().filter(call -> call.action().equals(action)).toList();
    }

    /** The actual status of a stack, even if callers get a wrong one; empty if there is no such stack. */
    public synchronized Optional<String> status(String stackNameOrId) {
        return records.find(stackNameOrId).map(stack -> stack.last().status());
    }

    @Override
    public synchronized HttpAnswer answer(HttpCall call) {
        QueryRequest query = QueryRequest.parse(new String(call.body(), StandardCharsets.UTF_8));
        QueryAnswer answer;
        String outcome = "";
        try {
            answer = QueryAnswer.success(query.action(), result(query));
        } catch (ApiException e) {
            answer = QueryAnswer.error(e.status(), e.code(), e.reason());
            outcome = e.code();
        } catch (TemplateException e) {
            answer = QueryAnswer.error(400, VALIDATION_ERROR, e.reason());
            outcome = VALIDATION_ERROR;
        }
        calls.add(new Call(query.action(), query.text("StackName"), clock.instant(), outcome));
        return answer.http();
    }

    private ObjectNode result(QueryRequest query) {
        if (failures > 0) {
            failures--;
            throw failure;
        }
        String action = query.action();
        String nameOrId = query.text("StackName");
        if (!action.equals(DESCRIBE_STACKS) && !action.equals(DESCRIBE_STACK_EVENTS)) {
            throw new ApiException("InvalidAction", "Could not find operation " + action);
        }
        if (failing.containsKey(action)) {
            throw failing.get(action);
        }
        checkPermission(action, nameOrId);
        StackRecords seen = seen();
        StackReads reads = new StackReads(stack -> Optional.empty(), eventsPerPage);
        if (action.equals(DESCRIBE_STACK_EVENTS) && withoutEvents.contains(nameOrId)) {
            ObjectNode empty = Described.object();
            empty.putArray("StackEvents");
            return empty;
        }
        if (action.equals(DESCRIBE_STACK_EVENTS)) {
            return reads.events(seen, query);
        }
        return reads.stacks(seen, query, this::shown);
    }

    private void checkPermission(String action, String nameOrId) {
        String resource = nameOrId.isEmpty()
                ? "*"
                : records.find(nameOrId)
                        .map(StackRecord::id)
                        .orElse(
                                nameOrId.startsWith("arn:")
                                        ? nameOrId
                                        : Account.example().arn("cloudformation", "stack/" + nameOrId + "/*"));
        String permission = "cloudformation:" + action;
        Optional<String> why = denied.contains(action)
                ? Optional.of("with an explicit deny in an identity-based policy")
                : caller.refusal(new Access(permission, resource));
        why.ifPresent(reason -> {
            throw new ApiException(
                    403,
                    "AccessDenied",
                    "User: arn:aws:sts::%s:assumed-role/local/session is not authorized to perform: %s on resource: %s %s"
                            .formatted(Account.example().id(), permission, resource, reason));
        });
    }

    /** The records as the caller sees them, which may be stale. */
    private StackRecords seen() {
        StackRecords seen = records;
        if (staleReads > 0) {
            staleReads--;
            seen = records.asOf(clock.instant().minus(age));
        }
        return hidden.isEmpty() ? seen : seen.without(hidden);
    }

    /** The record with the wrong status that a test has set, or the record itself. */
    private StackRecord shown(StackRecord stack) {
        WrongStatus wrong = wrongStatuses.get(stack.id());
        if (wrong == null) {
            return stack;
        }
        if (wrong.times() > 1) {
            wrongStatuses.put(stack.id(), new WrongStatus(wrong.status(), wrong.times() - 1));
        } else {
            wrongStatuses.remove(stack.id());
        }
        StackRecord shown = stack.asOf(Instant.MAX).orElseThrow();
        shown.happened(ArrangedStack.ownEvent(clock.instant(), stack.name(), stack.id(), wrong.status()));
        return shown;
    }
}
