package community.backup.local.teardown;

import community.backup.local.awsbackup.HttpAnswer;
import community.backup.local.awsbackup.HttpCall;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * A caller of AWS Backup with an SDK that retries throttled calls.
 *
 * @param traffic counts the calls
 * @param random random numbers for the waits between retries
 */
record Caller(TeardownAccount account, Traffic traffic, SdkRetries retries, SplittableRandom random) {

    /** The caller whose teardown is measured. */
    static Caller at(TeardownAccount account, SdkRetries retries) {
        return new Caller(account, account.traffic(), retries, account.random());
    }

    /** Makes a call. {@code then} gets the answer when it arrives. */
    void call(HttpCall call, Consumer<HttpAnswer> then) {
        attempt(call, 1, then);
    }

    private void attempt(HttpCall call, int attempt, Consumer<HttpAnswer> then) {
        HttpAnswer answer = account.answer(call, traffic);
        if (BackupRequests.throttled(answer) && attempt < retries.attempts()) {
            Duration pause = retries.pause(attempt, random.nextDouble());
            account.in(TeardownAccount.LATENCY.plus(pause), () -> attempt(call, attempt + 1, then));
        } else {
            account.in(TeardownAccount.LATENCY, () -> then.accept(answer));
        }
    }
}
