package community.backup.local.simulation;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Shrinks the life of a violation. It omits ever smaller parts of the random events, as long as the same promise is
 * broken.
 */
final class Shrinker {
    private static final int MOST_TRIES = 600;

    private final long seed;
    private final String promise;
    private int tries;

    private Shrinker(long seed, String promise) {
        this.seed = seed;
        this.promise = promise;
    }

    /** The names of the remaining events. */
    static Set<String> shrink(long seed, Violation violation, Set<String> happened) {
        return new Shrinker(seed, violation.promise()).shrink(new ArrayList<>(happened));
    }

    private Set<String> shrink(List<String> all) {
        List<String> left = all;
        int parts = 2;
        while (left.size() > 1 && tries < MOST_TRIES) {
            List<String> smaller = smaller(left, Math.min(parts, left.size()));
            if (smaller != null) {
                left = smaller;
                parts = Math.max(2, parts - 1);
            } else if (parts >= left.size()) {
                break;
            } else {
                parts *= 2;
            }
        }
        return new LinkedHashSet<>(left);
    }

    /** The list without one of its parts, if the promise is still broken without it; otherwise null. */
    private @Nullable List<String> smaller(List<String> list, int parts) {
        int length = (list.size() + parts - 1) / parts;
        for (int from = 0; from < list.size(); from += length) {
            List<String> without = new ArrayList<>(list.subList(0, from));
            without.addAll(list.subList(Math.min(from + length, list.size()), list.size()));
            Optional<Set<String>> happened = broken(without);
            if (happened.isPresent()) {
                // An event that no longer happens is not needed in the list.
                without.retainAll(happened.get());
                return without;
            }
        }
        return null;
    }

    private Optional<Set<String>> broken(List<String> kept) {
        tries++;
        Simulation.Failure failure = Simulation.run(new Life(seed, Set.copyOf(kept), false), seed);
        return Optional.ofNullable(failure)
                .filter(again -> again.violation().promise().equals(promise))
                .map(Simulation.Failure::happened);
    }
}
