package community.backup.local.awsbackup;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What changes in the life of a recovery point.
 *
 * @param parentArn the composite that it is nested in
 * @param busy whether another action is under way that the status does not show yet
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

    /** Whether nothing goes on in it. */
    boolean settled() {
        return !busy && status != StoredPointStatus.CREATING && status != StoredPointStatus.DELETING;
    }
}
