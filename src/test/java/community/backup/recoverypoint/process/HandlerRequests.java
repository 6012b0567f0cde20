package community.backup.recoverypoint.process;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;

/** Requests in the registry's protocol, as CloudFormation makes them. */
final class HandlerRequests {
    static final ObjectMapper JSON = new ObjectMapper();

    /** A part of the credentials, which must not appear in any output. */
    static final String SECRET = "planted-secret";

    static final String TOKEN = "planted-token";

    private HandlerRequests() {}

    /** A request of an operation on a resource with these properties. */
    static ObjectNode of(String action, ObjectNode properties) {
        ObjectNode request = JSON.createObjectNode()
                .put("action", action)
                .put("awsAccountId", "123456789012")
                .put(
                        "bearerToken",
                        UUID.nameUUIDFromBytes(properties.toString().getBytes(StandardCharsets.UTF_8))
                                .toString())
                .put("region", "us-east-1")
                .put("resourceType", "Community::Backup::RecoveryPoint")
                .put("resourceTypeVersion", "00000001")
                .put("stackId", "arn:aws:cloudformation:us-east-1:123456789012:stack/s/1")
                .put("rollback", false);
        ObjectNode data = request.putObject("requestData").put("logicalResourceId", "Backup");
        data.set("callerCredentials", credentials());
        data.set("resourceProperties", properties);
        data.putObject("stackTags");
        data.putObject("systemTags").put("aws:cloudformation:stack-name", "s");
        return request;
    }

    static ObjectNode properties(String... namesAndValues) {
        ObjectNode properties = JSON.createObjectNode();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            properties.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return properties;
    }

    static ObjectNode credentials() {
        return JSON.valueToTree(
                Map.of("accessKeyId", "AKIAIOSFODNN7EXAMPLE", "secretAccessKey", SECRET, "sessionToken", TOKEN));
    }
}
