package community.backup.local.awsbackup;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * An HTTP response.
 *
 * @param body empty if there is none
 */
@SuppressWarnings("ArrayRecordComponent") // Answers are never compared.
public record HttpAnswer(int status, Map<String, String> headers, byte[] body) {

    /** Sends this response as the answer of an exchange. */
    public void send(HttpExchange http) throws IOException {
        headers.forEach(http.getResponseHeaders()::set);
        http.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        http.getResponseBody().write(body);
    }

    /** The body as text. */
    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }
}
