package community.backup.service;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One page of the recovery points of a vault; null narrows nothing.
 *
 * @param resourceArn only backups of this resource
 * @param parentArn only those nested in this composite
 * @param token where the page before ended
 */
public record PointQuery(
        String vaultName,
        @Nullable String resourceArn,
        @Nullable String parentArn,
        @Nullable Instant createdAfter,
        @Nullable Instant createdBefore,
        @Nullable String token,
        @Nullable Integer maxResults) {

    /** All of a vault. */
    public static PointQuery ofVault(String vaultName) {
        return new PointQuery(vaultName, null, null, null, null, null, null);
    }

    /** Those nested in a composite. */
    public static PointQuery nestedIn(String vaultName, String parentArn) {
        return new PointQuery(vaultName, null, parentArn, null, null, null, null);
    }

    public PointQuery from(@Nullable String token, @Nullable Integer maxResults) {
        return new PointQuery(vaultName, resourceArn, parentArn, createdAfter, createdBefore, token, maxResults);
    }
}
