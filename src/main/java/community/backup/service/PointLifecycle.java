package community.backup.service;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * When AWS Backup moves a recovery point to cold storage and deletes it.
 *
 * @param moveToColdStorageAfterDays days after the backup's start; {@link #NEVER} or null for never
 * @param deleteAfterDays days after the backup's start; {@link #NEVER} or null for never
 * @param optInToArchive whether resource types with an archive tier follow moveToColdStorageAfterDays; null if not
 *     specified
 */
public record PointLifecycle(
        @Nullable Long moveToColdStorageAfterDays,
        @Nullable Long deleteAfterDays,
        @Nullable Boolean optInToArchive) {

    /** AWS Backup's number of days for "never". */
    public static final long NEVER = -1;

    /** AWS Backup never moves the recovery point to cold storage and never deletes it. */
    public static final PointLifecycle KEEP = new PointLifecycle(NEVER, NEVER, null);

    /** Whether both have the same days. An opt-in that is null on either side is not a difference. */
    public boolean sameAs(PointLifecycle other) {
        return days(moveToColdStorageAfterDays) == days(other.moveToColdStorageAfterDays)
                && days(deleteAfterDays) == days(other.deleteAfterDays)
                && (optInToArchive == null
                        || other.optInToArchive == null
                        || Objects.equals(optInToArchive, other.optInToArchive));
    }

    /**
     * This lifecycle with a number for both days. UpdateRecoveryPointLifecycle would reset a number that is omitted.
     */
    public PointLifecycle withExplicitDays() {
        return new PointLifecycle(days(moveToColdStorageAfterDays), days(deleteAfterDays), optInToArchive);
    }

    /** This lifecycle, with the other's value for each member that is null. */
    public PointLifecycle orElse(PointLifecycle other) {
        return new PointLifecycle(
                moveToColdStorageAfterDays == null ? other.moveToColdStorageAfterDays : moveToColdStorageAfterDays,
                deleteAfterDays == null ? other.deleteAfterDays : deleteAfterDays,
                optInToArchive == null ? other.optInToArchive : optInToArchive);
    }

    /** This lifecycle, with null for each member that is equal in the other one. */
    public PointLifecycle without(PointLifecycle other) {
        return new PointLifecycle(
                Objects.equals(moveToColdStorageAfterDays, other.moveToColdStorageAfterDays)
                        ? null
                        : moveToColdStorageAfterDays,
                Objects.equals(deleteAfterDays, other.deleteAfterDays) ? null : deleteAfterDays,
                Objects.equals(optInToArchive, other.optInToArchive) ? null : optInToArchive);
    }

    /** This lifecycle, with the other's settings for cold storage. */
    public PointLifecycle withColdStorageOf(PointLifecycle other) {
        return new PointLifecycle(other.moveToColdStorageAfterDays, deleteAfterDays, other.optInToArchive);
    }

    /** Whether the recovery point moves to cold storage one day. */
    public boolean movesToColdStorage() {
        return days(moveToColdStorageAfterDays) != NEVER;
    }

    private static long days(@Nullable Long days) {
        return days == null ? NEVER : days;
    }
}
