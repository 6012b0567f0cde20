package community.backup.local.cloudformation.api;

import community.backup.local.cloudformation.StackEvent;
import community.backup.local.cloudformation.StackRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The record of a stack. It remains after the deletion of the stack. */
final class StackRecord {
    private final String name;
    private final String id;
    private final List<StackEvent> events = new ArrayList<>();
    private final Optional<Nesting> nested;
    private Optional<StackRequest> request = Optional.empty();
    private Optional<String> role = Optional.empty();
    private List<String> capabilities = List.of();
    private String driftStatus = "NOT_CHECKED";
    private Optional<Instant> driftChecked = Optional.empty();
    private boolean terminationProtected;

    /**
     * The place of a nested stack.
     *
     * @param parent the id of the stack that has it as a resource
     * @param root the id of the outermost stack
     */
    record Nesting(String parent, String root) {}

    StackRecord(String name, String id, Optional<Nesting> nested) {
        this.name = name;
        this.id = id;
        this.nested = nested;
    }

    /** The place of this stack; empty for a root stack. */
    Optional<Nesting> nested() {
        return nested;
    }

    /** The place of the stacks that are nested directly in this one. */
    Nesting nesting() {
        return new Nesting(id, nested.map(Nesting::root).orElse(id));
    }

    /** The record with the events up to a time; empty if the stack had no event then. */
    Optional<StackRecord> asOf(Instant time) {
        StackRecord then = new StackRecord(name, id, nested);
        then.request = request;
        then.role = role;
        then.capabilities = capabilities;
        then.terminationProtected = terminationProtected;
        events.stream().filter(event -> !event.timestamp().isAfter(time)).forEach(then.events::add);
        return then.events.isEmpty() ? Optional.empty() : Optional.of(then);
    }

    String name() {
        return name;
    }

    String id() {
        return id;
    }

    /** All events, the oldest first. */
    List<StackEvent> events() {
        return List.copyOf(events);
    }

    /** The request of the last successful creation, update or import; before the first success, the first one. */
    Optional<StackRequest> request() {
        return request;
    }

    void keepRequest(StackRequest newRequest) {
        request = Optional.of(newRequest);
    }

    /** The role of the last request with a role. It is not checked here. */
    Optional<String> role() {
        return role;
    }

    /** The capabilities of the last request that created or updated the stack. */
    List<String> capabilities() {
        return capabilities;
    }

    /** Keeps the capabilities and the role of a request that creates or updates the stack. */
    void keepDeployment(QueryRequest query) {
        capabilities = query.texts("Capabilities");
        keepRole(query);
    }

    /** Keeps the role of a request. CloudFormation uses the last role if a request has none. */
    void keepRole(QueryRequest query) {
        if (!query.text("RoleARN").isEmpty()) {
            role = Optional.of(query.text("RoleARN"));
        }
    }

    /** The result of the last drift detection. */
    String driftStatus() {
        return driftStatus;
    }

    /** The time of the last drift detection; empty if there was none. */
    Optional<Instant> driftChecked() {
        return driftChecked;
    }

    void driftDetected(String status, Instant checked) {
        driftStatus = status;
        driftChecked = Optional.of(checked);
    }

    void happened(StackEvent event) {
        events.add(event);
    }

    /** The stack's own last event. */
    StackEvent last() {
        return ofStack().get(ofStack().size() - 1);
    }

    boolean gone() {
        return last().status().equals("DELETE_COMPLETE");
    }

    boolean underWay() {
        return last().status().endsWith("_IN_PROGRESS") && !inReview();
    }

    /** Whether the stack exists only because of a change set that would create it. */
    boolean inReview() {
        return last().status().equals("REVIEW_IN_PROGRESS");
    }

    /** Whether a request to delete it is refused. */
    boolean terminationProtected() {
        return terminationProtected;
    }

    void protectFromTermination(boolean newProtected) {
        terminationProtected = newProtected;
    }

    Instant created() {
        return ofStack().get(0).timestamp();
    }

    /** The start of the last update; empty if there was none. */
    Optional<Instant> updated() {
        return ofStack().stream()
                .filter(event -> event.status().equals("UPDATE_IN_PROGRESS"))
                .map(StackEvent::timestamp)
                .reduce((earlier, later) -> later);
    }

    private List<StackEvent> ofStack() {
        return events.stream().filter(StackEvent::isOfStack).toList();
    }

    /** The last event of each resource, deleted ones included. */
    Map<String, StackEvent> resources() {
        Map<String, StackEvent> resources = new LinkedHashMap<>();
        events.stream().filter(event -> !event.isOfStack()).forEach(event -> resources.put(event.logicalId(), event));
        return resources;
    }
}
