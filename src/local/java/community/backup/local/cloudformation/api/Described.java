package community.backup.local.cloudformation.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import community.backup.local.cloudformation.ResourceDrift;
import community.backup.local.cloudformation.StackEvent;
import community.backup.local.cloudformation.StackRequest;
import community.backup.local.cloudformation.StackView;
import community.backup.local.cloudformation.template.Descriptions;
import community.backup.local.cloudformation.template.Parameter;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** The shapes in the API's answers. */
final class Described {
    private static final Descriptions NO_DESCRIPTIONS = new Descriptions("", Map.of());

    private Described() {}

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    /**
     * A stack.
     *
     * @param view the stack with its outputs; empty if they are not known
     */
    static ObjectNode stack(StackRecord stack, Optional<StackView> view) {
        ObjectNode shape = summary(stack)
                .put("DisableRollback", false)
                .put("EnableTerminationProtection", stack.terminationProtected());
        Descriptions descriptions = stack.request()
                .map(StackRequest::template)
                .map(Descriptions::of)
                .orElse(NO_DESCRIPTIONS);
        withText(shape, "Description", descriptions.template());
        ArrayNode outputs = shape.putArray("Outputs");
        view.ifPresent(seen -> outputs(outputs, seen, descriptions));
        stack.request().ifPresent(request -> request(shape, request));
        stack.capabilities().forEach(shape.putArray("Capabilities")::add);
        // The local CloudFormation sends no notifications, and refuses requests with this parameter.
        shape.putArray("NotificationARNs");
        stack.role().ifPresent(role -> shape.put("RoleARN", role));
        ObjectNode drift = shape.putObject("DriftInformation").put("StackDriftStatus", stack.driftStatus());
        stack.driftChecked().ifPresent(time -> drift.put("LastCheckTimestamp", time.toString()));
        return shape;
    }

    private static void outputs(ArrayNode list, StackView view, Descriptions descriptions) {
        view.outputs().forEach((name, value) -> {
            ObjectNode output = list.addObject().put("OutputKey", name).put("OutputValue", value.asText());
            withText(output, "Description", descriptions.outputs().getOrDefault(name, ""));
            withText(output, "ExportName", view.exportNames().getOrDefault(name, ""));
        });
    }

    static ObjectNode summary(StackRecord stack) {
        StackEvent last = stack.last();
        ObjectNode shape = object().put("StackId", stack.id())
                .put("StackName", stack.name())
                .put("CreationTime", stack.created().toString())
                .put("StackStatus", last.status());
        stack.nested()
                .ifPresent(nested -> shape.put("ParentId", nested.parent()).put("RootId", nested.root()));
        stack.updated().ifPresent(time -> shape.put("LastUpdatedTime", time.toString()));
        if (stack.gone()) {
            shape.put("DeletionTime", last.timestamp().toString());
        }
        return withText(shape, "StackStatusReason", last.reason());
    }

    static ObjectNode event(StackRecord stack, int number, StackEvent event) {
        ObjectNode shape = object().put("StackId", stack.id())
                .put("EventId", stack.id() + "/" + number)
                .put("StackName", stack.name())
                .put("Timestamp", event.timestamp().toString());
        return resource(shape, event);
    }

    static ObjectNode resource(StackRecord stack, StackEvent last, String timeIs) {
        ObjectNode shape = object().put("StackId", stack.id())
                .put("StackName", stack.name())
                .put(timeIs, last.timestamp().toString());
        return resource(shape, last);
    }

    private static ObjectNode resource(ObjectNode shape, StackEvent event) {
        shape.put("LogicalResourceId", event.logicalId())
                .put("PhysicalResourceId", event.physicalId())
                .put("ResourceType", event.resourceType())
                .put("ResourceStatus", event.status());
        return withText(shape, "ResourceStatusReason", event.reason());
    }

    static ObjectNode changeSet(ChangeSet changes) {
        ObjectNode shape = changeSetSummary(changes);
        withText(shape, "Description", changes.query().text("Description"));
        request(shape, changes.request());
        changes.query().texts("Capabilities").forEach(shape.putArray("Capabilities")::add);
        shape.putArray("NotificationARNs");
        shape.putArray("Changes");
        return shape;
    }

    static ObjectNode changeSetSummary(ChangeSet changes) {
        boolean can = changes.objection().isEmpty();
        ObjectNode shape = object().put("ChangeSetId", changes.id())
                .put("ChangeSetName", changes.name())
                .put("StackId", changes.stackId())
                .put("StackName", changes.request().stackName())
                .put("CreationTime", changes.created().toString())
                .put("ExecutionStatus", changes.executed() ? "EXECUTE_COMPLETE" : can ? "AVAILABLE" : "UNAVAILABLE")
                .put("Status", can ? "CREATE_COMPLETE" : "FAILED");
        return withText(shape, "StatusReason", changes.objection());
    }

    static ObjectNode drift(StackRecord stack, StackEvent resource, ResourceDrift drift, Instant found) {
        ObjectNode shape = object().put("StackId", stack.id())
                .put("LogicalResourceId", resource.logicalId())
                .put("PhysicalResourceId", resource.physicalId())
                .put("ResourceType", resource.resourceType())
                .put("StackResourceDriftStatus", drift.status().name())
                .put("Timestamp", found.toString());
        ArrayNode differences = shape.putArray("PropertyDifferences");
        drift.differences().forEach(each -> differences
                .addObject()
                .put("PropertyPath", each.path())
                .put("ExpectedValue", each.expected())
                .put("ActualValue", each.actual())
                .put("DifferenceType", each.kind().name()));
        return shape;
    }

    static ObjectNode parameter(Parameter parameter) {
        ObjectNode shape = object().put("ParameterKey", parameter.name()).put("ParameterType", parameter.type());
        parameter.defaultValue().ifPresent(value -> shape.put("DefaultValue", value));
        return shape;
    }

    private static void request(ObjectNode shape, StackRequest request) {
        pairs(shape.putArray("Parameters"), "ParameterKey", "ParameterValue", request.parameters());
        pairs(shape.putArray("Tags"), "Key", "Value", request.tags());
    }

    private static void pairs(ArrayNode list, String key, String value, Map<String, String> pairs) {
        pairs.forEach((name, content) -> list.addObject().put(key, name).put(value, content));
    }

    private static ObjectNode withText(ObjectNode shape, String name, String text) {
        return text.isEmpty() ? shape : shape.put(name, text);
    }
}
