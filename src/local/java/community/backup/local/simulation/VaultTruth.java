package community.backup.local.simulation;

import community.backup.local.awsbackup.PointHistory;
import community.backup.local.awsbackup.PointView;
import community.backup.local.awsbackup.World;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The actual marks, contents and jobs of vaults. The tags of the mark are defined here independently of the handlers.
 */
final class VaultTruth {
    private static final String PREFIX = "community-backup-vault-contents:";

    /** The maximum age of an answer. */
    static final Duration STALE = Duration.ofSeconds(61);

    private final World world;
    private final StackTruth stacks;
    private final Map<String, List<Dated>> marks = new HashMap<>();

    /**
     * The mark on a vault.
     *
     * @param emptyOn when a delete empties the vault
     * @param includesExisting whether the vault may have held recovery points before
     */
    record TrueMark(String stack, String logicalId, String emptyOn, boolean includesExisting) {
        boolean isOwnOf(SimulatedInvocation invocation) {
            return stack.equals(invocation.request().path("stackId").asText())
                    && logicalId.equals(VaultTruth.logicalId(invocation));
        }

        @Override
        public String toString() {
            return logicalId + " of " + stack + ", " + emptyOn + (includesExisting ? ", includes existing" : "");
        }
    }

    private final Map<String, Instant> arrivals = new HashMap<>();

    private record Dated(Instant from, Optional<TrueMark> mark) {}

    VaultTruth(World world, StackTruth stacks) {
        this.world = world;
        this.stacks = stacks;
    }

    World world() {
        return world;
    }

    static String vault(SimulatedInvocation invocation) {
        return invocation.properties().path("BackupVaultName").asText();
    }

    static String logicalId(SimulatedInvocation invocation) {
        return invocation
                .request()
                .path("requestData")
                .path("logicalResourceId")
                .asText();
    }

    boolean exists(String vault) {
        return world.vaults().contains(vault);
    }

    List<PointView> points(String vault) {
        return exists(vault) ? world.pointsIn(vault) : List.of();
    }

    /** The mark on a vault now. */
    Optional<TrueMark> mark(String vault) {
        Map<String, String> tags = exists(vault) ? world.tagsOf(vault) : Map.of();
        return Optional.ofNullable(tags.get(PREFIX + "stack"))
                .map(stack -> new TrueMark(
                        stack,
                        tags.getOrDefault(PREFIX + "logical-id", ""),
                        tags.getOrDefault(PREFIX + "empty-on", ""),
                        !"false".equals(tags.get(PREFIX + "includes-existing"))));
    }

    /** Puts the mark of another stack on a vault, or removes all marks. */
    void remark(String vault, @Nullable String stack) {
        List.of("stack", "logical-id", "token", "empty-on", "includes-existing")
                .forEach(key -> world.tagVault(vault, PREFIX + key, null));
        if (stack != null) {
            world.tagVault(vault, PREFIX + "stack", stack)
                    .tagVault(vault, PREFIX + "logical-id", "Other")
                    .tagVault(vault, PREFIX + "token", "none")
                    .tagVault(vault, PREFIX + "empty-on", "ANY_DELETION")
                    .tagVault(vault, PREFIX + "includes-existing", "false");
        }
    }

    /** Records the current marks, which handlers and other actors change. */
    void observe(Instant now) {
        Stream.concat(marks.keySet().stream().toList().stream(), world.vaults().stream())
                .distinct()
                .forEach(vault -> {
                    List<Dated> known = marks.computeIfAbsent(vault, name -> new ArrayList<>());
                    Optional<TrueMark> mark = mark(vault);
                    if (known.isEmpty() || !known.get(known.size() - 1).mark().equals(mark)) {
                        known.add(new Dated(now, mark));
                    }
                });
    }

    /** The marks that a vault has had since a time, oldest first. */
    List<Optional<TrueMark>> marksSince(String vault, Instant since) {
        List<Dated> known = marks.getOrDefault(vault, List.of());
        List<Optional<TrueMark>> found = new ArrayList<>();
        for (int i = 0; i < known.size(); i++) {
            boolean over = i + 1 < known.size() && known.get(i + 1).from().isBefore(since);
            if (!over) {
                found.add(known.get(i).mark());
            }
        }
        return found;
    }

    /** Whether a vault has had the resource's own mark at any time since a time. */
    boolean wasOwnSince(SimulatedInvocation invocation, Instant since) {
        return marksSince(vault(invocation), since).stream()
                .flatMap(Optional::stream)
                .anyMatch(mark -> mark.isOwnOf(invocation));
    }

    /** Whether the delete of a resource with this mark may empty its vault, by the present statuses of the stacks. */
    boolean mayEmpty(SimulatedInvocation invocation, TrueMark mark) {
        String root = stacks.root(mark.stack());
        boolean always = mark.emptyOn().equals("ANY_DELETION")
                && invocation
                        .properties()
                        .path("EmptyOn")
                        .asText("ANY_DELETION")
                        .equals("ANY_DELETION");
        boolean deleted = isDeleted(mark.stack(), always) && isDeleted(root, always);
        boolean complete = stacks.wasComplete(mark.stack()) && stacks.wasComplete(root);
        return !invocation.isRollback() && deleted && (complete || !mark.includesExisting());
    }

    private boolean isDeleted(String stack, boolean always) {
        String status = stacks.status(stack);
        return status.equals("DELETE_IN_PROGRESS") || (always && status.equals("UPDATE_COMPLETE_CLEANUP_IN_PROGRESS"));
    }

    /** Whether a stack or its root has a status in which no resource is deleted, so that a handler cannot decide. */
    boolean isUndecidable(TrueMark mark) {
        return Stream.of(mark.stack(), stacks.root(mark.stack()))
                .map(stacks::status)
                .anyMatch(status -> !status.endsWith("IN_PROGRESS")
                        || status.equals("CREATE_IN_PROGRESS")
                        || status.equals("UPDATE_IN_PROGRESS"));
    }

    /** The start times of the jobs and copies that may still create a recovery point in a vault. */
    List<Instant> underWay(String vault) {
        if (!exists(vault)) {
            return List.of();
        }
        List<Instant> started = new ArrayList<>(world.copiesUnderWay(vault));
        world.jobs().stream()
                .filter(job -> job.vault().equals(vault) && job.state().active())
                .forEach(job -> started.add(job.created()));
        return started;
    }

    /** When a recovery point appeared in its vault. */
    Instant appeared(String arn) {
        Instant put = arrivals.get(arn);
        return put != null
                ? put
                : world.histories().stream()
                        .filter(history -> history.arn().equals(arn))
                        .flatMap(history -> history.moments().stream())
                        .map(PointHistory.Moment::from)
                        .min(Instant::compareTo)
                        .orElse(Instant.MAX);
    }

    /** Records that a recovery point is put into a vault now. Its creation can be earlier. */
    void arrived(String arn, Instant now) {
        arrivals.put(arn, now);
    }
}
