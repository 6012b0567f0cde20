package community.backup.local.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import community.backup.local.awsbackup.Account;
import community.backup.local.cloudformation.template.TemplateException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** A stack's state. */
final class Stack {
    static final String TYPE = "AWS::CloudFormation::Stack";

    private static final Set<String> UPDATABLE = Set.of(
            "CREATE_COMPLETE",
            "UPDATE_COMPLETE",
            "UPDATE_ROLLBACK_COMPLETE",
            "IMPORT_COMPLETE",
            "IMPORT_ROLLBACK_COMPLETE");

    private final String name;
    private final String id;
    private final Engine engine;
    private final Map<String, StackResource> resources = new TreeMap<>();
    private Optional<DesiredStack> desired = Optional.empty();
    private Map<String, JsonNode> outputs = Map.of();
    private Optional<StackUpdate> update = Optional.empty();
    private String status = "REVIEW_IN_PROGRESS";
    private String reason = "";
    private String failure = "";

    private Stack(String name, String id, Engine engine) {
        this.name = name;
        this.id = id;
        this.engine = engine;
    }

    /** A new stack, which is not yet among the engine's stacks. */
    static Stack named(String name, Engine engine) {
        Account account = engine.account();
        String id = "arn:" + account.partition() + ":cloudformation:" + account.region() + ":" + account.id()
                + ":stack/" + name + "/" + engine.ids().get();
        return new Stack(name, id, engine);
    }

    String name() {
        return name;
    }

    String id() {
        return id;
    }

    String status() {
        return status;
    }

    /** Whether the stack exists only because of a change set that would create it. */
    boolean inReview() {
        return status.equals("REVIEW_IN_PROGRESS");
    }

    /** The state that the last successful operation gave the stack; empty before the first success. */
    Optional<DesiredStack> desired() {
        return desired;
    }

    /**
     * The state of a stack that can be updated.
     *
     * @throws TemplateException if the status of the stack does not allow an update
     */
    DesiredStack updatableState() {
        return desired.filter(now -> UPDATABLE.contains(status))
                .orElseThrow(() ->
                        new TemplateException("Stack:" + id + " is in " + status + " state and can not be updated."));
    }

    /**
     * Records that the stack has reached the desired state.
     *
     * @throws TemplateException if an export of the new state is not valid
     */
    void recordState(DesiredStack now, Map<String, JsonNode> newOutputs) {
        engine.exports().check(this, exports(now, newOutputs));
        desired = Optional.of(now);
        outputs = newOutputs;
    }

    /** Records that the stack is back in its state before an update. */
    void restore(DesiredStack before, Map<String, JsonNode> outputsBefore) {
        desired = Optional.of(before);
        outputs = outputsBefore;
    }

    /**
     * The update of this stack that waits for the update of its parent, or whose rollback failed; empty if there is
     * none.
     */
    Optional<StackUpdate> update() {
        return update;
    }

    void beginUpdate(StackUpdate begun) {
        update = Optional.of(begun);
    }

    void endUpdate() {
        update = Optional.empty();
    }

    /** The values that other stacks can import, by the name of the export. */
    Map<String, JsonNode> exports() {
        return desired.map(now -> exports(now, outputs)).orElse(Map.of());
    }

    private static Map<String, JsonNode> exports(DesiredStack desired, Map<String, JsonNode> outputs) {
        Map<String, JsonNode> exports = new LinkedHashMap<>();
        desired.exportNames().forEach((output, name) -> exports.put(name, outputs.get(output)));
        return exports;
    }

    /** The reason of the last failed operation. A rollback that succeeds does not change it. */
    String failure() {
        return failure;
    }

    void status(String newStatus, String why) {
        status = newStatus;
        reason = why;
        if (newStatus.endsWith("_FAILED") || newStatus.endsWith("ROLLBACK_IN_PROGRESS")) {
            failure = why;
        }
        engine.events().happened(this, name, id, TYPE, newStatus, why);
    }

    Map<String, StackResource> resources() {
        return new LinkedHashMap<>(resources);
    }

    Optional<StackResource> resource(String logicalId) {
        return Optional.ofNullable(resources.get(logicalId));
    }

    void put(StackResource resource) {
        resources.put(resource.logicalId(), resource);
    }

    void remove(String logicalId) {
        resources.remove(logicalId);
    }

    StackView view() {
        Map<String, String> ids = new LinkedHashMap<>();
        resources.values().forEach(resource -> resource.physicalId()
                .ifPresent(id -> ids.put(resource.logicalId(), id)));
        Map<String, String> exportNames = desired.map(DesiredStack::exportNames).orElse(Map.of());
        return new StackView(name, id, status, reason, outputs, exportNames, ids);
    }
}
