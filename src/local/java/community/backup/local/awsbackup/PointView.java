package community.backup.local.awsbackup;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The actual state of a recovery point at a time, whatever the API shows. */
public record PointView(
        String arn,
        String vault,
        ProtectedResourceType type,
        String resourceArn,
        String roleArn,
        Instant created,
        StoredPointStatus status,
        Optional<String> statusMessage,
        LifecycleRule lifecycle,
        Map<String, String> tags,
        Optional<String> parentArn,
        Optional<String> sourceVaultArn,
        List<String> nested,
        Set<DeleteBlocker> blockers,
        Set<String> legalHolds,
        Set<String> accessPoints,
        Optional<String> planId) {

    /** Whether AWS Backup refuses every delete of the recovery point, because of a legal hold or a backup access point. */
    public boolean kept() {
        return !legalHolds.isEmpty() || !accessPoints.isEmpty();
    }

    static PointView of(StoredPoint point, PointState state, Instant time) {
        return new PointView(
                point.arn,
                point.vault.name,
                point.type,
                point.resourceArn,
                point.roleArn,
                point.created,
                state.status(),
                Optional.ofNullable(state.message()),
                state.lifecycle(),
                state.tags(),
                Optional.ofNullable(state.parentArn()),
                Optional.ofNullable(point.sourceVaultArn),
                point.nestedAt(time).stream().map(child -> child.arn).toList(),
                Set.copyOf(point.blockers),
                Set.copyOf(point.holds),
                Set.copyOf(point.accessPoints),
                point.origin.map(BackupPlan.Origin::planId));
    }
}
