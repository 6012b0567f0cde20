package community.backup.local.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A stack's state. */
final class Stack {
    static final String TYPE = "AWS::CloudFormation::Stack";

    private final String name;
    private final String id;
    private final Engine engine;
    private final Map<String, StackResource> resources = new TreeMap<>();
    private Optional<Desired> desired = Optional.empty();
    private Map<String, JsonNode> outputs = Map.of();
    private String status = "REVIEW_IN_PROGRESS";
    private String reason = "";

    Stack(String name, String id, Engine engine) {
        this.name = name;
        this.id = id;
        this.engine = engine;
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

    /** What the stack was last made to be; empty before its first success. */
    Optional<Desired> desired() {
        return desired;
    }

    void settle(Desired now, Map<String, JsonNode> newOutputs) {
        desired = Optional.of(now);
        outputs = newOutputs;
    }

    void status(String newStatus, String why) {
        status = newStatus;
        reason = why;
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
        return new StackView(name, id, status, reason, outputs, ids);
    }
}
