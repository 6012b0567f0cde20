package community.backup.vaultcontents;

import community.backup.handler.ContextRules;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import lombok.Builder;
import org.jspecify.annotations.Nullable;

/**
 * The results so far of a pass over the vault. A pass lists the vault page by page, in as many invocations as it needs.
 *
 * @param startedAt when the pass began, in milliseconds since 1970
 * @param asks whether the pass sends a delete request for every recovery point; otherwise only for new ones and composites
 * @param page the token of the present page; null for the first page
 * @param position the ARN of the last handled recovery point of that page; null at its beginning
 * @param partial whether the pass proves nothing, because AWS Backup did not answer every request or a page was read twice
 * @param found how many recovery points the pass has found
 * @param deleting how many of them AWS Backup is deleting, or has just accepted to delete
 * @param waiting how many of them wait for a backup job, for nested recovery points, or for another request
 * @param blocked the recovery points that AWS Backup does not delete, by obstacle; null if there are none
 */
@Builder(toBuilder = true)
record Pass(
        long startedAt,
        boolean asks,
        @Nullable String page,
        @Nullable String position,
        boolean partial,
        int found,
        int deleting,
        int waiting,
        @Nullable Map<Obstacle, Blocked> blocked) {

    /** The most characters of ARNs and AWS's messages that a pass keeps, so that the callback context stays below 2,000. */
    private static final int MOST_CHARACTERS = 700;

    Pass {
        ContextRules.time("pass.startedAt", startedAt);
        ContextRules.count("pass.found", found);
        ContextRules.count("pass.deleting", deleting);
        ContextRules.count("pass.waiting", waiting);
    }

    /** The recovery points that AWS Backup does not delete, by obstacle. */
    Map<Obstacle, Blocked> obstacles() {
        return blocked == null ? Map.of() : blocked;
    }

    /** How many recovery points AWS Backup does not delete. */
    int blockedCount() {
        return obstacles().values().stream().mapToInt(Blocked::count).sum();
    }

    /** How many recovery points each obstacle keeps. */
    Map<Obstacle, Integer> counts() {
        Map<Obstacle, Integer> counts = new EnumMap<>(Obstacle.class);
        obstacles().forEach((obstacle, some) -> counts.put(obstacle, some.count()));
        return counts;
    }

    /** Whether no recovery point is being deleted or waits for something. */
    boolean idle() {
        return deleting + waiting == 0;
    }

    /** How long the obstacles must last before they are final: the longest grace among them. */
    Duration grace() {
        return obstacles().keySet().stream()
                .map(Obstacle::grace)
                .reduce(Duration.ZERO, (one, other) -> one.compareTo(other) > 0 ? one : other);
    }

    /** A copy with another recovery point that needs no request now. */
    Pass withOther() {
        return toBuilder().found(found + 1).build();
    }

    /** A copy with another recovery point that AWS Backup is deleting. */
    Pass withDeleting() {
        return toBuilder().found(found + 1).deleting(deleting + 1).build();
    }

    /** A copy with another recovery point that waits. */
    Pass withWaiting() {
        return toBuilder().found(found + 1).waiting(waiting + 1).build();
    }

    /**
     * A copy with another recovery point that AWS Backup does not delete.
     *
     * @param said AWS's message; null if there is none
     * @param role the role that made the recovery point; null if it does not matter
     */
    Pass withBlocked(Obstacle obstacle, String arn, @Nullable String said, @Nullable String role) {
        Map<Obstacle, Blocked> now = new EnumMap<>(Obstacle.class);
        now.putAll(obstacles());
        boolean hasRoom = now.values().stream().mapToInt(Blocked::length).sum() < MOST_CHARACTERS;
        Blocked before = now.getOrDefault(obstacle, Blocked.NONE);
        now.put(obstacle, hasRoom ? before.with(arn, said, role) : before.onlyCounted());
        return toBuilder().found(found + 1).blocked(now).build();
    }

    /** A copy that is partial. */
    Pass asPartial() {
        return toBuilder().partial(true).build();
    }
}
