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
 * What is to be changed of a recovery point so that it is as desired: the difference to what AWS Backup reports, so that
 * drift is mended too, and a change that is made again changes nothing.
 *
 * @param lifecycle null for no change
 * @param put tags to set
 * @param remove keys of tags to remove
 */
record Changes(@Nullable PointLifecycle lifecycle, Map<String, String> put, Set<String> remove) {

    /**
     * The difference.
     *
     * @param tags the tags that it has; empty where they are not known
     * @param desiredLifecycle null to leave it as it is
     * @param desiredTags tags that it shall have; others stay (AWS Backup copies the source's tags) unless they are in
     * @param formerTags tags that were desired before
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

    /** Makes them, first those that the service may refuse, so that a refusal comes before anything was changed. */
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
