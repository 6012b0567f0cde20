package community.backup.local.cloudformation.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import community.backup.local.awsbackup.Account;
import community.backup.local.cloudformation.LocalCloudFormation;
import community.backup.local.cloudformation.StackRequest;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The operations on change sets. What a change set would change is not told; a stack is not there before it is executed. */
final class ChangeSetOperations {
    private static final String NO_CHANGES =
            "The submitted information didn't contain changes. Submit different information to create a change set.";

    private final LocalCloudFormation cloudFormation;
    private final StackOperations stacks;
    private final Clock clock;
    private final List<ChangeSet> changeSets = new ArrayList<>();

    ChangeSetOperations(LocalCloudFormation cloudFormation, StackOperations stacks, Clock clock) {
        this.cloudFormation = cloudFormation;
        this.stacks = stacks;
        this.clock = clock;
    }

    ObjectNode create(QueryRequest asked) {
        StackRequest request = stacks.requested(asked);
        Map<String, Map<String, String>> imports = new LinkedHashMap<>();
        for (JsonNode resource : asked.list("ResourcesToImport")) {
            imports.put(
                    resource.path("LogicalResourceId").asText(), QueryRequest.map(resource.path("ResourceIdentifier")));
        }
        String name = asked.text("ChangeSetName");
        String id = "arn:%s:cloudformation:%s:%s:changeSet/%s/%s"
                .formatted(
                        Account.example().partition(),
                        Account.example().region(),
                        Account.example().id(),
                        name,
                        UUID.randomUUID());
        changeSets.add(new ChangeSet(id, name, request, imports, clock.instant(), objection(request, imports)));
        return Described.object().put("Id", id);
    }

    /** A change set that changes nothing comes into being, and cannot be executed; one that is not valid does not. */
    private String objection(StackRequest request, Map<String, Map<String, String>> imports) {
        if (!imports.isEmpty()) {
            cloudFormation.checkImport(request, imports);
            return "";
        }
        return cloudFormation.changes(request) ? "" : NO_CHANGES;
    }

    ObjectNode describe(QueryRequest asked) {
        return Described.changeSet(get(asked));
    }

    ObjectNode execute(QueryRequest asked) {
        ChangeSet changes = get(asked);
        if (!changes.objection().isEmpty()) {
            throw new ApiException(
                    "InvalidChangeSetStatus",
                    "ChangeSet [" + changes.id() + "] cannot be executed in its current status of [FAILED]");
        }
        if (changes.imports().isEmpty()) {
            stacks.deploy(changes.request(), StackOperations.onFailure(asked));
        } else {
            stacks.take(changes.request(), changes.imports());
        }
        // A stack has changed by then, and none of its other change sets fits it any more.
        changeSets.removeIf(
                other -> other.request().stackName().equals(changes.request().stackName()));
        return Described.object();
    }

    ObjectNode delete(QueryRequest asked) {
        changeSets.remove(get(asked));
        return Described.object();
    }

    private ChangeSet get(QueryRequest asked) {
        String nameOrId = asked.text("ChangeSetName");
        return changeSets.stream()
                .filter(changes -> changes.isNamed(nameOrId, asked.text("StackName")))
                .findFirst()
                .orElseThrow(
                        () -> new ApiException("ChangeSetNotFound", "ChangeSet [" + nameOrId + "] does not exist"));
    }
}
