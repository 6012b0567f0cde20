package community.backup.local.cloudformation.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import community.backup.local.awsbackup.Account;
import community.backup.local.cloudformation.LocalCloudFormation;
import community.backup.local.cloudformation.StackRequest;
import community.backup.local.cloudformation.template.TemplateException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The operations on change sets. The description of a change set does not list its changes. */
final class ChangeSetOperations {
    private static final String NO_CHANGES =
            "The submitted information didn't contain changes. Submit different information to create a change set.";

    private final LocalCloudFormation cloudFormation;
    private final StackOperations stacks;
    private final StackRecords records;
    private final Clock clock;
    private final List<ChangeSet> changeSets = new ArrayList<>();

    ChangeSetOperations(LocalCloudFormation cloudFormation, StackOperations stacks, StackRecords records, Clock clock) {
        this.cloudFormation = cloudFormation;
        this.stacks = stacks;
        this.records = records;
        this.clock = clock;
    }

    ObjectNode create(QueryRequest query) {
        StackRequest request = stacks.stackRequest(query);
        Map<String, Map<String, String>> imports = new LinkedHashMap<>();
        for (JsonNode resource : query.list("ResourcesToImport")) {
            imports.put(
                    resource.path("LogicalResourceId").asText(), QueryRequest.map(resource.path("ResourceIdentifier")));
        }
        String name = query.text("ChangeSetName");
        boolean makesStack = makesStack(query);
        if (find(query).isPresent()) {
            throw new ApiException("AlreadyExistsException", "ChangeSet [" + name + "] already exists");
        }
        String objection = objection(request, imports);
        if (makesStack && records.find(request.stackName()).isEmpty()) {
            cloudFormation.review(request.stackName());
        }
        StackRecord stack = records.get(request.stackName());
        String id = "arn:%s:cloudformation:%s:%s:changeSet/%s/%s"
                .formatted(
                        Account.example().partition(),
                        Account.example().region(),
                        Account.example().id(),
                        name,
                        UUID.randomUUID());
        changeSets.add(new ChangeSet(id, stack.id(), request, query, imports, clock.instant(), objection, false));
        return Described.object().put("Id", id).put("StackId", stack.id());
    }

    private boolean makesStack(QueryRequest query) {
        String name = query.text("StackName");
        boolean exists = records.find(name).filter(stack -> !stack.inReview()).isPresent();
        String type = query.text("ChangeSetType");
        switch (type) {
            case "", "UPDATE" -> {
                if (!exists) {
                    throw new TemplateException("Stack [" + name + "] does not exist");
                }
            }
            case "CREATE" -> {
                if (exists) {
                    throw new TemplateException("Stack [" + name
                            + "] already exists and cannot be created again with the changeSet ["
                            + query.text("ChangeSetName") + "].");
                }
            }
            case "IMPORT" -> {}
            default -> throw new TemplateException("ChangeSetType: it is " + type + ", not CREATE, UPDATE or IMPORT.");
        }
        return !exists;
    }

    /**
     * The reason why a change set cannot be executed; empty if it can. A change set without changes is created, and its
     * execution is refused. A request that is not valid creates no change set.
     */
    private String objection(StackRequest request, Map<String, Map<String, String>> imports) {
        if (!imports.isEmpty()) {
            cloudFormation.checkImport(request, imports);
            return "";
        }
        return cloudFormation.changes(request) ? "" : NO_CHANGES;
    }

    ObjectNode describe(QueryRequest query) {
        return Described.changeSet(get(query));
    }

    ObjectNode execute(QueryRequest query) {
        ChangeSet changes = get(query);
        if (!changes.objection().isEmpty() || changes.executed()) {
            throw new ApiException(
                    "InvalidChangeSetStatus",
                    "ChangeSet [" + changes.id() + "] cannot be executed in its current status of ["
                            + (changes.executed() ? "EXECUTE_COMPLETE" : "FAILED") + "]");
        }
        boolean express = CloudFormationApi.express(changes.query());
        if (changes.imports().isEmpty()) {
            if (query.flag("DisableRollback") && !records.get(changes.stackId()).inReview()) {
                throw new TemplateException(
                        "DisableRollback: the local CloudFormation rolls every failed update back. Leave it out.");
            }
            stacks.deploy(changes.request(), StackOperations.onFailure(query), express);
        } else {
            stacks.importResources(changes.request(), changes.imports(), express);
        }
        records.get(changes.stackId()).keepDeployment(changes.query());
        // The execution changes the stack, so its other change sets are no longer valid.
        changeSets.removeIf(
                other -> other.request().stackName().equals(changes.request().stackName()));
        changeSets.add(changes.asExecuted());
        return Described.object();
    }

    /** Deletes a change set. A missing change set is no error; a missing stack is one. */
    ObjectNode delete(QueryRequest query) {
        Optional<ChangeSet> present = find(query);
        if (present.isEmpty() && !query.text("StackName").isEmpty()) {
            records.get(query.text("StackName"));
        }
        present.ifPresent(changeSets::remove);
        return Described.object();
    }

    ObjectNode list(QueryRequest query) {
        StackRecord stack = records.get(query.text("StackName"));
        ObjectNode answer = Described.object();
        ArrayNode list = answer.putArray("Summaries");
        changeSets.stream()
                .filter(changes -> changes.stackId().equals(stack.id()))
                .forEach(changes -> list.add(Described.changeSetSummary(changes)));
        return answer;
    }

    private ChangeSet get(QueryRequest query) {
        return find(query)
                .orElseThrow(() -> new ApiException(
                        "ChangeSetNotFound", "ChangeSet [" + query.text("ChangeSetName") + "] does not exist"));
    }

    private Optional<ChangeSet> find(QueryRequest query) {
        return changeSets.stream()
                .filter(changes -> changes.isNamed(query.text("ChangeSetName"), query.text("StackName")))
                // A deleted stack has no change sets.
                .filter(changes -> !records.get(changes.stackId()).gone())
                .findFirst();
    }
}
