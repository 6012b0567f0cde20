package community.backup.local.teardown;

import community.backup.local.awsbackup.BackupOperation;
import community.backup.local.awsbackup.HttpCall;
import java.time.Duration;
import java.util.SplittableRandom;

/**
 * Another caller in the account that needs half of the rates of DeleteRecoveryPoint and DescribeRecoveryPoint. It calls them at
 * random times for its own recovery points, with an SDK that retries.
 */
final class CompetingCaller {
    private static final HttpCall DELETE = BackupRequests.delete("other", "arn:aws:ec2:us-east-1::snapshot/snap-other");
    private static final HttpCall DESCRIBE =
            BackupRequests.describe("other", "arn:aws:ec2:us-east-1::snapshot/snap-other");

    private final TeardownAccount account;
    private final SplittableRandom random;
    private final Caller caller;
    private int wanted;
    private int served;

    CompetingCaller(TeardownAccount account, SplittableRandom random) {
        this.account = account;
        this.random = random;
        this.caller = new Caller(account, new Traffic(), SdkRetries.GO, random);
    }

    /** Calls until the measured teardown has a result for every recovery point. */
    void begin() {
        repeat(DELETE, BackupOperation.DELETE_RECOVERY_POINT.callsPerSecond() / 2.0);
        repeat(DESCRIBE, BackupOperation.DESCRIBE_RECOVERY_POINT.callsPerSecond() / 2.0);
    }

    private void repeat(HttpCall call, double perSecond) {
        long pause = (long) (-Math.log(1 - random.nextDouble()) / perSecond * 1e9);
        account.in(Duration.ofNanos(pause), () -> {
            if (!account.allAreReported()) {
                request(call);
                repeat(call, perSecond);
            }
        });
    }

    private void request(HttpCall call) {
        wanted++;
        caller.call(call, answer -> {
            if (!BackupRequests.throttled(answer)) {
                served++;
            }
        });
    }

    /** The share of its calls that succeeded, with retries. */
    double servedShare() {
        return wanted == 0 ? 1 : (double) served / wanted;
    }

    /** The share of its calls that were throttled. */
    double throttledShare() {
        return caller.traffic().throttledShare();
    }
}
