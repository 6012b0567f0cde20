package community.backup.local.iam;

import java.util.Map;

/**
 * A request that a policy allows or denies.
 *
 * @param action such as {@code backup:DeleteRecoveryPoint}
 * @param resource an ARN, or {@code *} if the action has no resource
 * @param context the values of condition keys, such as {@code aws:ResourceTag/team}; a missing key has no value
 */
public record Access(String action, String resource, Map<String, String> context) {
    /** A request without context. */
    public Access(String action, String resource) {
        this(action, resource, Map.of());
    }
}
