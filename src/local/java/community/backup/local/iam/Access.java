package community.backup.local.iam;

import java.util.Map;

/**
 * A request that a policy allows or denies.
 *
 * @param action such as {@code backup:DeleteRecoveryPoint}
 * @param resource an ARN, or {@code *} where the action knows no resource
 * @param context the values of condition keys, such as {@code aws:ResourceTag/team}; a key that is absent has no value
 */
public record Access(String action, String resource, Map<String, String> context) {
    /** Without context. */
    public Access(String action, String resource) {
        this(action, resource, Map.of());
    }
}
