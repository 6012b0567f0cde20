package community.backup.local.awsbackup;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The operations: name, method, path and default rate. Paths are those of the service's model, API version 2018-11-15;
 * rates are the defaults per account and region of the AWS General Reference.
 */
public enum BackupOperation {
    START_BACKUP_JOB("PUT", "/backup-jobs", 5),
    DESCRIBE_BACKUP_JOB("GET", "/backup-jobs/{job}", 15),
    STOP_BACKUP_JOB("POST", "/backup-jobs/{job}", 5),
    LIST_BACKUP_JOBS("GET", "/backup-jobs/", 20),
    DESCRIBE_RECOVERY_POINT("GET", "/backup-vaults/{vault}/recovery-points/{arn}", 15),
    LIST_RECOVERY_POINTS_BY_BACKUP_VAULT("GET", "/backup-vaults/{vault}/recovery-points/", 20),
    DELETE_RECOVERY_POINT("DELETE", "/backup-vaults/{vault}/recovery-points/{arn}", 10),
    DISASSOCIATE_RECOVERY_POINT("POST", "/backup-vaults/{vault}/recovery-points/{arn}/disassociate", 0),
    DISASSOCIATE_RECOVERY_POINT_FROM_PARENT(
            "DELETE", "/backup-vaults/{vault}/recovery-points/{arn}/parentAssociation", 0),
    UPDATE_RECOVERY_POINT_LIFECYCLE("POST", "/backup-vaults/{vault}/recovery-points/{arn}", 5),
    LIST_TAGS("GET", "/tags/{arn}/", 20),
    TAG_RESOURCE("POST", "/tags/{arn}", 5),
    UNTAG_RESOURCE("POST", "/untag/{arn}", 5),
    CREATE_BACKUP_VAULT("PUT", "/backup-vaults/{vault}", 0),
    DESCRIBE_BACKUP_VAULT("GET", "/backup-vaults/{vault}", 5),
    LIST_BACKUP_VAULTS("GET", "/backup-vaults/", 20),
    DELETE_BACKUP_VAULT("DELETE", "/backup-vaults/{vault}", 5),
    START_COPY_JOB("PUT", "/copy-jobs", 0),
    DESCRIBE_COPY_JOB("GET", "/copy-jobs/{job}", 0),
    LIST_COPY_JOBS("GET", "/copy-jobs/", 0),
    LIST_BACKUP_PLANS("GET", "/backup/plans/", 0),
    GET_BACKUP_PLAN("GET", "/backup/plans/{plan}/", 0);

    private final String wireName;
    private final String method;

    @SuppressWarnings("ImmutableEnumChecker") // Made by List.of.
    private final List<String> template;

    private final int callsPerSecond;

    BackupOperation(String method, String path, int callsPerSecond) {
        StringBuilder words = new StringBuilder();
        for (String word : name().split("_", -1)) {
            words.append(word.charAt(0)).append(word.substring(1).toLowerCase(Locale.ROOT));
        }
        this.wireName = words.toString();
        this.method = method;
        this.template = segments(path);
        this.callsPerSecond = callsPerSecond;
    }

    /** The name that the API, IAM and the SDKs use, such as {@code DeleteRecoveryPoint}. */
    public String wireName() {
        return wireName;
    }

    /** The IAM action, such as {@code backup:DeleteRecoveryPoint}. */
    public String action() {
        return "backup:" + wireName;
    }

    /** The HTTP status of a successful answer. */
    int successStatus() {
        return this == DISASSOCIATE_RECOVERY_POINT_FROM_PARENT ? 204 : 200;
    }

    /** Calls per second that an account may make, or 0 if only the sum over all operations is limited. */
    public int callsPerSecond() {
        return callsPerSecond;
    }

    /** Whether the operation only reads, so that its answer can be stale. */
    public boolean reads() {
        return method.equals("GET");
    }

    /** The operation with this wire name; empty if there is none. */
    public static Optional<BackupOperation> named(String wireName) {
        return Arrays.stream(values()).filter(o -> o.wireName.equals(wireName)).findFirst();
    }

    /** The operation of a request; empty if there is none. */
    public static Optional<BackupOperation> of(HttpCall call) {
        return route(call.method(), call.path()).map(Route::operation);
    }

    /** The operation of a request, and the decoded parameters in its path; empty if there is none. */
    static Optional<Route> route(String method, String rawPath) {
        List<String> path = segments(rawPath);
        return Arrays.stream(values())
                .filter(o -> o.method.equals(method) && o.template.size() == path.size())
                .flatMap(o -> o.match(path).stream())
                .findFirst();
    }

    private Optional<Route> match(List<String> path) {
        Map<String, String> parameters = new TreeMap<>();
        for (int i = 0; i < path.size(); i++) {
            String expected = template.get(i);
            if (expected.startsWith("{")) {
                parameters.put(expected.substring(1, expected.length() - 1), decode(path.get(i)));
            } else if (!expected.equals(path.get(i))) {
                return Optional.empty();
            }
        }
        return Optional.of(new Route(this, parameters));
    }

    /** Ignores a slash at the end: older models of the service have list paths without it. */
    private static List<String> segments(String path) {
        String bare = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        return List.of(bare.split("/", -1));
    }

    /**
     * {@link URLDecoder} is made for forms, where a plus sign is a space. In a path it is a plus sign. A segment with
     * an invalid encoding matches no name, so it stays as it is.
     */
    private static String decode(String segment) {
        try {
            return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return segment;
        }
    }

    /** An operation and its path parameters: {@code vault}, {@code arn}, {@code job} or {@code plan}. */
    record Route(BackupOperation operation, Map<String, String> parameters) {}
}
