package community.backup.local.cloudformation.resource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import community.backup.local.awsbackup.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The built-in type {@code AWS::Backup::BackupSelection}: the ARNs of resources that a backup plan backs up. */
public final class BackupSelectionHandler implements ResourceHandler {
    private static final String SCHEMA = """
            {
              "typeName": "AWS::Backup::BackupSelection",
              "properties": {
                "BackupPlanId": {"type": "string"},
                "BackupSelection": {"type": "object"},
                "SelectionId": {"type": "string"},
                "Id": {"type": "string"}
              },
              "required": ["BackupPlanId", "BackupSelection"],
              "readOnlyProperties": ["/properties/SelectionId", "/properties/Id"],
              "writeOnlyProperties": ["/properties/BackupSelection"],
              "createOnlyProperties": ["/properties/BackupPlanId", "/properties/BackupSelection"],
              "primaryIdentifier": ["/properties/Id"],
              "tagging": {"taggable": false},
              "handlers": {"create": {}, "read": {}, "delete": {}}
            }
            """;

    private final World awsBackup;

    private BackupSelectionHandler(World awsBackup) {
        this.awsBackup = awsBackup;
    }

    /** The type, in the account of an AWS Backup. */
    public static ResourceType type(World awsBackup) {
        return new ResourceType(BackupPlanHandler.schema(SCHEMA), new BackupSelectionHandler(awsBackup));
    }

    @Override
    public CompletionStage<JsonNode> invoke(ObjectNode request) {
        JsonNode properties = request.path("requestData").path("resourceProperties");
        Action action = Action.valueOf(request.path("action").asText());
        return CompletableFuture.completedFuture(BackupPlanHandler.answered(() -> answer(action, properties)));
    }

    private ObjectNode answer(Action action, JsonNode properties) {
        if (action == Action.CREATE) {
            return create(properties);
        }
        String[] id = properties.path("Id").asText().split("_", 2);
        boolean exists = awsBackup
                .findPlan(id[0])
                .filter(plan -> plan.selections().contains(id[id.length - 1]))
                .isPresent();
        if (!exists) {
            return ProgressEvent.failed("NotFound", "The backup selection does not exist");
        }
        return switch (action) {
            case READ -> succeeded(id[0], id[1]);
            case DELETE -> {
                awsBackup.deselect(id[0], id[1]);
                yield ProgressEvent.succeeded();
            }
            default -> ProgressEvent.failed("InvalidRequest", "Selections cannot be changed or listed here.");
        };
    }

    private ObjectNode create(JsonNode properties) {
        JsonNode selection = properties.path("BackupSelection");
        BackupPlanHandler.requireKnown(selection, Set.of("SelectionName", "IamRoleArn", "Resources"));
        List<String> resources = new ArrayList<>();
        selection.path("Resources").forEach(arn -> resources.add(arn.asText()));
        String planId = properties.path("BackupPlanId").asText();
        return succeeded(
                planId,
                awsBackup.select(
                        planId,
                        selection.path("SelectionName").asText(),
                        selection.path("IamRoleArn").asText(),
                        resources));
    }

    private static ObjectNode succeeded(String planId, String selectionId) {
        ObjectNode event = ProgressEvent.succeeded();
        event.putObject("resourceModel")
                .put("BackupPlanId", planId)
                .put("SelectionId", selectionId)
                .put("Id", planId + "_" + selectionId);
        return event;
    }
}
