package community.backup.vaultcontents;

import community.backup.handler.ContextRules;
import java.util.EnumMap;
import java.util.Map;
import lombok.Builder;
import org.jspecify.annotations.Nullable;

/**
 * What the present pass over the vault has seen so far. It lists the vault page by page, over as many invocations as it needs.
 *
 * @param startedAt when it began, in milliseconds since 1970
 * @param asks whether it asks for every recovery point; otherwise only for those that are new since a pass that did
 * @param page the token of the page that it has come to; null for the first
 * @param position the ARN of the recovery point of that page that was looked at last
 * @param partial whether it had to begin a page again, so that its numbers say too much
 * @param found how many recovery points it has seen
 * @param deleting how many of them AWS Backup is deleting, or was just asked to
 * @param waiting how many wait for a backup job or for what is nested in them
 * @param accepted how many requests AWS Backup has accepted
 * @param blocked those that something keeps in the vault
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
        int accepted,
        @Nullable Map<Obstacle, Blocked> blocked) {

    /** Of ARNs and AWS's words, so that a context stays below 2,000 characters whatever the vault holds. */
    private static final int MOST_CHARACTERS = 700;

    Pass {
        ContextRules.time("pass.startedAt", startedAt);
        ContextRules.count("pass.found", found);
        ContextRules.count("pass.deleting", deleting);
        ContextRules.count("pass.waiting", waiting);
        ContextRules.count("pass.accepted", accepted);
    }

    /** How many recovery points something keeps in the vault. */
    int stuck() {
        return blocked == null
                ? 0
                : blocked.values().stream().mapToInt(Blocked::count).sum();
    }

    /** The same with one recovery point more that something keeps in the vault. */
    Pass with(Obstacle obstacle, String arn, @Nullable String said, @Nullable String role) {
        Map<Obstacle, Blocked> now = new EnumMap<>(Obstacle.class);
        if (blocked != null) {
            now.putAll(blocked);
        }
        boolean room = now.values().stream().mapToInt(Blocked::length).sum() < MOST_CHARACTERS;
        Blocked before = now.getOrDefault(obstacle, Blocked.NONE);
        now.put(obstacle, room ? before.with(arn, said, role) : before.without());
        return toBuilder().blocked(now).build();
    }
}
