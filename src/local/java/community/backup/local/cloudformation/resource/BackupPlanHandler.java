package community.backup.local.cloudformation.resource;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import community.backup.local.awsbackup.AwsError;
import community.backup.local.awsbackup.PlanView;
import community.backup.local.awsbackup.World;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * The built-in type {@code AWS::Backup::BackupPlan}. Its rules start backups as the time of AWS Backup passes, until the plan
 * is deleted. {@link BackupSelectionHandler} assigns resources to it.
 */
public final class BackupPlanHandler implements ResourceHandler {
    private static final String SCHEMA = """
            {
              "typeName": "AWS::Backup::BackupPlan",
              "properties": {
                "BackupPlan": {"type": "object"},
                "BackupPlanTags": {"type": "object", "patternProperties": {"^.+$": {"type": "string"}}},
                "BackupPlanId": {"type": "string"},
                "BackupPlanArn": {"type": "string"},
                "VersionId": {"type": "string"}
              },
              "required": ["BackupPlan"],
              "readOnlyProperties": [
                "/properties/BackupPlanId", "/properties/BackupPlanArn", "/properties/VersionId"
              ],
              "writeOnlyProperties": ["/properties/BackupPlan", "/properties/BackupPlanTags"],
              "primaryIdentifier": ["/properties/BackupPlanId"],
              "tagging": {"taggable": false},
              "handlers": {"create": {}, "read": {}, "update": {}, "delete": {}}
            }
            """;

    /** The properties of a rule, with their names in the API. */
    private static final Map<String, String> RULE = Map.of(
            "RuleName", "RuleName",
            "TargetBackupVault", "TargetBackupVaultName",
            "ScheduleExpression", "ScheduleExpression",
            "StartWindowMinutes", "StartWindowMinutes",
            "CompletionWindowMinutes", "CompletionWindowMinutes",
            "Lifecycle", "Lifecycle",
            "CopyActions", "CopyActions",
            "RecoveryPointTags", "RecoveryPointTags",
            "EnableContinuousBackup", "EnableContinuousBackup");

    private final World awsBackup;

    private BackupPlanHandler(World awsBackup) {
        this.awsBackup = awsBackup;
    }

    /** The type, in the account of an AWS Backup. */
    public static ResourceType type(World awsBackup) {
        return new ResourceType(schema(SCHEMA), new BackupPlanHandler(awsBackup));
    }

    static ResourceSchema schema(String text) {
        try {
            return new ResourceSchema(new ObjectMapper().readTree(text));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public CompletionStage<JsonNode> invoke(ObjectNode request) {
        JsonNode properties = request.path("requestData").path("resourceProperties");
        Action action = Action.valueOf(request.path("action").asText());
        return CompletableFuture.completedFuture(answered(() -> answer(action, properties)));
    }

    /** Runs the operation. An error of AWS Backup becomes the handler's answer. */
    static ObjectNode answered(Supplier<ObjectNode> answer) {
        try {
            return answer.get();
        } catch (AwsError.Thrown e) {
            String code = e.error().type().equals("ResourceNotFoundException") ? "NotFound" : "InvalidRequest";
            return ProgressEvent.failed(code, e.error().message());
        }
    }

    private ObjectNode answer(Action action, JsonNode properties) {
        String id = properties.path("BackupPlanId").asText();
        return switch (action) {
            case CREATE -> succeeded(awsBackup.createPlan(document(properties)));
            case READ -> described(id);
            case UPDATE -> {
                awsBackup.updatePlan(id, document(properties));
                yield described(id);
            }
            case DELETE -> {
                awsBackup.deletePlan(id);
                yield ProgressEvent.succeeded();
            }
            case LIST -> ProgressEvent.failed("InvalidRequest", "Plans cannot be listed here.");
        };
    }

    private ObjectNode described(String id) {
        return awsBackup
                .findPlan(id)
                .map(BackupPlanHandler::succeeded)
                .orElseGet(() -> ProgressEvent.failed("NotFound", "The backup plan " + id + " does not exist"));
    }

    private static ObjectNode succeeded(PlanView plan) {
        ObjectNode event = ProgressEvent.succeeded();
        event.putObject("resourceModel")
                .put("BackupPlanId", plan.id())
                .put("BackupPlanArn", plan.arn())
                .put("VersionId", plan.version());
        return event;
    }

    /** The plan in the form of the API. A property that would have no effect here is refused. */
    private static JsonNode document(JsonNode properties) {
        JsonNode plan = properties.path("BackupPlan");
        requireKnown(plan, Set.of("BackupPlanName", "BackupPlanRule"));
        ObjectNode document = JsonNodeFactory.instance
                .objectNode()
                .put("BackupPlanName", plan.path("BackupPlanName").asText());
        for (JsonNode rule : plan.path("BackupPlanRule")) {
            requireKnown(rule, RULE.keySet());
            ObjectNode translated = document.withArray("/Rules").addObject();
            rule.properties().forEach(each -> translated.set(RULE.getOrDefault(each.getKey(), ""), each.getValue()));
        }
        return document;
    }

    static void requireKnown(JsonNode object, Set<String> names) {
        Set<String> unknown = new TreeSet<>();
        object.fieldNames().forEachRemaining(unknown::add);
        unknown.removeAll(names);
        if (!unknown.isEmpty()) {
            throw AwsError.of("InvalidParameterValueException", 400, null, "Not supported here: " + unknown)
                    .thrown();
        }
    }
}
