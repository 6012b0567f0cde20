package community.backup.local.teardown;

import community.backup.local.awsbackup.BackupOperation;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * The least possible time of a teardown. It assumes that deletes are sent at the account's rate, the slowest first. One
 * poll must find each recovery point gone, at the rate of polls. At least one invocation with two calls is necessary. A
 * token bucket is full at the start, with the calls of one second.
 */
final class Bound {
    private Bound() {}

    static Duration of(Scenario scenario, Collection<Target> targets) {
        double share = scenario.otherUsers() == OtherUsers.CALLER ? 0.5 : 1;
        double deletes = BackupOperation.DELETE_RECOVERY_POINT.callsPerSecond() * share;
        double polls = BackupOperation.DESCRIBE_RECOVERY_POINT.callsPerSecond() * share;
        List<Duration> slowestFirst = targets.stream()
                .map(Target::takes)
                .sorted(Comparator.reverseOrder())
                .toList();
        double least = (slowestFirst.size() - polls) / polls;
        for (int i = 0; i < slowestFirst.size(); i++) {
            double accepted = Math.max(0, (i + 1 - deletes) / deletes);
            least = Math.max(least, accepted + slowestFirst.get(i).toMillis() / 1000.0);
        }
        return Duration.ofMillis((long) (least * 1000))
                .plus(StackTeardown.LEAST_DISPATCH)
                .plus(TeardownAccount.LATENCY.multipliedBy(2));
    }
}
