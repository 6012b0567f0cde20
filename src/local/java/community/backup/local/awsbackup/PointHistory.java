package community.backup.local.awsbackup;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The truth about what became of a recovery point so far.
 *
 * @param moments when its status or the message beside it changed, oldest first
 */
public record PointHistory(String arn, String vault, ProtectedResourceType type, List<Moment> moments) {

    /**
     * What is so from a time on.
     *
     * @param status empty where the recovery point is gone
     */
    public record Moment(Instant from, Optional<StoredPointStatus> status, Optional<String> message) {
        boolean saysTheSameAs(Moment other) {
            return status.equals(other.status) && message.equals(other.message);
        }
    }
}
