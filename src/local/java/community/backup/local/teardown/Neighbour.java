package community.backup.local.teardown;

import community.backup.local.awsbackup.BackupOperation;
import community.backup.local.awsbackup.HttpCall;
import java.time.Duration;
import java.util.SplittableRandom;

/**
 * Somebody else in the account, who needs half of what it may call: DeleteRecoveryPoint and DescribeRecoveryPoint at half their
 * rates, at random moments, of recovery points of its own, with an SDK that retries.
 */
final class Neighbour {
    private static final HttpCall DELETE = BackupRequests.delete("other", "arn:aws:ec2:us-east-1::snapshot/snap-other");
    private static final HttpCall DESCRIBE =
            BackupRequests.describe("other", "arn:aws:ec2:us-east-1::snapshot/snap-other");

    private final TeardownAccount account;
    private final SplittableRandom random;
    private final Caller caller;
    private int wanted;
    private int served;

    Neighbour(TeardownAccount account, SplittableRandom random) {
        this.account = account;
        this.random = random;
        this.caller = new Caller(account, new Traffic(), SdkRetries.GO, random);
    }

    /** Goes on until something was told of every recovery point. */
    void begin() {
        repeat(DELETE, BackupOperation.DELETE_RECOVERY_POINT.callsPerSecond() / 2.0);
        repeat(DESCRIBE, BackupOperation.DESCRIBE_RECOVERY_POINT.callsPerSecond() / 2.0);
    }

    private void repeat(HttpCall call, double perSecond) {
        long pause = (long) (-Math.log(1 - random.nextDouble()) / perSecond * 1e9);
        account.in(Duration.ofNanos(pause), () -> {
            if (!account.allIsTold()) {
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

    /** Of what it asked for, the part that it got, if need be by retries. */
    double servedShare() {
        return wanted == 0 ? 1 : (double) served / wanted;
    }

    /** Of its calls, the part that was throttled. */
    double throttledShare() {
        return caller.traffic().throttledShare();
    }
}
