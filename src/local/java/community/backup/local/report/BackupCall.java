package community.backup.local.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import community.backup.local.awsbackup.CallRecord;
import community.backup.local.awsbackup.Exchange;
import community.backup.local.awsbackup.HttpAnswer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;

/**
 * A call of AWS Backup.
 *
 * @param operation such as DeleteRecoveryPoint
 * @param subject the ARN, job or resource of the call; empty if it has none
 * @param time when it arrived, or, in the simulation, when its caller received the answer
 * @param answer the answer that its caller received: OK, the error's type, or {@link #NO_ANSWER}
 * @param detail the status in the answer or the error's message; empty if there is neither
 * @param effect whether AWS Backup carried it out without an error, whatever the caller received
 * @param fault the injected fault; empty if there was none
 */
public record BackupCall(
        String operation, String subject, Instant time, String answer, String detail, boolean effect, String fault) {
    /** The answer of a call whose connection broke, or which timed out. */
    public static final String NO_ANSWER = "no answer";

    private static final ObjectMapper JSON = new ObjectMapper();

    static BackupCall of(CallRecord call, Exchange exchange) {
        HttpAnswer answer = exchange.answer();
        return new BackupCall(
                call.operation().wireName(),
                call.subject().isEmpty() ? call.vault() : call.subject(),
                call.time(),
                exchange.cut() ? NO_ANSWER : answer.headers().getOrDefault("x-amzn-ErrorType", CallRecord.OK),
                exchange.cut() ? "" : detail(answer),
                call.effect(),
                "");
    }

    /**
     * The status of a recovery point, the state of a job or the message of an error. Errors spell their field in two
     * ways.
     */
    private static String detail(HttpAnswer answer) {
        if (answer.body().length == 0) {
            return "";
        }
        try {
            JsonNode body = JSON.readTree(answer.body());
            return body.path("Status")
                    .asText(body.path("State")
                            .asText(body.path("Message")
                                    .asText(body.path("message").asText())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
