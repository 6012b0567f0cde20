package community.backup.local.awsbackup;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The properties of a recovery point that can change.
 *
 * @param parentArn the ARN of its composite; null if it is not nested
 * @param busy whether another action is in progress that the status does not show yet
 */
record PointState(
        StoredPointStatus status,
        @Nullable String message,
        @Nullable Instant completed,
        LifecycleRule lifecycle,
        Map<String, String> tags,
        @Nullable String parentArn,
        boolean busy) {

    PointState withStatus(StoredPointStatus newStatus, @Nullable String newMessage) {
        return new PointState(newStatus, newMessage, completed, lifecycle, tags, parentArn, false);
    }

    PointState completedAt(Instant time) {
        return new PointState(status, message, time, lifecycle, tags, parentArn, busy);
    }

    PointState withLifecycle(LifecycleRule newLifecycle) {
        return new PointState(status, message, completed, newLifecycle, tags, parentArn, busy);
    }

    PointState withTags(Map<String, String> newTags) {
        return new PointState(status, message, completed, lifecycle, Map.copyOf(newTags), parentArn, busy);
    }

    PointState nestedIn(@Nullable String newParentArn) {
        return new PointState(status, message, completed, lifecycle, tags, newParentArn, busy);
    }

    PointState whileBusy() {
        return new PointState(status, message, completed, lifecycle, tags, parentArn, true);
    }

    /** Whether no action is in progress on it. */
    boolean settled() {
        return !busy && status != StoredPointStatus.CREATING && status != StoredPointStatus.DELETING;
    }
}
