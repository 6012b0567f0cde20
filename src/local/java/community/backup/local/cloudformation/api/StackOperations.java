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

    ObjectNode create(QueryRequest query) {
        String name = query.text("StackName");
        if (records.find(name).isPresent()) {
            throw new ApiException("AlreadyExistsException", "Stack [" + name + "] already exists");
        }
        StackRecord stack = deploy(stackRequest(query), onFailure(query), CloudFormationApi.express(query));
        stack.protectFromTermination(query.flag("EnableTerminationProtection"));
        stack.keepDeployment(query);
        return startedStack(stack);
    }

    ObjectNode protectFromTermination(QueryRequest query) {
        StackRecord stack = records.get(query.text("StackName"));
        if (stack.nested().isPresent()) {
            throw new TemplateException("Termination protection of a nested stack is that of its root stack "
                    + stack.nested().get().root() + ".");
        }
        stack.protectFromTermination(query.flag("EnableTerminationProtection"));
        return startedStack(stack);
    }

    ObjectNode update(QueryRequest query) {
        records.get(query.text("StackName"));
        StackRecord stack = deploy(stackRequest(query), onFailure(query), CloudFormationApi.express(query));
        stack.keepDeployment(query);
        return startedStack(stack);
    }

    private static ObjectNode startedStack(StackRecord stack) {
        return Described.object().put("StackId", stack.id());
    }

    /** Begins to create or update a stack. */
    StackRecord deploy(StackRequest request, OnFailure onFailure, boolean express) {
        refuseWhileUnderWay(request.stackName());
        cloudFormation.express(request.stackName(), express);
        cloudFormation.startDeploy(request, onFailure, keepRequestAtSuccess(request));
        return startedStack(request);
    }

    /** Begins to import resources into a stack. */
    StackRecord importResources(StackRequest request, Map<String, Map<String, String>> identifiers, boolean express) {
        refuseWhileUnderWay(request.stackName());
        cloudFormation.express(request.stackName(), express);
        cloudFormation.startImport(request, identifiers, keepRequestAtSuccess(request));
        return startedStack(request);
    }

    private StackRecord startedStack(StackRequest request) {
        StackRecord stack = records.get(request.stackName());
        if (stack.request().isEmpty()) {
            stack.keepRequest(request);
        }
        return stack;
    }

    /** Keeps the request at a successful end. After a rollback, the previous request stays the current one. */
    private Consumer<StackView> keepRequestAtSuccess(StackRequest request) {
        return end -> {
            if (end.status().endsWith("_COMPLETE") && !end.status().contains("ROLLBACK")) {
                records.get(end.id()).keepRequest(request);
            }
        };
    }

    private void refuseWhileUnderWay(String nameOrId) {
        records.find(nameOrId).filter(StackRecord::underWay).ifPresent(stack -> {
            throw new TemplateException(
                    "Stack:" + stack.id() + " is in " + stack.last().status() + " state and can not be updated.");
        });
    }

    ObjectNode continueRollback(QueryRequest query) {
        StackRecord stack = records.get(query.text("StackName"));
        refuseWhileUnderWay(stack.name());
        // This operation does not support express mode.
        cloudFormation.express(stack.name(), false);
        cloudFormation.startContinueRollback(stack.name(), ids(query, "ResourcesToSkip"), end -> {});
        stack.keepRole(query);
        return Described.object();
    }

    private static Set<String> ids(QueryRequest query, String list) {
        return new TreeSet<>(query.texts(list));
    }

    ObjectNode delete(QueryRequest query) {
        ObjectNode nothing = Described.object();
        Optional<StackRecord> present = records.find(query.text("StackName"));
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
        present.get().keepRole(query);
        cloudFormation.express(name, CloudFormationApi.express(query));
        if (query.text("DeletionMode").equals("FORCE_DELETE_STACK")) {
            cloudFormation.startForceDelete(name, end -> {});
        } else {
            cloudFormation.startDelete(name, ids(query, "RetainResources"), end -> {});
        }
        return nothing;
    }

    /** A stack as it is now; empty if it is deleted. */
    Optional<StackView> view(StackRecord stack) {
        return cloudFormation.describe(stack.name()).filter(view -> view.id().equals(stack.id()));
    }

    /** Lists all stacks, deleted ones included. */
    ObjectNode list(QueryRequest query) {
        List<String> wanted = query.texts("StackStatusFilter");
        ObjectNode answer = Described.object();
        ArrayNode list = answer.putArray("StackSummaries");
        records.all().stream()
                .filter(stack ->
                        wanted.isEmpty() || wanted.contains(stack.last().status()))
                .forEach(stack -> list.add(Described.summary(stack)));
        return answer;
    }

    ObjectNode describeResources(QueryRequest query) {
        return resources(query, "StackResources", "Timestamp");
    }

    ObjectNode describeResource(QueryRequest query) {
        StackRecord stack = records.get(query.text("StackName"));
        String logicalId = query.text("LogicalResourceId");
        StackEvent resource = stack.resources().get(logicalId);
        if (resource == null) {
            throw new TemplateException("Resource " + logicalId + " does not exist for stack " + stack.name());
        }
        ObjectNode answer = Described.object();
        answer.set("StackResourceDetail", Described.resource(stack, resource, "LastUpdatedTimestamp"));
        return answer;
    }

    ObjectNode listResources(QueryRequest query) {
        return resources(query, "StackResourceSummaries", "LastUpdatedTimestamp");
    }

    private ObjectNode resources(QueryRequest query, String listIs, String timeIs) {
        StackRecord stack = records.get(query.text("StackName"));
        ObjectNode answer = Described.object();
        ArrayNode list = answer.putArray(listIs);
        String only = query.text("LogicalResourceId");
        stack.resources().values().stream()
                .filter(resource -> only.isEmpty() || only.equals(resource.logicalId()))
                .forEach(resource -> list.add(Described.resource(stack, resource, timeIs)));
        return answer;
    }

    ObjectNode template(QueryRequest query) {
        StackRecord stack = records.get(query.text("StackName"));
        return Described.object()
                .put("TemplateBody", stack.request().map(StackRequest::template).orElse(""));
    }

    /** Describes the parameters, types and identifiers in a template or in the template of a stack. */
    ObjectNode summary(QueryRequest query) {
        String text = query.text("StackName").isEmpty()
                ? template(query, Optional.empty())
                : template(query).path("TemplateBody").asText();
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

    ObjectNode validate(QueryRequest query) {
        return validated(template(query, Optional.empty()));
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
    StackRequest stackRequest(QueryRequest query) {
        String name = query.text("StackName");
        Optional<StackRequest> former = records.find(name).flatMap(StackRecord::request);
        Map<String, String> parameters = new LinkedHashMap<>();
        for (JsonNode parameter : query.list("Parameters")) {
            String key = parameter.path("ParameterKey").asText();
            String before = former.map(request -> request.parameters().get(key)).orElse(null);
            if (!parameter.path("UsePreviousValue").asText().equals("true")) {
                parameters.put(key, parameter.path("ParameterValue").asText());
            } else if (before != null) {
                parameters.put(key, before);
            }
        }
        String template = template(query, former);
        Capabilities.check(query, Template.parse(template));
        return new StackRequest(name, template, parameters, query.pairs("Tags", "Key", "Value"));
    }

    private String template(QueryRequest query, Optional<StackRequest> former) {
        if (!query.text("TemplateURL").isEmpty()) {
            return cloudFormation.uploadedTemplate(query.text("TemplateURL"));
        }
        if (query.flag("UsePreviousTemplate") && former.isPresent()) {
            return former.get().template();
        }
        if (query.text("TemplateBody").isEmpty()) {
            throw new TemplateException("Either Template URL or Template Body must be specified.");
        }
        return query.text("TemplateBody");
    }

    /** The requested treatment of a stack whose creation or update fails. */
    static OnFailure onFailure(QueryRequest query) {
        if (query.flag("RetainExceptOnCreate")) {
            return OnFailure.ROLLBACK_RETAIN_EXCEPT_ON_CREATE;
        }
        if (query.flag("DisableRollback")) {
            return OnFailure.DO_NOTHING;
        }
        String named = query.text("OnFailure") + query.text("OnStackFailure");
        return named.isEmpty() ? OnFailure.ROLLBACK : OnFailure.valueOf(named);
    }
}
