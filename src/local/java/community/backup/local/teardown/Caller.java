package community.backup.local.teardown;

import community.backup.local.awsbackup.HttpAnswer;
import community.backup.local.awsbackup.HttpCall;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * Somebody who calls AWS Backup with an SDK, which retries what is throttled.
 *
 * @param traffic what counts the calls
 * @param chance random numbers for the waits between retries
 */
record Caller(Site site, Traffic traffic, SdkRetries retries, SplittableRandom chance) {

    /** The one whose teardown is measured. */
    static Caller at(Site site, SdkRetries retries) {
        return new Caller(site, site.traffic(), retries, site.chance());
    }

    /** Makes a call; {@code then} hears the answer once it is there. */
    void call(HttpCall call, Consumer<HttpAnswer> then) {
        attempt(call, 1, then);
    }

    private void attempt(HttpCall call, int attempt, Consumer<HttpAnswer> then) {
        HttpAnswer answer = site.answer(call, traffic);
        if (Requests.throttled(answer) && attempt < retries.attempts()) {
            Duration pause = retries.pause(attempt, chance.nextDouble());
            site.in(Site.LATENCY.plus(pause), () -> attempt(call, attempt + 1, then));
        } else {
            site.in(Site.LATENCY, () -> then.accept(answer));
        }
    }
}
