package community.backup.local.awsbackup;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP request as the service receives it.
 *
 * @param method upper case
 * @param path raw: still percent-encoded, without the query
 * @param query decoded
 * @param headers the names in upper or lower case
 * @param body empty if there is none
 */
@SuppressWarnings("ArrayRecordComponent") // Requests are never compared.
public record HttpCall(
        String method, String path, Map<String, List<String>> query, Map<String, List<String>> headers, byte[] body) {
    /** The header with the session token. */
    public static final String SESSION_TOKEN = "X-Amz-Security-Token";

    /** The request of an exchange. */
    public static HttpCall of(HttpExchange http) throws IOException {
        URI uri = http.getRequestURI();
        return new HttpCall(
                http.getRequestMethod(),
                uri.getRawPath(),
                query(uri.getRawQuery()),
                http.getRequestHeaders(),
                http.getRequestBody().readAllBytes());
    }

    private static Map<String, List<String>> query(@Nullable String raw) {
        Map<String, List<String>> query = new TreeMap<>();
        if (raw != null && !raw.isEmpty()) {
            for (String pair : raw.split("&", -1)) {
                String[] sides = pair.split("=", 2);
                query.computeIfAbsent(decode(sides[0]), name -> new ArrayList<>())
                        .add(sides.length > 1 ? decode(sides[1]) : "");
            }
        }
        return query;
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    /** Whether the request has a signature, valid or not. */
    boolean signed() {
        return header("Authorization").isPresent();
    }

    /** The token of the session whose credentials signed the request; empty if there is none. */
    public Optional<String> sessionToken() {
        return header(SESSION_TOKEN);
    }

    private Optional<String> header(String name) {
        return headers.entrySet().stream()
                .filter(header -> header.getKey().equalsIgnoreCase(name))
                .flatMap(header -> header.getValue().stream())
                .findFirst();
    }
}
