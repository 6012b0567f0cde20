package community.backup.local.teardown;

import community.backup.local.awsbackup.HttpAnswer;
import community.backup.local.awsbackup.HttpCall;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** The requests of other tools, and the meaning of their answers. */
final class BackupRequests {
    private BackupRequests() {}

    static HttpCall delete(String vault, String arn) {
        return call("DELETE", point(vault, arn), Map.of());
    }

    static HttpCall describe(String vault, String arn) {
        return call("GET", point(vault, arn), Map.of());
    }

    /** A page of a vault's list. */
    static HttpCall list(String vault, String token) {
        return call(
                "GET",
                "/backup-vaults/" + vault + "/recovery-points/",
                token.isEmpty() ? Map.of() : Map.of("nextToken", List.of(token)));
    }

    /** A request that shows whether a vault contains anything. */
    static HttpCall listOne(String vault) {
        return call("GET", "/backup-vaults/" + vault + "/recovery-points/", Map.of("maxResults", List.of("1")));
    }

    static HttpCall describeVault(String vault) {
        return call("GET", "/backup-vaults/" + vault, Map.of());
    }

    static HttpCall deleteVault(String vault) {
        return call("DELETE", "/backup-vaults/" + vault, Map.of());
    }

    static boolean succeeded(HttpAnswer answer) {
        return answer.status() < 300;
    }

    static boolean throttled(HttpAnswer answer) {
        return type(answer).equals("ThrottlingException");
    }

    static boolean notFound(HttpAnswer answer) {
        return type(answer).equals("ResourceNotFoundException");
    }

    private static String type(HttpAnswer answer) {
        return answer.headers().getOrDefault("x-amzn-ErrorType", "");
    }

    private static String point(String vault, String arn) {
        return "/backup-vaults/" + vault + "/recovery-points/" + URLEncoder.encode(arn, StandardCharsets.UTF_8);
    }

    private static HttpCall call(String method, String path, Map<String, List<String>> query) {
        return new HttpCall(method, path, query, Map.of(), new byte[0]);
    }
}
