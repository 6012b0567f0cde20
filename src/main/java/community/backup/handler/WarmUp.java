package community.backup.handler;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * Deletes a resource that does not exist while a container starts. A first request is slow: it loads classes, and the
 * runtime and the SDK set themselves up. The warm-up does this during the start, when Lambda gives the container a
 * whole processor. It consists of two invocations: the resource is being deleted, then it is gone. {@code
 * WarmUpHttpClient} has the answers of AWS Backup.
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
     * Carries out the two invocations.
     *
     * @param model the model of the resource, as JSON
     * @throws IllegalStateException if the answers are not those of a delete
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
