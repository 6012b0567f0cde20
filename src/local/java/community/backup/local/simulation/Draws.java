package community.backup.local.simulation;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The random decisions of a life. Each decision has a name. The same seed and name give the same number, whatever else
 * is decided. So a life without some of its faults is otherwise the same. A changed name changes the lives of all
 * seeds.
 */
final class Draws {
    private final long seed;
    private final @Nullable Set<String> kept;
    private final Set<String> happened = new LinkedHashSet<>();

    /**
     * @param kept the names of the events that may happen; null for all
     */
    Draws(long seed, @Nullable Set<String> kept) {
        this.seed = seed;
        this.kept = kept;
    }

    /** Whether an optional event happens. */
    boolean happens(String name, double probability) {
        boolean happens = unit(name) < probability && (kept == null || kept.contains(name));
        if (happens) {
            happened.add(name);
        }
        return happens;
    }

    /** The names of the events that {@link #happens} has let happen. */
    Set<String> happened() {
        return happened;
    }

    /** A number of at least 0 and less than 1. */
    double unit(String name) {
        return (raw(name) >>> 11) * 0x1.0p-53;
    }

    /** An integer of at least 0 and less than {@code bound}. */
    int below(String name, int bound) {
        return (int) (unit(name) * bound);
    }

    <T> T any(String name, List<T> of) {
        return of.get(below(name, of.size()));
    }

    UUID uuid(String name) {
        long high = (raw(name) & ~0xF000L) | 0x4000L;
        long low = (raw(name + "/low") >>> 2) | 0x8000_0000_0000_0000L;
        return new UUID(high, low);
    }

    /** The name's FNV-1a hash and the seed, mixed by the finalizer of SplitMix64. */
    private long raw(String name) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < name.length(); i++) {
            hash = (hash ^ name.charAt(i)) * 0x100000001b3L;
        }
        return stir(hash ^ stir(seed));
    }

    private static long stir(long value) {
        long z = value + 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
