package community.backup.recoverypoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import community.backup.handler.Wiring;
import community.backup.local.awsbackup.Account;
import community.backup.local.awsbackup.AwsError;
import community.backup.local.awsbackup.BackupOperation;
import community.backup.local.awsbackup.Fault;
import community.backup.local.awsbackup.LocalAwsBackup;
import community.backup.local.awsbackup.LocalAwsBackupServer;
import community.backup.local.clock.MovableClock;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests requests that the runtime cannot carry out. The tests of the packaged handler cover the others. */
@NullMarked
class EntrypointTest {
    private static final String GOOD = """
            {"action": "DELETE", "region": "eu-west-1", "bearerToken": "t", "callbackContext": {"startedAt": 5},
             "requestData": {
               "callerCredentials": {"accessKeyId": "a", "secretAccessKey": "planted-secret", "sessionToken": "planted-token"},
               "stackTags": {"team": "ledger"},
               "resourceProperties": {"BackupVaultName": "nightly", "RecoveryPointId": "arn:aws:ec2:eu-west-1::snapshot/snap-1"}}}
            """;

    private final List<String> log = new ArrayList<>();
    private final Entrypoint entrypoint = new Entrypoint();

    @BeforeAll
    static void setRegion() {
        System.setProperty("aws.region", "eu-west-1");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "action": "DELETE"       | "action": "FOO"           | action must be CREATE, READ, UPDATE, DELETE or LIST
            "action": "DELETE"       | "action": 3               | action must be CREATE
            "region": "eu-west-1"    | "region": null            | region must be the name of a region
            {"team": "ledger"}       | {"team": null}            | null is in the place of a text
            {"team": "ledger"}       | "team"                    | "requestData.stackTags" has a value
            {"startedAt": 5}         | {"startedAt": "x"}        | "callbackContext.startedAt" has a value
            {"startedAt": 5}         | {"startedAt": -5}         | "callbackContext" has a value
            {"startedAt": 5}         | {"startedAt": 1e30}       | "callbackContext.startedAt" has a value
            {"startedAt": 5}         | {"stopAnswer": {}}        | "callbackContext.stopAnswer" has a value
            "BackupVaultName":       | "Tags": {}, "x":          | "requestData.resourceProperties.Tags" has a value
            "BackupVaultName":       | "ResourceArn": {}, "x":   | "requestData.resourceProperties.ResourceArn" has a value
            "BackupVaultName":       | "action": 1, "ACTION":    | a name is there twice
            "sessionToken"           | "session"                 | requestData.callerCredentials must have accessKeyId
            "bearerToken": "t"       | "nextToken": 5, "x": tru  | it is not a JSON object
            """)
    void a_request_that_cannot_be_carried_out_is_answered_with_the_part_that_is_wrong(
            String old, String other, String message) throws IOException {
        assertThat(GOOD).contains(old);

        JsonNode event = answer(GOOD.replace(old, other).getBytes(StandardCharsets.UTF_8));

        assertThat(event.path("status").asText()).isEqualTo("FAILED");
        assertThat(event.path("errorCode").asText()).isIn("InvalidRequest", "InvalidCredentials");
        assertThat(event.path("message").asText()).contains(message);
        assertThat(log)
                .hasSize(1)
                .first()
                .asString()
                .contains("refused=\"" + event.path("message").asText().substring(0, 20));
        assertThat(event + log.get(0)).doesNotContain("planted-");
    }

    @Test
    void an_answer_tells_what_CloudFormation_needs_to_delete_what_was_made() throws IOException {
        JsonNode model = answer(GOOD.replace("5}", "\"x\"}").getBytes(StandardCharsets.UTF_8))
                .path("resourceModel");

        assertThat(model.path("BackupVaultName").asText()).isEqualTo("nightly");
        assertThat(model.path("RecoveryPointId").asText()).isEqualTo("arn:aws:ec2:eu-west-1::snapshot/snap-1");
        assertThat(answer("[]".getBytes(StandardCharsets.UTF_8)).has("resourceModel"))
                .isFalse();
    }

    @Test
    void what_is_packed_is_looked_at_and_never_unpacked_twice() throws IOException {
        assertThat(answer(packed(GOOD.replace("DELETE", "FOO").getBytes(StandardCharsets.UTF_8)))
                        .path("message")
                        .asText())
                .contains("action must be");
        assertThat(answer(packed(packed(GOOD.getBytes(StandardCharsets.UTF_8))))
                        .path("message")
                        .asText())
                .contains("packed once at most");
    }

    private JsonNode answer(byte[] request) throws IOException {
        return answer(entrypoint, request);
    }

    private JsonNode answer(Entrypoint of, byte[] request) throws IOException {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        of.handleRequest(new ByteArrayInputStream(request), answer, context(log));
        return new ObjectMapper().readTree(answer.toByteArray());
    }

    private static Context context(List<String> log) {
        Context context = mock(Context.class);
        LambdaLogger logger = new LambdaLogger() {
            @Override
            public void log(String message) {
                log.add(message);
            }

            @Override
            public void log(byte[] message) {
                log.add(new String(message, StandardCharsets.UTF_8));
            }
        };
        when(context.getLogger()).thenReturn(logger);
        return context;
    }

    private static byte[] packed(byte[] request) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(request);
        }
        return ("{\"__COMPRESSED__\": \"" + Base64.getEncoder().encodeToString(bytes.toByteArray()) + "\"}")
                .getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void nothing_of_the_warm_up_is_in_the_log_of_what_comes_after_it() throws IOException {
        answer(GOOD.replace("5}", "\"x\"}").getBytes(StandardCharsets.UTF_8));

        assertThat(log).hasSize(1).noneMatch(line -> line.contains("warm-up"));
    }

    static Stream<String> quotedRequests() {
        return QuotedRequests.texts();
    }

    @ParameterizedTest
    @MethodSource("quotedRequests")
    void credentials_that_AWS_quotes_are_neither_in_the_log_of_Lambda_nor_in_the_event(String text) throws IOException {
        MovableClock clock = new MovableClock(Clock.systemUTC());
        LocalAwsBackup backup = new LocalAwsBackup(clock, Account.example());
        backup.faults()
                .inject(
                        Fault.error(AwsError.common("InvalidSignatureException", 403, text)),
                        BackupOperation.DESCRIBE_RECOVERY_POINT);
        backup.faults()
                .inject(
                        Fault.error(AwsError.common("ValidationException", 400, text)),
                        BackupOperation.LIST_RECOVERY_POINTS_BY_BACKUP_VAULT);
        String request = GOOD.replace("\"a\"", '"' + QuotedRequests.KEY_ID + '"')
                .replace("planted-secret", QuotedRequests.SECRET)
                .replace("planted-token", QuotedRequests.TOKEN)
                .replace("{\"startedAt\": 5}", "null");
        try (LocalAwsBackupServer server = new LocalAwsBackupServer(backup, clock, 0)) {
            System.setProperty("aws.endpointUrlBackup", server.endpoint().toString());
            // Simulates a new container, whose client calls this server.
            Wiring.useClock(Clock.systemUTC(), duration -> {});
            Entrypoint guarded = new Entrypoint();
            for (String action : List.of("READ", "LIST")) {
                JsonNode event =
                        answer(guarded, request.replace("DELETE", action).getBytes(StandardCharsets.UTF_8));

                assertThat(event.path("message").asText()).contains(" failed: ", "request id");
                assertThat(event.toString()).doesNotContain(QuotedRequests.secrets());
            }
            assertThat(log).anyMatch(line -> line.contains("(left out)"));
            assertThat(String.join("\n", log))
                    .contains("Failed to execute remote function")
                    .doesNotContain(QuotedRequests.secrets());
        } finally {
            System.clearProperty("aws.endpointUrlBackup");
            Wiring.useClock(Clock.systemUTC(), duration -> {});
        }
    }
}
