package community.backup.local.awsbackup;

import java.util.List;
import java.util.Map;

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

    /** Whether it has a signature, of whatever worth. */
    boolean signed() {
        return headers.keySet().stream().anyMatch("Authorization"::equalsIgnoreCase);
    }
}
