package community.backup.local.awsbackup;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An HTTP request as the service receives it.
 *
 * @param method upper case
 * @param path raw: still percent-encoded, without the query
 * @param query decoded
 * @param headers in any spelling
 * @param body empty where there is none
 */
@SuppressWarnings("ArrayRecordComponent") // Requests are never compared.
public record HttpCall(
        String method, String path, Map<String, List<String>> query, Map<String, List<String>> headers, byte[] body) {
    /** The header that carries a session's token. */
    public static final String SESSION_TOKEN = "X-Amz-Security-Token";

    /** Whether it has a signature, of whatever worth. */
    boolean signed() {
        return header("Authorization").isPresent();
    }

    /** The token of the session whose credentials it was made with. */
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
