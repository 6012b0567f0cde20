package community.backup.local.awsbackup;

import community.backup.local.iam.Identity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeMap;

/** The service's state, and all that a world has arranged. It is not thread-safe: every user must hold its lock. */
final class Store {
    final Account account;
    final Ids ids;
    final TreeMap<String, Vault> vaults = new TreeMap<>();
    /** Kept for the histories of their recovery points. */
    final List<Vault> formerVaults = new ArrayList<>();

    final Map<String, StoredJob> jobs = new LinkedHashMap<>();
    /** All ARNs that recovery points of backup jobs ever had. */
    final Set<String> arns = new HashSet<>();

    final Map<String, CopyJob> copies = new HashMap<>();
    /** The answers to idempotent requests, by operation and token. */
    final Map<String, Object> tokens = new HashMap<>();

    final Map<String, ProtectedResourceType> resources = new HashMap<>();
    /** The members of a composite's source: ARN of the stack or cluster to ARNs of its resources. */
    final Map<String, List<String>> members = new HashMap<>();

    final Map<String, Role> roles = new HashMap<>();
    /** The identity that signs calls. */
    Identity caller = Identity.UNRESTRICTED;
    /** Actions that every caller is denied, whatever its policies allow. */
    final Set<String> deniedActions = new HashSet<>();

    final Set<Alternative> alternatives = EnumSet.noneOf(Alternative.class);
    /** The arranged end of a resource's next backup, by the resource's ARN. */
    final Map<String, StoredJob.JobPhase> nextEnds = new HashMap<>();

    final Map<ProtectedResourceType, Duration> backupTakes = new EnumMap<>(ProtectedResourceType.class);
    final Map<ProtectedResourceType, Duration> deleteTakes = new EnumMap<>(ProtectedResourceType.class);
    Duration jobStartsAfter = Duration.ofSeconds(20);
    Duration jobsPendFor = Duration.ZERO;
    Duration deletingShowsAfter = Duration.ofSeconds(2);
    Duration jobRecordsLast = Duration.ofDays(30);
    int pagesHold = Pages.MOST;

    /** By id. Deleted plans stay. */
    final TreeMap<String, BackupPlan> plans = new TreeMap<>();

    private final PriorityQueue<Due> due =
            new PriorityQueue<>(Comparator.comparing(Due::time).thenComparing(Due::number));
    private long dueNumber;

    Store(Account account, long seed) {
        this.account = account;
        this.ids = new Ids(seed);
    }

    boolean assumes(Alternative alternative) {
        return alternatives.contains(alternative);
    }

    Role role(String arn) {
        return roles.getOrDefault(arn, Role.GOOD);
    }

    Optional<ProtectedResourceType> typeOf(String resourceArn) {
        ProtectedResourceType registered = resources.get(resourceArn);
        return registered != null ? Optional.of(registered) : ProtectedResourceType.ofResource(resourceArn);
    }

    Duration backupTakes(ProtectedResourceType type) {
        return backupTakes.getOrDefault(type, type.backupTakes());
    }

    Duration deleteTakes(StoredPoint point) {
        return point.deleteTakes != null
                ? point.deleteTakes
                : deleteTakes.getOrDefault(point.type, point.type.deleteTakes());
    }

    /** The vault. If it is missing, the caller gets the same answer as for a denied permission. */
    Vault vault(String name) {
        Vault vault = vaults.get(name);
        if (vault == null) {
            throw AwsError.insufficientPrivileges().thrown();
        }
        return vault;
    }

    void removeVault(Vault vault) {
        vaults.remove(vault.name);
        formerVaults.add(vault);
    }

    /** The recovery point with this ARN in any vault, if it exists at {@code now}. */
    Optional<StoredPoint> find(String arn, Instant now) {
        return vaults.values().stream()
                .flatMap(vault -> vault.point(arn).stream())
                .filter(point -> point.at(now).isPresent())
                .findFirst();
    }

    StoredPoint newPoint(StoredJob.Request request, String arn, Instant created) {
        long bytes = ids.between(1L << 20, 1L << 36);
        StoredPoint point = new StoredPoint(
                arn, request.vault(), request.type(), request.resourceArn(), request.roleArn(), created, bytes);
        point.origin = request.origin();
        point.removedWhenEmptied = assumes(Alternative.EMPTIED_COMPOSITE_IS_REMOVED);
        return point;
    }

    /** Nests a recovery point in a composite, which remembers it even after a disassociation. */
    static void nest(StoredPoint child, StoredPoint parent, String memberIdentifier) {
        child.memberIdentifier = memberIdentifier;
        parent.children.add(child);
    }

    /** Puts the recovery point into its finished state, and schedules the end of its retention. */
    void settle(StoredPoint point, Instant from, PointState state) {
        point.timeline.set(from, state);
        watchRetention(point, state.lifecycle());
    }

    void watchRetention(StoredPoint point, LifecycleRule lifecycle) {
        lifecycle.deleteAt(point.created).ifPresent(end -> at(end, () -> endRetention(point, end)));
    }

    private void endRetention(StoredPoint point, Instant end) {
        point.at(end)
                .filter(state -> state.settled() && point.holds.isEmpty())
                .filter(state -> state.lifecycle()
                        .deleteAt(point.created)
                        .filter(end::equals)
                        .isPresent())
                .ifPresent(state -> Removal.start(this, point, state, end, Optional.empty()));
    }

    /** Schedules an action for a time. */
    void at(Instant time, Runnable action) {
        due.add(new Due(time, dueNumber++, action));
    }

    /** Runs every action that was due by {@code now}, in the order of their times. */
    void advance(Instant now) {
        while (!due.isEmpty() && !due.peek().time.isAfter(now)) {
            due.remove().action.run();
        }
    }

    private record Due(Instant time, long number, Runnable action) {}
}
