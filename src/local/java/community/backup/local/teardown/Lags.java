package community.backup.local.teardown;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * The times between the ends of recovery points and their reports. Each is given as the lag, and as a multiple of the
 * allowed lag: two seconds or a tenth of the time until the end.
 */
record Lags(List<Duration> lags, List<Double> lateness) {
    private static final long ALLOWED_MILLIS = 2000;

    static Lags of(Stream<Target> reported) {
        List<Target> targets = reported.filter(Target::succeeded).toList();
        return new Lags(
                targets.stream().map(Target::lag).sorted().toList(),
                targets.stream().map(Lags::lateness).sorted().toList());
    }

    private static double lateness(Target target) {
        long allowed = Math.max(ALLOWED_MILLIS, target.end().toMillis() / 10);
        return (double) target.lag().toMillis() / allowed;
    }

    boolean isEmpty() {
        return lags.isEmpty();
    }

    int count() {
        return lags.size();
    }

    Duration median() {
        return lag(0.5);
    }

    Duration p95() {
        return lag(0.95);
    }

    /** The lag that this share of the recovery points does not exceed. */
    Duration lag(double part) {
        return lags.get(index(part));
    }

    /** The lateness that this share of the recovery points does not exceed. */
    double lateness(double part) {
        return lateness.get(index(part));
    }

    /** The nearest rank: the index of the smallest value that this share does not exceed. */
    private int index(double part) {
        return Math.max(0, (int) Math.ceil(part * lags.size()) - 1);
    }
}
