package community.backup.local.cloudformation.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import community.backup.local.cloudformation.LocalCloudFormation;
import community.backup.local.cloudformation.OnFailure;
import community.backup.local.cloudformation.StackEvent;
import community.backup.local.cloudformation.StackRequest;
import community.backup.local.cloudformation.StackView;
import community.backup.local.cloudformation.template.Descriptions;
import community.backup.local.cloudformation.template.Template;
import community.backup.local.cloudformation.template.TemplateException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * The operations on stacks. An operation that changes a stack returns at once, and the status of the stack shows its
 * progress.
 */
final class StackOperations {
    private final LocalCloudFormation cloudFormation;
    private final StackRecords records;

    StackOperations(LocalCloudFormation cloudFormation, StackRecords records) {
        this.cloudFormation = cloudFormation;
        this.records = records;
    }

    ObjectNode create(QueryRequest asked) {
        String name = asked.text("StackName");
        if (records.find(name).isPresent()) {
            throw new ApiException("AlreadyExistsException", "Stack [" + name + "] already exists");
        }
        StackRecord stack = deploy(requested(asked), onFailure(asked), CloudFormationApi.express(asked));
        stack.protectFromTermination(asked.flag("EnableTerminationProtection"));
        stack.deployedBy(asked);
        return begun(stack);
    }

    ObjectNode protectFromTermination(QueryRequest asked) {
        StackRecord stack = records.get(asked.text("StackName"));
        if (stack.nested().isPresent()) {
            throw new TemplateException("Termination protection of a nested stack is that of its root stack "
                    + stack.nested().get().root() + ".");
        }
        stack.protectFromTermination(asked.flag("EnableTerminationProtection"));
        return begun(stack);
    }

    ObjectNode update(QueryRequest asked) {
        records.get(asked.text("StackName"));
        StackRecord stack = deploy(requested(asked), onFailure(asked), CloudFormationApi.express(asked));
        stack.deployedBy(asked);
        return begun(stack);
    }

    private static ObjectNode begun(StackRecord stack) {
        return Described.object().put("StackId", stack.id());
    }

    /** Begins to create or update a stack. */
    StackRecord deploy(StackRequest request, OnFailure onFailure, boolean express) {
        refuseWhileUnderWay(request.stackName());
        cloudFormation.express(request.stackName(), express);
        cloudFormation.startDeploy(request, onFailure, settling(request));
        return begun(request);
    }

    /** Begins to import resources into a stack. */
    StackRecord take(StackRequest request, Map<String, Map<String, String>> identifiers, boolean express) {
        refuseWhileUnderWay(request.stackName());
        cloudFormation.express(request.stackName(), express);
        cloudFormation.startImport(request, identifiers, settling(request));
        return begun(request);
    }

    private StackRecord begun(StackRequest request) {
        StackRecord stack = records.get(request.stackName());
        if (stack.request().isEmpty()) {
            stack.settle(request);
        }
        return stack;
    }

    /** Keeps the request at a successful end. After a rollback, the previous request stays the current one. */
    private Consumer<StackView> settling(StackRequest request) {
        return end -> {
            if (end.status().endsWith("_COMPLETE") && !end.status().contains("ROLLBACK")) {
                records.get(end.id()).settle(request);
            }
        };
    }

    private void refuseWhileUnderWay(String nameOrId) {
        records.find(nameOrId).filter(StackRecord::underWay).ifPresent(stack -> {
            throw new TemplateException(
                    "Stack:" + stack.id() + " is in " + stack.last().status() + " state and can not be updated.");
        });
    }

    ObjectNode continueRollback(QueryRequest asked) {
        StackRecord stack = records.get(asked.text("StackName"));
        refuseWhileUnderWay(stack.name());
        // This operation does not support express mode.
        cloudFormation.express(stack.name(), false);
        cloudFormation.startContinueRollback(stack.name(), ids(asked, "ResourcesToSkip"), end -> {});
        stack.workedOnBy(asked);
        return Described.object();
    }

    private static Set<String> ids(QueryRequest asked, String list) {
        return new TreeSet<>(asked.texts(list));
    }

    ObjectNode delete(QueryRequest asked) {
        ObjectNode nothing = Described.object();
        Optional<StackRecord> present = records.find(asked.text("StackName"));
        if (present.isEmpty()
                || present.get().gone()
                || present.get().last().status().equals("DELETE_IN_PROGRESS")) {
            return nothing;
        }
        String name = present.get().name();
        if (present.get().terminationProtected()) {
            throw new TemplateException(
                    "Stack [" + name + "] cannot be deleted while TerminationProtection is enabled");
        }
        refuseWhileUnderWay(name);
        present.get().workedOnBy(asked);
        cloudFormation.express(name, CloudFormationApi.express(asked));
        if (asked.text("DeletionMode").equals("FORCE_DELETE_STACK")) {
            cloudFormation.startForceDelete(name, end -> {});
        } else {
            cloudFormation.startDelete(name, ids(asked, "RetainResources"), end -> {});
        }
        return nothing;
    }

    /** A stack as it is now; empty if it is deleted. */
    Optional<StackView> view(StackRecord stack) {
        return cloudFormation.describe(stack.name()).filter(view -> view.id().equals(stack.id()));
    }

    /** Lists all stacks, deleted ones included. */
    ObjectNode list(QueryRequest asked) {
        List<String> wanted = asked.texts("StackStatusFilter");
        ObjectNode answer = Described.object();
        ArrayNode list = answer.putArray("StackSummaries");
        records.all().stream()
                .filter(stack ->
                        wanted.isEmpty() || wanted.contains(stack.last().status()))
                .forEach(stack -> list.add(Described.summary(stack)));
        return answer;
    }

