package community.backup.local.awsbackup;

import static community.backup.local.awsbackup.Alternative.ACCESS_POINT_IS_ACCESS_DENIED;
import static community.backup.local.awsbackup.Alternative.CREATING_IS_INVALID_REQUEST;
import static community.backup.local.awsbackup.Alternative.HOLD_IS_ACCESS_DENIED;
import static community.backup.local.awsbackup.Alternative.LOCK_IS_ACCESS_DENIED;
import static community.backup.local.awsbackup.Alternative.SERVICE_LINKED_ROLE_STANDS_IN;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The removal of recovery points: the refusal of a delete, and the effects of an accepted one. */
final class Removal {
    private Removal() {}

    /** The error in answer to a delete; empty if AWS Backup accepts the delete. */
    static Optional<AwsError> refusal(Store store, StoredPoint point, PointState state, Instant now) {
        if (!point.holds.isEmpty()) {
            String text = "The recovery point cannot be deleted because it has active legal hold(s)";
            return Optional.of(refused(store, HOLD_IS_ACCESS_DENIED, text));
        }
        if (!point.accessPoints.isEmpty()) {
            String text = "The recovery point cannot be deleted because it has active backup access points";
            return Optional.of(refused(store, ACCESS_POINT_IS_ACCESS_DENIED, text));
        }
        Optional<AwsError> lock = lockRefusal(store, point, now);
        if (lock.isPresent()) {
            return lock;
        }
        if (state.status() == StoredPointStatus.CREATING && store.assumes(CREATING_IS_INVALID_REQUEST)) {
            return Optional.of(AwsError.invalidRequest("The recovery point is being created."));
        }
        if (!state.settled()) {
            return Optional.of(AwsError.invalidState(
                    "Recovery point cannot be deleted: another action is in progress on it (" + state.status() + ")."));
        }
        if (point.type == ProtectedResourceType.EKS_CLUSTER_STATE && state.parentArn() != null) {
            return Optional.of(AwsError.invalidRequest(
                    "The cluster state of an EKS composite cannot be deleted without its composite."));
        }
        if (!independentChildren(point, now).isEmpty()) {
            return Optional.of(AwsError.invalidRequest(
                    "Recovery point cannot be deleted because it contains nested recovery points."));
        }
        return Optional.empty();
    }

    /**
     * A locked vault never lets a recovery point be deleted. A logically air-gapped vault does after the minimum
     * retention.
     */
    private static Optional<AwsError> lockRefusal(Store store, StoredPoint point, Instant now) {
        Vault.Lock lock = point.vault.lock;
        if (lock == null) {
            return Optional.empty();
        }
        if (point.vault.type == VaultType.BACKUP_VAULT) {
            String text = "Recovery point cannot be deleted because its backup vault is locked.";
            return Optional.of(refused(store, LOCK_IS_ACCESS_DENIED, text));
        }
        long days = lock.minDays() == null ? 0 : lock.minDays();
        if (now.isBefore(point.created.plus(Duration.ofDays(days)))) {
            String text = "Recovery point cannot be deleted before its vault's minimum retention of " + days + " days.";
            return Optional.of(refused(store, LOCK_IS_ACCESS_DENIED, text));
        }
        return Optional.empty();
    }

    private static AwsError refused(Store store, Alternative denies, String message) {
        return store.assumes(denies) ? AwsError.accessDenied(message) : AwsError.invalidRequest(message);
    }

    /** The nested recovery points that must be deleted before their composite. */
    private static List<StoredPoint> independentChildren(StoredPoint point, Instant now) {
        return point.nestedAt(now).stream()
                .filter(child -> child.type != ProtectedResourceType.EKS_CLUSTER_STATE)
                .toList();
    }

    /**
     * Removes the recovery point, or lets it become EXPIRED if something blocks the removal.
     *
     * @param requestId the id of the delete request; empty if AWS Backup removes the recovery point by itself
     */
    static void start(Store store, StoredPoint point, PointState state, Instant from, Optional<String> requestId) {
        Optional<String> reason = blockedBy(store, point, requestId);
        Instant shows = requestId.isPresent() ? from.plus(store.deletingShowsAfter) : from;
        Instant end = shows.plus(store.deleteTakes(point));
        if (reason.isEmpty() && point.type == ProtectedResourceType.AURORA_CONTINUOUS) {
            // AWS Backup only shortens the retention. The recovery point itself goes with the cluster.
            point.timeline.set(from, state.withLifecycle(LifecycleRule.deleteAfterDays(1)));
            return;
        }
        point.timeline.set(from, state.whileBusy());
        point.timeline.set(shows, state.withStatus(StoredPointStatus.DELETING, null));
        if (reason.isPresent()) {
            point.timeline.set(end, state.withStatus(StoredPointStatus.EXPIRED, reason.get()));
        } else {
            point.timeline.end(end);
            point.nestedAt(from).forEach(child -> child.timeline.end(end));
        }
    }

    private static Optional<String> blockedBy(Store store, StoredPoint point, Optional<String> requestId) {
        return blocker(store, point, requestId.isPresent())
                .map(blocker -> blocker.message(point.roleArn, point.arn, requestId.orElse("none")));
    }

    /** Checks the role first: without it AWS Backup does not get as far as the snapshot. */
    private static Optional<DeleteBlocker> blocker(Store store, StoredPoint point, boolean callerAsks) {
        Role role = store.role(point.roleArn);
        if (!role.exists() && store.assumes(SERVICE_LINKED_ROLE_STANDS_IN)) {
            role = Role.GOOD;
        }
        if (!role.exists()) {
            return Optional.of(DeleteBlocker.ROLE_GONE);
        }
        boolean callerLacks = callerAsks && !Permissions.mayMakeServiceLinkedRole(store);
        if (callerLacks || !role.mayCreateServiceLinkedRole()) {
            return Optional.of(DeleteBlocker.SERVICE_LINKED_ROLE_NOT_ALLOWED);
        }
        if (role.mayNotDelete().contains(point.type)) {
            return Optional.of(DeleteBlocker.ROLE_NOT_ALLOWED);
        }
        return point.blockers.stream().findFirst();
    }
}
