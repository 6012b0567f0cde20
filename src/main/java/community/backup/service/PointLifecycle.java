package community.backup.service;

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

    /** This lifecycle, in which a member that is null is the other's. */
    public PointLifecycle orElse(PointLifecycle other) {
        return new PointLifecycle(
                moveToColdStorageAfterDays == null ? other.moveToColdStorageAfterDays : moveToColdStorageAfterDays,
                deleteAfterDays == null ? other.deleteAfterDays : deleteAfterDays,
                optInToArchive == null ? other.optInToArchive : optInToArchive);
    }

    /** This lifecycle without the members that are the same in the other one. */
    public PointLifecycle without(PointLifecycle other) {
        return new PointLifecycle(
                Objects.equals(moveToColdStorageAfterDays, other.moveToColdStorageAfterDays)
                        ? null
                        : moveToColdStorageAfterDays,
                Objects.equals(deleteAfterDays, other.deleteAfterDays) ? null : deleteAfterDays,
                Objects.equals(optInToArchive, other.optInToArchive) ? null : optInToArchive);
    }

    /** This lifecycle with the other's move to cold storage. */
    public PointLifecycle withColdStorageOf(PointLifecycle other) {
        return new PointLifecycle(other.moveToColdStorageAfterDays, deleteAfterDays, other.optInToArchive);
    }

    /** Whether the recovery point moves to cold storage one day. */
    public boolean cools() {
        return days(moveToColdStorageAfterDays) != NEVER;
    }

    private static long days(@Nullable Long days) {
        return days == null ? NEVER : days;
    }
}
