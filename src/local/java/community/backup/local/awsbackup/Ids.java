package community.backup.local.awsbackup;

import java.util.Locale;
import java.util.UUID;

/** Ids that look random and are the same in every run. They are hashes of a counter. */
final class Ids {
    private final long seed;
    private long counter;

    Ids(long seed) {
        this.seed = seed;
    }

    String uuid() {
        long high = (next() & ~0xF000L) | 0x4000L;
        long low = (next() >>> 2) | 0x8000_0000_0000_0000L;
        return new UUID(high, low).toString();
    }

    /** Hexadecimal digits in lower case, at most 16. */
    String hex(int digits) {
        return String.format(Locale.ROOT, "%016x", next()).substring(16 - digits);
    }

    /** A number of at least {@code from} and less than {@code to}. */
    long between(long from, long to) {
        return from + Math.floorMod(next(), to - from);
    }

    /** The finalizer of SplitMix64, a public-domain generator: consecutive numbers give unrelated results. */
    private long next() {
        long z = seed + 0x9E3779B97F4A7C15L * ++counter;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
