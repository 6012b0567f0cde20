package community.backup.service;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A query for one page of the recovery points of a vault. A member that is null does not restrict the result.
 *
 * @param resourceArn only recovery points of this resource
 * @param parentArn only recovery points that are nested in this composite
 * @param token the token that the previous page returned; null for the first page
 */
public record PointQuery(
        String vaultName,
        @Nullable String resourceArn,
        @Nullable String parentArn,
        @Nullable Instant createdAfter,
        @Nullable Instant createdBefore,
        @Nullable String token,
        @Nullable Integer maxResults) {

    /** A query for all recovery points of a vault. */
    public static PointQuery ofVault(String vaultName) {
        return new PointQuery(vaultName, null, null, null, null, null, null);
    }

    /** A query for the recovery points that are nested in a composite. */
    public static PointQuery nestedIn(String vaultName, String parentArn) {
        return new PointQuery(vaultName, null, parentArn, null, null, null, null);
    }

    public PointQuery from(@Nullable String token, @Nullable Integer maxResults) {
        return new PointQuery(vaultName, resourceArn, parentArn, createdAfter, createdBefore, token, maxResults);
    }
}
