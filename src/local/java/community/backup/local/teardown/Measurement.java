package community.backup.local.teardown;

import community.backup.local.awsbackup.BackupOperation;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;

/**
 * The results of one teardown.
 *
 * @param gone the time until the last recovery point was gone; the total if one was never deleted
 * @param total the time until the last result was reported
 * @param bound the least possible time
 * @param traffic the calls of the measured teardown
 * @param lags the lags of the recovery points that were correctly reported as deleted
 * @param failures the number of the other recovery points
 * @param handlerTime the sum of the times of all invocations
 * @param operations the duration of each recovery point's operation, as CloudFormation sees it
 * @param largestContext the size of the largest context between two invocations, in characters
 * @param competitor the other caller in the same account
 * @param otherTeardown the result of another teardown in the same account
 */
record Measurement(
        Algorithm algorithm,
        Scenario scenario,
        Duration gone,
        Duration total,
        Duration bound,
        Traffic traffic,
        Lags lags,
        int failures,
        int invocations,
        Duration handlerTime,
        List<Duration> operations,
        int largestContext,
        CompetingCaller competitor,
        OtherTeardown otherTeardown) {
    private static final long ALLOWED_MILLIS = 5000;

    /** Runs an algorithm on a scenario. */
    static Measurement of(Algorithm algorithm, Scenario scenario, long seed) {
        TeardownAccount account = new TeardownAccount(scenario, seed);
        CompetingCaller competitor =
                new CompetingCaller(account, account.random().split());
        if (scenario.otherUsers() == OtherUsers.CALLER) {
            competitor.begin();
        }
        OtherTeardown.begin(account, scenario);
        algorithm.run(account);
        Duration total = account.elapsed();
        OtherTeardown otherTeardown = OtherTeardown.end(account);
        Lags lags = Lags.of(account.targets().stream());
        return new Measurement(
                algorithm,
                scenario,
                gone(account, total),
                total,
                Bound.of(scenario, account.targets()),
                account.traffic(),
                lags,
                scenario.points() - lags.count(),
                account.invocations(),
                account.handlerTime(),
                account.targets().stream().map(Target::reportedAt).toList(),
                account.largestContext(),
                competitor,
                otherTeardown);
    }

    private static Duration gone(TeardownAccount account, Duration total) {
        return account.targets().stream()
                .map(target -> target.isDeleted() ? target.end() : total)
                .max(Comparator.naturalOrder())
                .orElse(total);
    }

    /** The time until the last recovery point was gone, as a multiple of the bound. */
    double goneRatio() {
        return (double) gone.toMillis() / bound.toMillis();
    }

    /**
     * The time from the end of the last recovery point until its report, without the time in which the vault had to
     * stay empty.
     */
    Duration lagBeyondQuiet() {
        return total.minus(gone).minus(OwnContents.QUIET);
    }

    /** That lag as a multiple of the allowed one: five seconds or a tenth of the time until the end. */
    double lateness() {
        long allowed = Math.max(ALLOWED_MILLIS, gone.toMillis() / 10);
        return (double) lagBeyondQuiet().toMillis() / allowed;
    }

    /** The total as a multiple of the bound. */
    double ratio() {
        return (double) total.toMillis() / bound.toMillis();
    }

    double callsPerPoint() {
        return (double) traffic.total() / scenario.points();
    }

    double invocationsPerPoint() {
        return (double) invocations / scenario.points();
    }

    /** The number of polls for each recovery point. */
    double pollsPerPoint() {
        return (double) traffic.calls(BackupOperation.DESCRIBE_RECOVERY_POINT) / scenario.points();
    }

    double failedShare() {
        return (double) failures / scenario.points();
    }
}
