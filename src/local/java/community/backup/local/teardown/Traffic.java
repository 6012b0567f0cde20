package community.backup.local.teardown;

import community.backup.local.awsbackup.BackupOperation;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The calls of one user of the account. */
final class Traffic {
    private final Map<BackupOperation, Integer> calls = new EnumMap<>(BackupOperation.class);
    private final SortedMap<Integer, Second> seconds = new TreeMap<>();
    private int total;
    private int throttled;

    /** The number of calls in one second, and how many of them were throttled. */
    record Second(int calls, int throttled) {
        private Second plus(Second other) {
            return new Second(calls + other.calls, throttled + other.throttled);
        }
    }

    /**
     * Records a call.
     *
     * @param second the second in which it arrived, counted from the begin
     */
    void count(BackupOperation operation, int second, boolean refused) {
        int refusals = refused ? 1 : 0;
        total++;
        throttled += refusals;
        calls.merge(operation, 1, Integer::sum);
        seconds.merge(second, new Second(1, refusals), Second::plus);
    }

    int total() {
        return total;
    }

    /** The share of the calls that were throttled. */
    double throttledShare() {
        return total == 0 ? 0 : (double) throttled / total;
    }

    int calls(BackupOperation operation) {
        return calls.getOrDefault(operation, 0);
    }

    /** The seconds with calls, counted from the begin. */
    SortedMap<Integer, Second> seconds() {
        return Collections.unmodifiableSortedMap(seconds);
    }
}
