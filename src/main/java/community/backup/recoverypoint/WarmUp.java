package community.backup.recoverypoint;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * A delete of a recovery point that nobody has, carried out while a container starts. What a first request costs (classes,
 * and what the runtime and the SDK set up) is paid then, where Lambda gives it a whole processor. Two invocations:
 * the recovery point is being deleted, then gone. What AWS Backup answers is in {@code WarmUpHttpClient}.
 */
final class WarmUp {
    private static final String REQUEST = """
            {"action": "DELETE", "region": "us-east-1", "awsAccountId": "000000000000", "bearerToken": "warm-up",
             "resourceType": "Community::Backup::RecoveryPoint", "callbackContext": %s,
             "requestData": {
               "callerCredentials": {"accessKeyId": "none", "secretAccessKey": "none", "sessionToken": "none"},
               "logicalResourceId": "WarmUp",
               "resourceProperties": {
                 "BackupVaultName": "warm-up", "RecoveryPointId": "arn:aws:ec2:us-east-1::snapshot/snap-0"}}}
            """;

    private WarmUp() {}

    /** What takes requests. */
    interface Handler {
        void handle(InputStream in, OutputStream out) throws IOException;
    }

    /** Carries it out; throws where it does not end as a delete does. */
    static void run(Handler entrypoint) throws IOException {
        JsonNode first = invoke(entrypoint, "null");
        JsonNode second = invoke(entrypoint, first.path("callbackContext").toString());
        if (!first.path("status").asText().equals("IN_PROGRESS")
                || !second.path("status").asText().equals("SUCCESS")) {
            throw new IllegalStateException("It was answered with " + first + " and " + second);
        }
    }

    private static JsonNode invoke(Handler entrypoint, String context) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        entrypoint.handle(new ByteArrayInputStream(REQUEST.formatted(context).getBytes(StandardCharsets.UTF_8)), out);
        return Payload.read(new ByteArrayInputStream(out.toByteArray())).json();
    }
}
