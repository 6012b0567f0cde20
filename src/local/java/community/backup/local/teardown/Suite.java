package community.backup.local.teardown;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** The measurements of one run, all from one seed. */
final class Suite {
    /** The number of teardowns with a single recovery point, for its lags. */
    private static final int ALONE = 40;

    private static final List<DeleteTime> SHORT_TIMES = List.of(DeleteTime.AT_ONCE, DeleteTime.TEN_SECONDS);
    private static final List<Integer> SHORT_COUNTS = List.of(1, 50, 500);
    /** The greatest number of recovery points in a measured vault of VaultContents. */
    private static final int MOST_CONTENTS = 100_000;

    private static final List<Integer> COUNTS = List.of(1, 10, 50, 200, 500, 2000, 10_000);

    private final long seed;
    private final Consumer<Measurement> progress;
    private final Map<Key, Measurement> measurements = new LinkedHashMap<>();
    private Lags alone = new Lags(List.of(), List.of());

    private record Key(Algorithm algorithm, Scenario scenario) {}

    private Suite(long seed, Consumer<Measurement> progress) {
        this.seed = seed;
        this.progress = progress;
    }

    /** The measurements for the check of the bounds: few sizes and short deletes. */
    static Suite small(long seed, Consumer<Measurement> progress) {
        Suite suite = new Suite(seed, progress);
        suite.fixed();
        for (DeleteTime time : SHORT_TIMES) {
            suite.compare(SHORT_COUNTS, SHORT_COUNTS, 500, time);
        }
        return suite;
    }

    /** All measurements. */
    static Suite whole(long seed, Consumer<Measurement> progress) {
        Suite suite = new Suite(seed, progress);
        suite.fixed();
        for (DeleteTime time : DeleteTime.values()) {
            suite.compare(suite.countsFor(time), COUNTS, suite.mostForPeers(time), time);
        }
        suite.run(Algorithms.TERRAFORM, new Scenario(500, DeleteTime.AT_ONCE, OtherUsers.CALLER));
        suite.run(Algorithms.OURS, new Scenario(500, DeleteTime.MIXED, OtherUsers.CALLER));
        suite.run(Algorithms.OURS, new Scenario(10_000, DeleteTime.AT_ONCE, OtherUsers.CALLER));
        suite.run(Algorithms.CONTENTS, new Scenario(500, DeleteTime.MIXED, OtherUsers.CALLER));
        suite.run(Algorithms.CONTENTS, new Scenario(MOST_CONTENTS, DeleteTime.AT_ONCE));
        suite.run(Algorithms.CONTENTS, new Scenario(MOST_CONTENTS, DeleteTime.MIXED));
        suite.contentsBesideOthers(10_000);
        return suite;
    }

    private void fixed() {
        run(Algorithms.OURS_WITHOUT_CREATION_TIME, new Scenario(1, DeleteTime.AT_ONCE));
        Scenario shared = new Scenario(500, DeleteTime.AT_ONCE, OtherUsers.CALLER);
        run(Algorithms.OURS, shared);
        run(Algorithms.CONSTANT, shared);
        contentsBesideOthers(500);
        Scenario one = new Scenario(1, DeleteTime.MIXED);
        alone = Lags.of(IntStream.range(0, ALONE).boxed().flatMap(i -> {
            TeardownAccount account = new TeardownAccount(one, seed + i);
            Algorithms.OURS.run(account);
            return account.targets().stream();
        }));
    }

    private void contentsBesideOthers(int points) {
        for (OtherUsers otherUsers : List.of(OtherUsers.CALLER, OtherUsers.RESOURCES, OtherUsers.VAULT)) {
            run(Algorithms.CONTENTS, new Scenario(points, DeleteTime.AT_ONCE, otherUsers));
        }
    }

    /** If deletes take days, each recovery point is polled some hundreds of times, so that only small sizes run. */
    private List<Integer> countsFor(DeleteTime time) {
        return time == DeleteTime.DAYS
                ? COUNTS.stream().filter(count -> count <= 200).toList()
                : COUNTS;
    }

    /** With more recovery points the other tools show nothing new, and need millions of calls. */
    private int mostForPeers(DeleteTime time) {
        return switch (time) {
            case AT_ONCE -> 10_000;
            case TEN_SECONDS, FIVE_MINUTES, MIXED -> 500;
            case DAYS -> 10;
        };
    }

    private void compare(List<Integer> counts, List<Integer> ofContents, int mostForPeers, DeleteTime time) {
        ofContents.forEach(count -> run(Algorithms.CONTENTS, new Scenario(count, time)));
        for (int count : counts) {
            Scenario scenario = new Scenario(count, time);
            run(Algorithms.OURS, scenario);
            if (count <= mostForPeers) {
                Algorithms.PEERS.forEach(peer -> run(peer, scenario));
            }
        }
    }

    private void run(Algorithm algorithm, Scenario scenario) {
        Measurement measurement = Measurement.of(algorithm, scenario, seed);
        measurements.put(new Key(algorithm, scenario), measurement);
        progress.accept(measurement);
    }

    /** The lags of recovery points that were deleted one at a time, with deletes of different lengths. */
    Lags alone() {
        return alone;
    }

    Optional<Measurement> find(Algorithm algorithm, Scenario scenario) {
        return Optional.ofNullable(measurements.get(new Key(algorithm, scenario)));
    }

    Measurement get(Algorithm algorithm, Scenario scenario) {
        return find(algorithm, scenario).orElseThrow(() -> new NoSuchElementException("was not run: " + scenario));
    }

    /** The measurements of an algorithm without other users of the account, in the order of their runs. */
    List<Measurement> of(Algorithm algorithm) {
        return measurements.values().stream()
                .filter(each -> each.algorithm() == algorithm)
                .filter(each -> each.scenario().alone())
                .toList();
    }

    /** The measurements with these other users of the account. */
    List<Measurement> in(OtherUsers... otherUsers) {
        return measurements.values().stream()
                .filter(each -> List.of(otherUsers).contains(each.scenario().otherUsers()))
                .toList();
    }

    /** All measurements of an algorithm. */
    List<Measurement> allOf(Algorithm algorithm) {
        return measurements.values().stream()
                .filter(each -> each.algorithm() == algorithm)
                .toList();
    }
}
