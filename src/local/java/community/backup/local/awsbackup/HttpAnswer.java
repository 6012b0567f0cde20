package community.backup.local.awsbackup;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * An HTTP response.
 *
 * @param body empty where there is none
 */
@SuppressWarnings("ArrayRecordComponent") // Answers are never compared.
public record HttpAnswer(int status, Map<String, String> headers, byte[] body) {

    /** The body as text. */
    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }
}
