package community.backup.local.awsbackup;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * When a recovery point moves to cold storage and when AWS Backup deletes it, in days after its creation; null and -1
 * mean never. Rules and limits: API reference, Lifecycle.
 *
 * @param deleteAfterCopy whether this is an intermediate recovery point, from which AWS Backup makes the copy in a
 *     logically air-gapped vault
 */
public record LifecycleRule(
        @Nullable Long moveToColdStorageAfterDays,
        @Nullable Long deleteAfterDays,
        @Nullable Boolean optInToArchive,
        boolean deleteAfterCopy) {
    /** Nothing set: the recovery point stays in warm storage and is never deleted. */
    public static final LifecycleRule NONE = new LifecycleRule(null, null, null, false);

    /**
     * The rule of an intermediate recovery point, which AWS Backup deletes after the copy to a logically air-gapped
     * vault.
     */
    public static final LifecycleRule UNTIL_COPIED = new LifecycleRule(null, null, null, true);

    private static final long COLD_AT_LEAST = 90;
    private static final long MOST_DAYS = 36_500;

    /** Deletes a recovery point after this number of days, and never moves it to cold storage. */
    public static LifecycleRule deleteAfterDays(long days) {
        return new LifecycleRule(null, days, null, false);
    }

    /** Reads and checks the Lifecycle of a request; {@link #NONE} if it is absent. */
    static LifecycleRule of(@Nullable JsonNode json) {
        if (json == null || json.isNull()) {
            return NONE;
        }
        LifecycleRule lifecycle = new LifecycleRule(
                days(json, "MoveToColdStorageAfterDays"),
                days(json, "DeleteAfterDays"),
                json.hasNonNull("OptInToArchiveForSupportedResources")
                        ? (Boolean)
                                json.get("OptInToArchiveForSupportedResources").asBoolean()
                        : null,
                false);
        Long cold = positive(lifecycle.moveToColdStorageAfterDays);
        Long delete = positive(lifecycle.deleteAfterDays);
        if (cold != null && delete != null && delete < cold + COLD_AT_LEAST) {
            throw AwsError.invalidParameter("Invalid lifecycle. DeleteAfterDays cannot be less than " + COLD_AT_LEAST
                            + " days apart from MoveToColdStorageAfterDays")
                    .thrown();
        }
        return lifecycle;
    }

    private static @Nullable Long days(JsonNode json, String name) {
        if (!json.hasNonNull(name)) {
            return null;
        }
        long days = json.get(name).asLong();
        if (days != -1 && (days < 1 || days > MOST_DAYS)) {
            throw AwsError.invalidParameter(
                            "Invalid lifecycle. " + name + " cannot be less than 1 or more than " + MOST_DAYS + " days")
                    .thrown();
        }
        return days;
    }

    private static @Nullable Long positive(@Nullable Long days) {
        return days == null || days < 0 ? null : days;
    }

    /** The supported part of this rule: if a type has no cold storage, AWS Backup silently drops the move to it. */
    LifecycleRule supportedBy(ProtectedResourceType type) {
        boolean cold = type.is(ProtectedResourceType.Trait.COLD)
                || type.is(ProtectedResourceType.Trait.COMPOSITE)
                || (type.is(ProtectedResourceType.Trait.ARCHIVES) && Boolean.TRUE.equals(optInToArchive));
        return cold ? this : new LifecycleRule(null, deleteAfterDays, optInToArchive, deleteAfterCopy);
    }

    Optional<Instant> deleteAt(Instant created) {
        return after(created, deleteAfterDays);
    }

    Optional<Instant> coldAt(Instant created) {
        return after(created, moveToColdStorageAfterDays);
    }

    private static Optional<Instant> after(Instant created, @Nullable Long days) {
        return Optional.ofNullable(positive(days)).map(some -> created.plus(Duration.ofDays(some)));
    }

    Shape toShape() {
        return new Shape()
                .with("MoveToColdStorageAfterDays", moveToColdStorageAfterDays)
                .with("DeleteAfterDays", deleteAfterDays)
                .with("OptInToArchiveForSupportedResources", optInToArchive)
                .with("DeleteAfterEvent", deleteAfterCopy ? "DELETE_AFTER_COPY" : null);
    }

    /** The dates that follow from the rule, or null if there are none. */
    @Nullable Shape calculated(Instant created) {
        if (coldAt(created).isEmpty() && deleteAt(created).isEmpty()) {
            return null;
        }
        return new Shape()
                .with("MoveToColdStorageAt", coldAt(created).orElse(null))
                .with("DeleteAt", deleteAt(created).orElse(null));
    }
}
