package community.backup.local.cloudformation.resource;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * The built-in type {@code AWS::Backup::BackupVault}, as far as stacks of recovery points need it. It speaks the same
 * protocol as a type of the registry, and AWS Backup's own over HTTP, without a signature.
 */
public final class BackupVaultHandler implements Handler {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Properties that it does not support are left out, so that a template which has them is refused. */
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

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI awsBackup;

    private BackupVaultHandler(URI awsBackup) {
        this.awsBackup = awsBackup;
    }

    /** The type, on an AWS Backup at the given endpoint. */
    public static ResourceType type(URI awsBackup) {
        try {
            return new ResourceType(new ResourceSchema(JSON.readTree(SCHEMA)), new BackupVaultHandler(awsBackup));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public JsonNode invoke(ObjectNode request) {
        JsonNode data = request.path("requestData");
        JsonNode properties = data.path("resourceProperties");
        try {
            return switch (Action.valueOf(request.path("action").asText())) {
                case CREATE ->
                    create(
                            properties,
                            data.path("stackTags"),
                            request.path("bearerToken").asText());
                case READ -> described(properties);
                case UPDATE ->
                    failed("NotUpdatable", "The tags of a vault cannot be changed by the local CloudFormation.");
                case DELETE -> deleted(properties);
                case LIST -> failed("InvalidRequest", "Vaults cannot be listed here.");
            };
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private ObjectNode create(JsonNode properties, JsonNode stackTags, String token)
            throws IOException, InterruptedException {
        ObjectNode tags = JsonNodeFactory.instance.objectNode();
        tags.setAll((ObjectNode) stackTags);
        properties.path("BackupVaultTags").fields().forEachRemaining(tag -> tags.set(tag.getKey(), tag.getValue()));
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("CreatorRequestId", token);
        body.set("BackupVaultTags", tags);
        if (properties.has("EncryptionKeyArn")) {
            body.set("EncryptionKeyArn", properties.get("EncryptionKeyArn"));
        }
        HttpResponse<String> response = send("PUT", properties, body.toString());
        return response.statusCode() == 200 ? described(properties) : failed(response);
    }

    private ObjectNode described(JsonNode properties) throws IOException, InterruptedException {
        HttpResponse<String> response = send("GET", properties, "");
        if (response.statusCode() != 200) {
            return failed(response);
        }
        JsonNode vault = JSON.readTree(response.body());
        ObjectNode event = succeeded();
        event.putObject("resourceModel")
                .put("BackupVaultName", vault.path("BackupVaultName").asText())
                .put("BackupVaultArn", vault.path("BackupVaultArn").asText());
        return event;
    }

    private ObjectNode deleted(JsonNode properties) throws IOException, InterruptedException {
        HttpResponse<String> response = send("DELETE", properties, "");
        return response.statusCode() == 200 ? succeeded() : failed(response);
    }

    private HttpResponse<String> send(String method, JsonNode properties, String body)
            throws IOException, InterruptedException {
        String name = URLEncoder.encode(properties.path("BackupVaultName").asText(), StandardCharsets.UTF_8);
        return http.send(
                HttpRequest.newBuilder(awsBackup.resolve("/backup-vaults/" + name))
                        .header("Content-Type", "application/json")
                        .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    private static ObjectNode succeeded() {
        return JsonNodeFactory.instance.objectNode().put("status", "SUCCESS");
    }

    private static ObjectNode failed(HttpResponse<String> response) throws IOException {
        String error =
                response.headers().firstValue("x-amzn-ErrorType").orElse("").replaceFirst(":.*", "");
        JsonNode body = JSON.readTree(response.body());
        return failed(
                CODES.getOrDefault(error, "InvalidRequest"),
                body.path("Message").asText(body.path("message").asText()) + " (Service: Backup, Status Code: "
                        + response.statusCode() + ")");
    }

    private static ObjectNode failed(String code, String message) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("status", "FAILED")
                .put("errorCode", code)
                .put("message", message);
    }
}
