package community.backup.local.awsbackup;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * The account's limits on calls per second. There is one token bucket for each operation, which holds the tokens of one
 * second, and one for all operations together. Numbers: {@link BackupOperation} and the AWS General Reference. Used
 * under the store's lock.
 */
final class RateLimits {
    private static final int ALL_CALLS_PER_SECOND = 50;

    private final Map<BackupOperation, Bucket> buckets = new EnumMap<>(BackupOperation.class);
    private final Set<BackupOperation> exempted = EnumSet.noneOf(BackupOperation.class);
    private final Bucket all = new Bucket(ALL_CALLS_PER_SECOND);

    /** Exempts these operations from the limits. */
    void exempt(BackupOperation... operations) {
        exempted.addAll(Arrays.asList(operations));
    }

    /** Takes a token for the call; returns false if there is none. */
    boolean admits(BackupOperation operation, Instant now) {
        if (exempted.contains(operation)) {
            return true;
        }
        int rate = operation.callsPerSecond();
        if (rate == 0) {
            return all.take(now);
        }
        Bucket own = buckets.computeIfAbsent(operation, o -> new Bucket(rate));
        return own.take(now) && all.take(now);
    }

    private static final class Bucket {
        private final int rate;
        private double tokens;
        private Instant filled = Instant.EPOCH;

        Bucket(int rate) {
            this.rate = rate;
            this.tokens = rate;
        }

        boolean take(Instant now) {
            if (now.isAfter(filled)) {
                tokens = Math.min(rate, tokens + Duration.between(filled, now).toNanos() / 1e9 * rate);
            }
            filled = now;
            if (tokens < 1) {
                return false;
            }
            tokens--;
            return true;
        }
    }
}
