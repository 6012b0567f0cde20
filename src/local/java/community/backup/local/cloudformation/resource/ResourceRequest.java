package community.backup.local.cloudformation.resource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import community.backup.local.awsbackup.Account;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One operation on one resource, as a stack asks for it.
 *
 * @param stackId the stack's ARN
 * @param properties the desired properties; for READ and DELETE at least the primary identifier
 * @param previousProperties the properties before an update; null otherwise
 * @param rollback whether the stack takes back what it did; when CloudFormation sets it is documented nowhere, and this is
 *     how AWS's own handlers read it
 * @param token the same in every invocation of this operation
 */
public record ResourceRequest(
        Action action,
        Account account,
        String stackId,
        String stackName,
        String logicalId,
        ObjectNode properties,
        @Nullable ObjectNode previousProperties,
        Map<String, String> stackTags,
        Map<String, String> previousStackTags,
        boolean rollback,
        UUID token) {

    /** The request in the protocol of the registry, for one invocation. */
    ObjectNode toJson(String typeName, ObjectNode model, JsonNode callbackContext) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("action", action.name());
        json.put("awsAccountId", account.id());
        json.put("bearerToken", token.toString());
        json.put("region", account.region());
        json.put("resourceType", typeName);
        json.put("resourceTypeVersion", "00000001");
        json.put("stackId", stackId);
        json.put("rollback", rollback);
        json.put("snapshotRequested", false);
        json.put("driftable", false);
        if (callbackContext.isObject()) {
            json.set("callbackContext", callbackContext);
        }
        ObjectNode data = json.putObject("requestData");
        data.putObject("callerCredentials")
                .put("accessKeyId", "AKIALOCALCLOUDFORMAT")
                .put("secretAccessKey", "local")
                .put("sessionToken", "local");
        data.put("logicalResourceId", logicalId);
        data.set("resourceProperties", model);
        if (previousProperties != null) {
            data.set("previousResourceProperties", previousProperties);
        }
        putTags(data, "stackTags", stackTags);
        putTags(data, "previousStackTags", previousStackTags);
        Map<String, String> systemTags = Map.of(
                "aws:cloudformation:stack-id", stackId,
                "aws:cloudformation:stack-name", stackName,
                "aws:cloudformation:logical-id", logicalId);
        putTags(data, "systemTags", systemTags);
        return json;
    }

    private static void putTags(ObjectNode data, String name, Map<String, String> tags) {
        ObjectNode object = data.putObject(name);
        tags.forEach(object::put);
    }
}
