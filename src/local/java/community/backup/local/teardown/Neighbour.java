package community.backup.local.teardown;

import community.backup.local.awsbackup.HttpCall;
import community.backup.local.awsbackup.BackupOperation;
import java.time.Duration;
import java.util.SplittableRandom;

/**
 * Somebody else in the account, who needs half of what it may call: DeleteRecoveryPoint and DescribeRecoveryPoint at half their
 * rates, at random moments, of recovery points of its own, with an SDK that retries.
 */
final class Neighbour {
    private static final HttpCall DELETE = Requests.delete("other", "arn:aws:ec2:us-east-1::snapshot/snap-other");
    private static final HttpCall DESCRIBE = Requests.describe("other", "arn:aws:ec2:us-east-1::snapshot/snap-other");

    private final Site site;
    private final SplittableRandom chance;
    private final Caller caller;
    private int wanted;
    private int served;

    Neighbour(Site site, SplittableRandom chance) {
        this.site = site;
        this.chance = chance;
        this.caller = new Caller(site, new Traffic(), SdkRetries.GO, chance);
    }

    /** Goes on until something was told of every recovery point. */
    void begin() {
        repeat(DELETE, BackupOperation.DELETE_RECOVERY_POINT.callsPerSecond() / 2.0);
        repeat(DESCRIBE, BackupOperation.DESCRIBE_RECOVERY_POINT.callsPerSecond() / 2.0);
    }

    private void repeat(HttpCall call, double perSecond) {
        long pause = (long) (-Math.log(1 - chance.nextDouble()) / perSecond * 1e9);
        site.in(Duration.ofNanos(pause), () -> {
            if (!site.allIsTold()) {
                request(call);
                repeat(call, perSecond);
            }
        });
    }

    private void request(HttpCall call) {
        wanted++;
        caller.call(call, answer -> {
            if (!Requests.throttled(answer)) {
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
