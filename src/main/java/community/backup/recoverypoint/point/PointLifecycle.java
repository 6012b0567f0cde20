package community.backup.recoverypoint.point;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * When AWS Backup moves a recovery point to cold storage and deletes it.
 *
 * @param moveToColdStorageAfterDays days after the backup's start, {@link #NEVER} or null for never
 * @param deleteAfterDays days after the backup's start, {@link #NEVER} or null for never
 * @param optInToArchive whether types that archive instead of cooling follow moveToColdStorageAfterDays; null where not said
 */
public record PointLifecycle(
        @Nullable Long moveToColdStorageAfterDays,
        @Nullable Long deleteAfterDays,
        @Nullable Boolean optInToArchive) {

    /** AWS Backup's number for a day that never comes. */
    public static final long NEVER = -1;

    /** Neither cold storage nor an end. */
    public static final PointLifecycle KEEP = new PointLifecycle(NEVER, NEVER, null);

    /** Whether both mean the same days; an opt-in that either side does not mention is no difference. */
    public boolean sameAs(PointLifecycle other) {
        return days(moveToColdStorageAfterDays) == days(other.moveToColdStorageAfterDays)
                && days(deleteAfterDays) == days(other.deleteAfterDays)
                && (optInToArchive == null
                        || other.optInToArchive == null
                        || Objects.equals(optInToArchive, other.optInToArchive));
    }

    /** The days as UpdateRecoveryPointLifecycle wants them: an omitted one would be reset, so neither is. */
    public PointLifecycle spelledOut() {
        return new PointLifecycle(days(moveToColdStorageAfterDays), days(deleteAfterDays), optInToArchive);
    }

    private static long days(@Nullable Long days) {
        return days == null ? NEVER : days;
    }
}
