package community.backup.handler;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * A delete of a resource that nobody has, carried out while a container starts. What a first request costs (classes, and
 * what the runtime and the SDK set up) is paid then, where Lambda gives it a whole processor. Two invocations: the resource
 * is being deleted, then gone. What AWS Backup answers is in {@code WarmUpHttpClient}.
 */
final class WarmUp {
    private static final String REQUEST = """
            {"action": "DELETE", "region": "us-east-1", "awsAccountId": "000000000000", "bearerToken": "warm-up",
             "callbackContext": %s,
             "requestData": {
               "callerCredentials": {"accessKeyId": "none", "secretAccessKey": "none", "sessionToken": "none"},
               "logicalResourceId": "WarmUp", "resourceProperties": %s}}
            """;

    private WarmUp() {}

    /**
     * Carries it out; throws where it does not end as a delete does.
     *
     * @param model of the resource, as JSON
     */
    static void run(RequestHandler handler, String model) {
        JsonNode first = invoke(handler, "null", model);
        JsonNode second = invoke(handler, first.path("callbackContext").toString(), model);
        if (!first.path("status").asText().equals("IN_PROGRESS")
                || !second.path("status").asText().equals("SUCCESS")) {
            throw new IllegalStateException("It was answered with " + first + " and " + second);
        }
    }

    private static JsonNode invoke(RequestHandler handler, String context, String model) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        String request = REQUEST.formatted(context, model);
        try {
            handler.handle(new ByteArrayInputStream(request.getBytes(StandardCharsets.UTF_8)), out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return RequestCheck.read(new ByteArrayInputStream(out.toByteArray()));
    }
}
