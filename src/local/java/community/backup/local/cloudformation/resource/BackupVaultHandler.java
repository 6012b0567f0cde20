package community.backup.local.cloudformation.resource;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import community.backup.local.awsbackup.HttpAnswer;
import community.backup.local.awsbackup.HttpCall;
import community.backup.local.awsbackup.LocalAwsBackup;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * The built-in type {@code AWS::Backup::BackupVault}, as far as stacks of recovery points need it. CloudFormation calls
 * it with the protocol of the registry. It calls AWS Backup's own API, without a signature.
 */
public final class BackupVaultHandler implements ResourceHandler {
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * The schema omits properties that the handler does not support, so that a template with one is refused. The name
     * is an attribute too (template reference, "Return values").
     */
    private static final String SCHEMA = """
            {
              "typeName": "AWS::Backup::BackupVault",
              "properties": {
                "BackupVaultName": {"type": "string"},
                "BackupVaultTags": {"type": "object", "patternProperties": {"^.+$": {"type": "string"}}},
                "EncryptionKeyArn": {"type": "string"},
                "BackupVaultArn": {"type": "string"}
              },
              "required": ["BackupVaultName"],
              "readOnlyProperties": ["/properties/BackupVaultArn"],
              "attributes": ["/properties/BackupVaultName"],
              "createOnlyProperties": ["/properties/BackupVaultName", "/properties/EncryptionKeyArn"],
              "primaryIdentifier": ["/properties/BackupVaultName"],
              "tagging": {"taggable": true, "tagUpdatable": false},
              "handlers": {"create": {}, "read": {}, "update": {}, "delete": {}}
            }
            """;

    private static final Map<String, String> CODES = Map.of(
            "ResourceNotFoundException", "NotFound",
            "AlreadyExistsException", "AlreadyExists",
            "AccessDeniedException", "AccessDenied",
            "ThrottlingException", "Throttling",
            "ServiceUnavailableException", "ServiceInternalError",
            "LimitExceededException", "ServiceLimitExceeded");

    private final LocalAwsBackup awsBackup;

    private BackupVaultHandler(LocalAwsBackup awsBackup) {
        this.awsBackup = awsBackup;
    }

    /** The type, in the account of an AWS Backup. */
    public static ResourceType type(LocalAwsBackup awsBackup) {
        try {
            return new ResourceType(new ResourceSchema(JSON.readTree(SCHEMA)), new BackupVaultHandler(awsBackup));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public CompletionStage<JsonNode> invoke(ObjectNode request) {
        JsonNode data = request.path("requestData");
        JsonNode properties = data.path("resourceProperties");
        String session = data.path("callerCredentials").path("sessionToken").asText();
        return CompletableFuture.completedFuture(
                switch (Action.valueOf(request.path("action").asText())) {
                    case CREATE ->
                        create(
                                properties,
                                data.path("stackTags"),
                                request.path("bearerToken").asText(),
                                session);
                    case READ -> described(properties, session);
                    case UPDATE ->
                        ProgressEvent.failed(
                                "NotUpdatable", "The tags of a vault cannot be changed by the local CloudFormation.");
                    case DELETE -> deleted(properties, session);
                    case LIST -> ProgressEvent.failed("InvalidRequest", "Vaults cannot be listed here.");
                });
    }

    private ObjectNode create(JsonNode properties, JsonNode stackTags, String token, String session) {
        ObjectNode tags = JsonNodeFactory.instance.objectNode();
        tags.setAll((ObjectNode) stackTags);
        properties.path("BackupVaultTags").properties().forEach(tag -> tags.set(tag.getKey(), tag.getValue()));
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("CreatorRequestId", token);
        body.set("BackupVaultTags", tags);
        if (properties.has("EncryptionKeyArn")) {
            body.set("EncryptionKeyArn", properties.get("EncryptionKeyArn"));
        }
        HttpAnswer answer = send("PUT", properties, body.toString(), session);
        return answer.status() == 200 ? described(properties, session) : failed(answer);
    }

    private ObjectNode described(JsonNode properties, String session) {
        HttpAnswer answer = send("GET", properties, "", session);
        if (answer.status() != 200) {
            return failedOrGone(properties, answer);
        }
        JsonNode vault = json(answer);
        ObjectNode event = ProgressEvent.succeeded();
        event.putObject("resourceModel")
                .put("BackupVaultName", vault.path("BackupVaultName").asText())
                .put("BackupVaultArn", vault.path("BackupVaultArn").asText());
        return event;
    }

    private ObjectNode deleted(JsonNode properties, String session) {
        HttpAnswer answer = send("DELETE", properties, "", session);
        return answer.status() == 200 ? ProgressEvent.succeeded() : failedOrGone(properties, answer);
    }

    /** AWS Backup denies requests about a vault that does not exist. */
    private ObjectNode failedOrGone(JsonNode properties, HttpAnswer answer) {
        String name = properties.path("BackupVaultName").asText();
        return answer.status() == 403 && !awsBackup.world().vaults().contains(name)
                ? ProgressEvent.failed("NotFound", "There is no backup vault " + name + ".")
                : failed(answer);
    }

    private HttpAnswer send(String method, JsonNode properties, String body, String session) {
        String name = URLEncoder.encode(properties.path("BackupVaultName").asText(), StandardCharsets.UTF_8);
        return awsBackup
                .handle(new HttpCall(
                        method,
                        "/backup-vaults/" + name,
                        Map.of(),
                        Map.of("Content-Type", List.of("application/json"), HttpCall.SESSION_TOKEN, List.of(session)),
                        body.getBytes(StandardCharsets.UTF_8)))
                .answer();
    }

    private static JsonNode json(HttpAnswer answer) {
        try {
            return JSON.readTree(answer.text());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ObjectNode failed(HttpAnswer answer) {
        String error = answer.headers().getOrDefault("x-amzn-ErrorType", "");
        JsonNode body = json(answer);
        return ProgressEvent.failed(
                CODES.getOrDefault(error, "InvalidRequest"),
                body.path("Message").asText(body.path("message").asText()) + " (Service: Backup, Status Code: "
                        + answer.status() + ")");
    }
}
