package community.backup.recoverypoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import community.backup.local.awsbackup.Account;
import community.backup.local.awsbackup.AwsError;
import community.backup.local.awsbackup.BackupOperation;
import community.backup.local.awsbackup.Fault;
import community.backup.local.awsbackup.LocalAwsBackup;
import community.backup.local.awsbackup.LocalAwsBackupServer;
import community.backup.local.clock.MovableClock;
import community.backup.service.aws.WarmUpHttpClient;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpClient;

/** Requests that the runtime cannot carry out; what becomes of the others is seen in the packaged handler. */
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
    static void beInARegion() {
        System.setProperty("aws.region", "eu-west-1");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "action": "DELETE"       | "action": "FOO"           | action must be one of CREATE, READ, UPDATE, DELETE, LIST
            "action": "DELETE"       | "action": 3               | action must be one of
            "region": "eu-west-1"    | "region": null            | region must be the name of a region
            {"team": "ledger"}       | {"team": null}            | requestData.stackTags: "team" must be a text
            {"team": "ledger"}       | "team"                    | requestData.stackTags must be an object
            {"startedAt": 5}         | {"startedAt": "x"}        | callbackContext.startedAt must be a whole number: the context
            {"startedAt": 5}         | {"startedAt": -5}         | callbackContext.startedAt is -5, which is no time since 1970
            {"startedAt": 5}         | {"startedAt": 1e30}       | callbackContext.startedAt must be in the range
            {"startedAt": 5}         | {"stopAnswer": {}}        | callbackContext.stopAnswer must be true or false
            "BackupVaultName":       | "Tags": {}, "x":          | Tags must be a list. Correct the property.
            "BackupVaultName":       | "ResourceArn": {}, "x":   | ResourceArn must be a text. Correct the property.
            "BackupVaultName":       | "action": 1, "ACTION":    | "requestData/resourceProperties/ACTION" is there twice
            "sessionToken"           | "session"                 | requestData.callerCredentials must have accessKeyId
            "bearerToken": "t"       | "nextToken": 5, "x": tru  | not valid JSON at line 1
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
                .contains(new LogLine().with("refused", message).toString().replaceAll("^refused=\"?|\"$", ""));
        assertThat(event + log.get(0)).doesNotContain("planted-");
    }

    private static String request(String action, String properties, String more) {
        return GOOD.replace("\"DELETE\"", '"' + action + '"')
                .replace("\"BackupVaultName\":", properties + ", \"BackupVaultName\":")
                .replace("{\"startedAt\": 5}", "null" + more);
    }

    private static Stream<String> values(boolean number) {
        return number
                ? Stream.of(
                        "\"\"",
                        "\"35.9\"",
                        "35.9",
                        "\" 35\"",
                        "\"35 \"",
                        "\"1e3\"",
                        "1e3",
                        "null",
                        "\"null\"",
                        "true",
                        "{}")
                : Stream.of("\"\"", "\"True\"", "\" true\"", "\"yes\"", "1", "\"1\"", "null", "\"null\"", "[]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"CREATE", "UPDATE"})
    void what_is_no_whole_number_or_boolean_is_refused_by_the_propertys_name(String action) throws IOException {
        for (String property : List.of("StartWindowMinutes", "COMPLETEWINDOWMINUTES", "IsParent", "isEncrypted")) {
            boolean number = property.toLowerCase(Locale.ROOT).endsWith("minutes");
            for (String value : values(number).toList()) {
                refuses(action, "\"%s\": %s".formatted(property, value), property, number);
            }
        }
        for (String property : List.of("DeleteAfterDays", "moveToColdStorageAfterDays")) {
            for (String value : values(true).toList()) {
                refuses(action, "\"Lifecycle\": {\"%s\": %s}".formatted(property, value), property, true);
            }
        }
        for (String value : values(false).toList()) {
            String property = "OptInToArchiveForSupportedResources";
            refuses(action, "\"lifecycle\": {\"%s\": %s}".formatted(property, value), property, false);
        }
    }

    private void refuses(String action, String properties, String property, boolean number) throws IOException {
        JsonNode event = answer(request(action, properties, "").getBytes(StandardCharsets.UTF_8));

        assertThat(event.path("errorCode").asText()).as(properties).isEqualTo("InvalidRequest");
        assertThat(event.path("message").asText())
                .containsIgnoringCase(property + " must be " + (number ? "a whole number" : "true or false"))
                .endsWith("Correct the property.");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            CREATE | "StartWindowMinutes": "90", "Lifecycle": {"DeleteAfterDays": "-1"}           |
            UPDATE | "Lifecycle": {"DeleteAfterDays": 35, "OptInToArchiveForSupportedResources": "false"} |
            UPDATE | "Lifecycle": {"DeleteAfterDays": "35.9"}                                     | , "rollback": true
            DELETE | "Lifecycle": {"DeleteAfterDays": "35.9"}, "StartWindowMinutes": "soon"       |
            READ   | "StartWindowMinutes": {}, "IsParent": "maybe"                                |
            """)
    void a_number_as_text_is_one_and_what_exists_is_not_refused_for_a_bad_value(
            String action, String properties, @Nullable String more) throws IOException {
        assertThat(ScalarProperties.checked(payload(request(action, properties, more == null ? "" : more)))
                        .json()
                        .at("/requestData/resourceProperties/BackupVaultName")
                        .asText())
                .isEqualTo("nightly");
    }

    @Test
    void a_bad_value_of_the_former_template_is_left_out_so_that_it_can_be_corrected() throws IOException {
        String request = GOOD.replace("\"DELETE\"", "\"UPDATE\"")
                .replace(
                        "\"resourceProperties\"",
                        "\"previousResourceProperties\": {\"StartWindowMinutes\": \"abc\", \"CompleteWindowMinutes\": \"90\"}, \"resourceProperties\"");

        Payload checked = ScalarProperties.checked(payload(request));

        assertThat(checked.text()).doesNotContain("abc").contains("\"CompleteWindowMinutes\":\"90\"");
    }

    private static Payload payload(String request) throws IOException {
        return Payload.read(new ByteArrayInputStream(request.getBytes(StandardCharsets.UTF_8)));
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
                .contains("__COMPRESSED__ is in what was unpacked");
        assertThat(answer(packed(" ".repeat(Payload.MOST_BYTES + 1).getBytes(StandardCharsets.UTF_8)))
                        .path("message")
                        .asText())
                .contains("larger than");
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

    @Test
    void the_delete_of_the_warm_up_ends_as_a_delete_does_and_is_logged_as_any_other() {
        Wiring.answerDelete(this::warmUp);

        assertThat(log).filteredOn(line -> line.contains("operation=DELETE")).hasSize(2);
    }

    @Test
    void a_warm_up_that_ends_otherwise_says_how() {
        // Nothing is written down for a second time.
        assertThatThrownBy(() -> Wiring.answerDelete(() -> {
                    warmUp();
                    warmUp();
                }))
                .hasMessageContaining("that the warm-up does not answer");
    }

    @Test
    void a_warm_up_answers_nobody_elses_requests() {
        SdkHttpClient network = mock(SdkHttpClient.class);
        WarmUpHttpClient http = new WarmUpHttpClient(network);
        HttpExecuteRequest request = HttpExecuteRequest.builder().build();

        WarmUpHttpClient.answerDelete(() ->
                CompletableFuture.runAsync(() -> http.prepareRequest(request)).join());
        verify(network).prepareRequest(request);
    }

    static Stream<String> quotedRequests() {
        return QuotedRequests.texts();
    }

    @ParameterizedTest
    @MethodSource("quotedRequests")
    void credentials_that_AWS_quotes_are_neither_in_the_log_of_Lambda_nor_in_the_event(String said) throws IOException {
        MovableClock clock = new MovableClock(Clock.systemUTC());
        LocalAwsBackup backup = new LocalAwsBackup(clock, Account.example());
        backup.faults()
                .inject(
                        Fault.error(AwsError.common("InvalidSignatureException", 403, said)),
                        BackupOperation.DESCRIBE_RECOVERY_POINT);
        backup.faults()
                .inject(
                        Fault.error(AwsError.common("ValidationException", 400, said)),
                        BackupOperation.LIST_RECOVERY_POINTS_BY_BACKUP_VAULT);
        String request = GOOD.replace("\"a\"", '"' + QuotedRequests.KEY_ID + '"')
                .replace("planted-secret", QuotedRequests.SECRET)
                .replace("planted-token", QuotedRequests.TOKEN)
                .replace("{\"startedAt\": 5}", "null");
        try (LocalAwsBackupServer server = new LocalAwsBackupServer(backup, clock, 0)) {
            System.setProperty("aws.endpointUrlBackup", server.endpoint().toString());
            // A container of its own, whose client reaches that server.
            Wiring.useClock(Clock.systemUTC());
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
            Wiring.useClock(Clock.systemUTC());
        }
    }

    private void warmUp() {
        try {
            WarmUp.run((in, out) -> entrypoint.handleRequest(in, out, context(log)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
