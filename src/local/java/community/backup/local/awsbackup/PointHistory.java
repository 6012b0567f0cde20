package community.backup.local.awsbackup;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The actual history of a recovery point until now.
 *
 * @param moments the changes of its status or its message, oldest first
 */
public record PointHistory(String arn, String vault, ProtectedResourceType type, List<Moment> moments) {

    /**
     * The status and message from a time on.
     *
     * @param status empty if the recovery point no longer exists
     */
    public record Moment(Instant from, Optional<StoredPointStatus> status, Optional<String> message) {
        boolean hasSameState(Moment other) {
            return status.equals(other.status) && message.equals(other.message);
        }
    }
}
