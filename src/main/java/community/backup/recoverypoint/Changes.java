package community.backup.recoverypoint;

import community.backup.service.PointLifecycle;
import community.backup.service.RecoveryPoint;
import community.backup.service.RecoveryPoints;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The changes that give a recovery point its desired lifecycle and tags: the difference from what AWS Backup reports. An update therefore
 * corrects drift too, and a repeated update changes nothing.
 *
 * @param lifecycle the new lifecycle; null to leave it unchanged
 * @param put tags to set
 * @param remove keys of tags to remove
 */
record Changes(@Nullable PointLifecycle lifecycle, Map<String, String> put, Set<String> remove) {

    /**
     * Computes the changes.
     *
     * @param tags the recovery point's present tags; empty if they are not known
     * @param desiredLifecycle null to leave the lifecycle unchanged
     * @param desiredTags tags that the recovery point must have
     * @param formerTags tags that were desired before. A tag that {@code desiredTags} lacks is removed. All other tags stay,
     *     because AWS Backup copies tags from the backed-up resource.
     */
    static Changes between(
            RecoveryPoint point,
            Optional<Map<String, String>> tags,
            @Nullable PointLifecycle desiredLifecycle,
            Map<String, String> desiredTags,
            Map<String, String> formerTags) {
        Map<String, String> put = new HashMap<>(desiredTags);
        tags.ifPresent(known -> put.entrySet().removeIf(each -> each.getValue().equals(known.get(each.getKey()))));
        Set<String> remove = new HashSet<>(formerTags.keySet());
        remove.removeAll(desiredTags.keySet());
        tags.ifPresent(known -> remove.retainAll(known.keySet()));
        return new Changes(
                desiredLifecycle == null || desiredLifecycle.sameAs(point.reportedLifecycle())
                        ? null
                        : desiredLifecycle,
                put,
                remove);
    }

    boolean none() {
        return lifecycle == null && put.isEmpty() && remove.isEmpty();
    }

    /** Applies the changes. The lifecycle comes first: if AWS Backup refuses it, nothing has changed yet. */
    void apply(RecoveryPoints points, RecoveryPoint point, Tags tags) {
        if (lifecycle != null) {
            points.changeLifecycle(point.vaultName(), point.arn(), lifecycle);
        }
        if (!remove.isEmpty()) {
            tags.remove(points, point.arn(), remove);
        }
        if (!put.isEmpty()) {
            tags.put(points, point.arn(), put);
        }
    }
}