    ObjectNode describeResources(QueryRequest asked) {
        return resources(asked, "StackResources", "Timestamp");
    }

    ObjectNode describeResource(QueryRequest asked) {
        StackRecord stack = records.get(asked.text("StackName"));
        String logicalId = asked.text("LogicalResourceId");
        StackEvent resource = stack.resources().get(logicalId);
        if (resource == null) {
            throw new TemplateException("Resource " + logicalId + " does not exist for stack " + stack.name());
        }
        ObjectNode answer = Described.object();
        answer.set("StackResourceDetail", Described.resource(stack, resource, "LastUpdatedTimestamp"));
        return answer;
    }

    ObjectNode listResources(QueryRequest asked) {
        return resources(asked, "StackResourceSummaries", "LastUpdatedTimestamp");
    }

    private ObjectNode resources(QueryRequest asked, String listIs, String timeIs) {
        StackRecord stack = records.get(asked.text("StackName"));
        ObjectNode answer = Described.object();
        ArrayNode list = answer.putArray(listIs);
        String only = asked.text("LogicalResourceId");
        stack.resources().values().stream()
                .filter(resource -> only.isEmpty() || only.equals(resource.logicalId()))
                .forEach(resource -> list.add(Described.resource(stack, resource, timeIs)));
        return answer;
    }

    ObjectNode template(QueryRequest asked) {
        StackRecord stack = records.get(asked.text("StackName"));
        return Described.object()
                .put("TemplateBody", stack.request().map(StackRequest::template).orElse(""));
    }

    /** Describes the parameters, types and identifiers in a template or in the template of a stack. */
    ObjectNode summary(QueryRequest asked) {
        String text = asked.text("StackName").isEmpty()
                ? template(asked, Optional.empty())
                : template(asked).path("TemplateBody").asText();
        ObjectNode answer = validated(text);
        Template template = Template.parse(text);
        ArrayNode types = answer.putArray("ResourceTypes");
        ArrayNode identifiers = answer.putArray("ResourceIdentifierSummaries");
        Map<String, List<String>> byType = new TreeMap<>();
        template.resources().values().forEach(resource -> byType.computeIfAbsent(
                        resource.type(), type -> new ArrayList<>())
                .add(resource.logicalId()));
        byType.forEach((type, logicalIds) -> {
            types.add(type);
            ObjectNode summary = identifiers.addObject().put("ResourceType", type);
            logicalIds.forEach(summary.putArray("LogicalResourceIds")::add);
            cloudFormation.identifierNames(type).forEach(summary.putArray("ResourceIdentifiers")::add);
        });
        return answer;
    }

    ObjectNode listExports() {
        ObjectNode answer = Described.object();
        ArrayNode list = answer.putArray("Exports");
        cloudFormation.exports().forEach(export -> list.addObject()
                .put("ExportingStackId", export.stackId())
                .put("Name", export.name())
                .put("Value", export.value()));
        return answer;
    }

    ObjectNode validate(QueryRequest asked) {
        return validated(template(asked, Optional.empty()));
    }

    private static ObjectNode validated(String text) {
        Template template = Template.parse(text);
        String description = Descriptions.of(text).template();
        ObjectNode answer = Described.object();
        if (!description.isEmpty()) {
            answer.put("Description", description);
        }
        ArrayNode list = answer.putArray("Parameters");
        template.parameters().values().forEach(parameter -> list.add(Described.parameter(parameter)));
        Capabilities.needed(template).forEach(answer.putArray("Capabilities")::add);
        return answer;
    }

    /**
     * The desired state of a stack in a request.
     *
     * @throws TemplateException if it has no template, or the template is not valid or cannot be read
     * @throws ApiException if it lacks a capability that the template needs
     */
    StackRequest requested(QueryRequest asked) {
        String name = asked.text("StackName");
        Optional<StackRequest> former = records.find(name).flatMap(StackRecord::request);
        Map<String, String> parameters = new LinkedHashMap<>();
        for (JsonNode parameter : asked.list("Parameters")) {
            String key = parameter.path("ParameterKey").asText();
            String before = former.map(request -> request.parameters().get(key)).orElse(null);
            if (!parameter.path("UsePreviousValue").asText().equals("true")) {
                parameters.put(key, parameter.path("ParameterValue").asText());
            } else if (before != null) {
                parameters.put(key, before);
            }
        }
        String template = template(asked, former);
        Capabilities.check(asked, Template.parse(template));
        return new StackRequest(name, template, parameters, asked.pairs("Tags", "Key", "Value"));
    }

    private String template(QueryRequest asked, Optional<StackRequest> former) {
        if (!asked.text("TemplateURL").isEmpty()) {
            return cloudFormation.uploadedTemplate(asked.text("TemplateURL"));
        }
        if (asked.flag("UsePreviousTemplate") && former.isPresent()) {
            return former.get().template();
        }
        if (asked.text("TemplateBody").isEmpty()) {
            throw new TemplateException("Either Template URL or Template Body must be specified.");
        }
        return asked.text("TemplateBody");
    }

    /** The requested treatment of a stack whose creation or update fails. */
    static OnFailure onFailure(QueryRequest asked) {
        if (asked.flag("RetainExceptOnCreate")) {
            return OnFailure.ROLLBACK_RETAINING_NOTHING_NEW;
        }
        if (asked.flag("DisableRollback")) {
            return OnFailure.DO_NOTHING;
        }
        String named = asked.text("OnFailure") + asked.text("OnStackFailure");
        return named.isEmpty() ? OnFailure.ROLLBACK : OnFailure.valueOf(named);
    }
}
