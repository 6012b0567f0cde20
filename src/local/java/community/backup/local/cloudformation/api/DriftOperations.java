package community.backup.local.cloudformation.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import community.backup.local.cloudformation.LocalCloudFormation;
import community.backup.local.cloudformation.ResourceDrift;
import community.backup.local.cloudformation.StackEvent;
import community.backup.local.cloudformation.template.TemplateException;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The operations on drift: changes that were made outside of CloudFormation. */
final class DriftOperations {
    private final LocalCloudFormation cloudFormation;
    private final StackRecords records;
    private final Clock clock;
    private final Map<String, Detection> byId = new HashMap<>();
    /** The results of the last detection of each resource, by the id of the stack and the logical id. */
    private final Map<String, Map<String, Found>> lastOfStack = new HashMap<>();

    /** The drift of a resource, and the start of its detection. */
    private record Found(ResourceDrift drift, Instant begun) {}

    /** A detection. After its end it has the drift of each resource, by logical id. */
    private static final class Detection {
        private final StackRecord stack;
        private final Instant begun;
        private final Map<String, ResourceDrift> found = new HashMap<>();
        private boolean ended;

        private Detection(StackRecord stack, Instant begun) {
            this.stack = stack;
            this.begun = begun;
        }

        private long drifted() {
            return found.values().stream().filter(ResourceDrift::drifted).count();
        }

        private String status() {
            return drifted() == 0 ? "IN_SYNC" : "DRIFTED";
        }
    }

    DriftOperations(LocalCloudFormation cloudFormation, StackRecords records, Clock clock) {
        this.cloudFormation = cloudFormation;
        this.records = records;
        this.clock = clock;
    }

    ObjectNode detect(QueryRequest query) {
        StackRecord stack = records.get(query.text("StackName"));
        String id = UUID.randomUUID().toString();
        Detection detection = new Detection(stack, clock.instant());
        byId.put(id, detection);
        cloudFormation.startDetectDrift(stack.name(), found -> {
            detection.found.putAll(found);
            detection.ended = true;
            found.forEach((logicalId, drift) -> keep(stack, logicalId, new Found(drift, detection.begun)));
            stack.driftDetected(detection.status(), detection.begun);
        });
        return Described.object().put("StackDriftDetectionId", id);
    }

    private void keep(StackRecord stack, String logicalId, Found found) {
        lastOfStack.computeIfAbsent(stack.id(), id -> new TreeMap<>()).put(logicalId, found);
    }

    /** Checks one resource, and answers when its drift is known. The drift status of the stack does not change. */
    CompletionStage<ObjectNode> detectOne(QueryRequest query) {
        StackRecord stack = records.get(query.text("StackName"));
        String logicalId = query.text("LogicalResourceId");
        Instant begun = clock.instant();
        CompletableFuture<ObjectNode> answer = new CompletableFuture<>();
        cloudFormation.startDetectDrift(stack.name(), logicalId, drift -> {
            Found found = new Found(drift, begun);
            keep(stack, logicalId, found);
            ObjectNode shape = Described.object();
            shape.set("StackResourceDrift", described(stack, logicalId, found));
            answer.complete(shape);
        });
        return answer;
    }

    private static ObjectNode described(StackRecord stack, String logicalId, Found found) {
        StackEvent resource = Objects.requireNonNull(stack.resources().get(logicalId), logicalId);
        return Described.drift(stack, resource, found.drift(), found.begun());
    }

    ObjectNode describe(QueryRequest query) {
        String id = query.text("StackDriftDetectionId");
        Detection detection = byId.get(id);
        if (detection == null) {
            throw new TemplateException("Drift detection with id " + id + " does not exist");
        }
        ObjectNode answer = Described.object()
                .put("StackId", detection.stack.id())
                .put("StackDriftDetectionId", id)
                .put("DetectionStatus", detection.ended ? "DETECTION_COMPLETE" : "DETECTION_IN_PROGRESS")
                .put("Timestamp", detection.begun.toString());
        if (detection.ended) {
            answer.put("StackDriftStatus", detection.status()).put("DriftedStackResourceCount", detection.drifted());
        }
        return answer;
    }

    /** Returns the result of the last detection of each resource of a stack. */
    ObjectNode resources(QueryRequest query) {
        StackRecord stack = records.get(query.text("StackName"));
        ObjectNode answer = Described.object();
        ArrayNode list = answer.putArray("StackResourceDrifts");
        List<String> wanted = query.texts("StackResourceDriftStatusFilters");
        lastOfStack.getOrDefault(stack.id(), Map.of()).forEach((logicalId, found) -> {
            if (wanted.isEmpty() || wanted.contains(found.drift().status().name())) {
                list.add(described(stack, logicalId, found));
            }
        });
        return answer;
    }
}
