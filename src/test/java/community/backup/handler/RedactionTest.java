package community.backup.handler;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import community.backup.recoverypoint.QuotedRequests;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tests which parts of a text are removed and which stay, and that the filter applies to every method that writes to a
 * stream.
 */
@NullMarked
class RedactionTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Redaction redaction = new Redaction();

    static Stream<String> texts() {
        return QuotedRequests.texts();
    }

    private static JsonNode request(String name) {
        return JSON.valueToTree(Map.of(
                "requestData",
                Map.of(
                        name,
                        Map.of(
                                "accessKeyId", QuotedRequests.KEY_ID,
                                "secretAccessKey", QuotedRequests.SECRET,
                                "sessionToken", QuotedRequests.TOKEN))));
    }

    @ParameterizedTest
    @MethodSource("texts")
    void nothing_of_the_signed_request_is_left(String text) {
        redaction.learn(request("callerCredentials"));

        assertThat(redaction.applyFilter(text))
                .contains("(left out)")
                .doesNotContain(QuotedRequests.secrets())
                .isEqualTo(redaction.applyFilter(redaction.applyFilter(text)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"callerCredentials", "providerCredentials", "PROVIDERCREDENTIALS"})
    void the_values_of_the_requests_credentials_are_known_wherever_they_stand(String name) {
        redaction.learn(request(name));

        assertThat(redaction.applyFilter(
                        "<" + QuotedRequests.SECRET + "> " + QuotedRequests.TOKEN.substring(0, 20) + "..."))
                .isEqualTo("<(left out) (left out)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DescribeRecoveryPoint of arn:aws:ec2:us-east-1::snapshot/snap-0a1b failed: Not today. (X, request id 1-2). Try again.",
                "The security token included in the request is expired",
                "requestData.callerCredentials must have accessKeyId, secretAccessKey and sessionToken. Register the type",
                "User: arn:aws:sts::123456789012:assumed-role/AROAPLANTED/session is not authorized to perform: backup:ListTags",
                "operation=DELETE vault=nightly id=arn:aws:backup:us-east-1:1:recovery-point:1EB3B5E7 outcome=FAILED",
                "host;x-amz-date;x-amz-security-token",
                ""
            })
    void what_helps_and_is_no_credential_stays(String text) {
        redaction.learn(request("callerCredentials"));

        assertThat(redaction.applyFilter(text)).isEqualTo(text);
    }

    @Test
    void a_request_with_anything_in_the_place_of_credentials_teaches_nothing() throws IOException {
        for (String odd : new String[] {
            "{}",
            "{\"requestData\": 5}",
            "{\"requestData\": {\"callerCredentials\": null, \"providerCredentials\": [1, \"token\"]}}"
        }) {
            redaction.learn(JSON.readTree(odd));

            assertThat(redaction.applyFilter("1 token null 5")).isEqualTo("1 token null 5");
        }
    }

    @ParameterizedTest
    @MethodSource("texts")
    void no_way_of_writing_to_a_standard_stream_goes_past(String text) {
        redaction.learn(request("callerCredentials"));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream stream = redaction.guarded(new PrintStream(bytes, true, StandardCharsets.UTF_8));

        stream.println(text);
        stream.print("x".repeat(9000) + " " + text);
        stream.printf("%s%n", text);
        stream.writeBytes(text.getBytes(StandardCharsets.UTF_8));
        new IllegalStateException(text, new IOException(text)).printStackTrace(stream);

        assertThat(bytes.toString(StandardCharsets.UTF_8))
                .contains("(left out)", "\tat community.backup")
                .doesNotContain(QuotedRequests.secrets());
    }

    @Test
    void what_is_written_to_a_standard_stream_is_otherwise_the_same() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream stream = redaction.guarded(new PrintStream(bytes, true, StandardCharsets.UTF_8));

        stream.println("Größe \uD83D\uDD12");
        stream.write('a');
        stream.print((String) null);
        stream.append("b").println(5);

        assertThat(bytes.toString(StandardCharsets.UTF_8))
                .isEqualTo("Größe \uD83D\uDD12" + System.lineSeparator() + "anullb5" + System.lineSeparator());
    }
}
