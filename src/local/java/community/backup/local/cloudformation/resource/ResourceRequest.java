package community.backup.local.cloudformation.resource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import community.backup.local.awsbackup.Account;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One operation on one resource, as a stack or Cloud Control requests it.
 *
 * @param stackId the stack's ARN; empty if no stack makes the request
 * @param properties the desired properties; for READ and DELETE at least the primary identifier
 * @param previousProperties the properties before an update; null otherwise
 * @param rollback whether the stack is being rolled back; no document says when CloudFormation sets it, and AWS's own
 *     handlers read it in this sense
 * @param token the same in every invocation of this operation
 * @param nextToken the token of the page for a LIST; empty for the first page
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
        UUID token,
        String nextToken) {

    /** A request that does not come from a stack. */
    public static ResourceRequest withoutStack(
            Action action,
            Account account,
            ObjectNode properties,
            @Nullable ObjectNode previousProperties,
            UUID token) {
        return new ResourceRequest(
                action, account, "", "", "", properties, previousProperties, Map.of(), Map.of(), false, token, "");
    }

    /** The same request for another page of a list. */
    public ResourceRequest page(String pageToken) {
        return new ResourceRequest(
                action,
                account,
                stackId,
                stackName,
                logicalId,
                properties,
                previousProperties,
                stackTags,
                previousStackTags,
                rollback,
                token,
                pageToken);
    }

    /** The request in the protocol of the registry, for one invocation. */
    ObjectNode toJson(String typeName, ObjectNode model, JsonNode callbackContext) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("action", action.name());
        json.put("awsAccountId", account.id());
        json.put("bearerToken", token.toString());
        json.put("region", account.region());
        json.put("resourceType", typeName);
        json.put("resourceTypeVersion", "00000001");
        json.put("rollback", rollback);
        json.put("snapshotRequested", false);
        json.put("driftable", false);
        if (!nextToken.isEmpty()) {
            json.put("nextToken", nextToken);
        }
        if (callbackContext.isObject()) {
            json.set("callbackContext", callbackContext);
        }
        ObjectNode data = json.putObject("requestData");
        data.putObject("callerCredentials")
                .put("accessKeyId", "AKIALOCALCLOUDFORMAT")
                .put("secretAccessKey", "local")
                .put("sessionToken", "local");
        data.set("resourceProperties", model);
        if (previousProperties != null) {
            data.set("previousResourceProperties", previousProperties);
        }
        if (!stackId.isEmpty()) {
            addStack(json, data);
        }
        return json;
    }

    private void addStack(ObjectNode json, ObjectNode data) {
        json.put("stackId", stackId);
        data.put("logicalResourceId", logicalId);
        putTags(data, "stackTags", stackTags);
        putTags(data, "previousStackTags", previousStackTags);
        Map<String, String> systemTags = Map.of(
                "aws:cloudformation:stack-id", stackId,
                "aws:cloudformation:stack-name", stackName,
                "aws:cloudformation:logical-id", logicalId);
        putTags(data, "systemTags", systemTags);
    }

    private static void putTags(ObjectNode data, String name, Map<String, String> tags) {
        ObjectNode object = data.putObject(name);
        tags.forEach(object::put);
    }
}
