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
import java.util.UUID;

/** The operations that find out what has changed without CloudFormation. */
final class DriftOperations {
    private final LocalCloudFormation cloudFormation;
    private final StackRecords records;
    private final Clock clock;
    private final Map<String, Detection> byId = new HashMap<>();
    private final Map<String, Detection> lastOfStack = new HashMap<>();

    /** One detection, and once it has ended what it found, by logical id. */
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

    ObjectNode detect(QueryRequest asked) {
        StackRecord stack = records.get(asked.text("StackName"));
        String id = UUID.randomUUID().toString();
        Detection detection = new Detection(stack, clock.instant());
        byId.put(id, detection);
        lastOfStack.put(stack.id(), detection);
        cloudFormation.startDetectDrift(stack.name(), found -> {
            detection.found.putAll(found);
            detection.ended = true;
            stack.drifts(detection.status(), detection.begun);
        });
        return Described.object().put("StackDriftDetectionId", id);
    }

    ObjectNode describe(QueryRequest asked) {
        String id = asked.text("StackDriftDetectionId");
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

    /** Tells what the last detection of a stack found. */
    ObjectNode resources(QueryRequest asked) {
        StackRecord stack = records.get(asked.text("StackName"));
        ObjectNode answer = Described.object();
        ArrayNode list = answer.putArray("StackResourceDrifts");
        List<String> wanted = asked.texts("StackResourceDriftStatusFilters");
        Detection last = lastOfStack.get(stack.id());
        if (last != null) {
            Map<String, StackEvent> resources = stack.resources();
            last.found.forEach((logicalId, drift) -> {
                StackEvent resource = resources.get(logicalId);
                if (resource != null
                        && (wanted.isEmpty() || wanted.contains(drift.status().name()))) {
                    list.add(Described.drift(stack, resource, drift, last.begun));
                }
            });
        }
        return answer;
    }
}
