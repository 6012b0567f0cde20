package community.backup.local.awsbackup;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * What something was, is and, as far as already decided, will be. An operation writes its whole consequence at once
 * (deleting from now, gone in a minute), and what a look sees follows from the time of the look alone: no timers run, and
 * an old time gives a stale answer.
 */
final class Timeline<T> {
    private final TreeMap<Instant, Optional<T>> versions = new TreeMap<>();

    /** The value at {@code time}, or empty where it did not exist then. */
    Optional<T> at(Instant time) {
        Map.Entry<Instant, Optional<T>> version = versions.floorEntry(time);
        return version == null ? Optional.empty() : version.getValue();
    }

    /** Whether it had begun to exist by then. */
    boolean begunBy(Instant time) {
        return !versions.isEmpty() && !versions.firstKey().isAfter(time);
    }

    /** Whether it is decided that it will be gone some time after {@code time}. */
    boolean endsAfter(Instant time) {
        return versions.tailMap(time, false).values().stream().anyMatch(Optional::isEmpty);
    }

    /** When something changed, up to {@code time}. */
    Set<Instant> changesUntil(Instant time) {
        return versions.headMap(time, true).keySet();
    }

    /** Is {@code value} from {@code time} on, whatever was decided for later. */
    Timeline<T> set(Instant time, T value) {
        versions.tailMap(time, true).clear();
        versions.put(time, Optional.of(value));
        return this;
    }

    /** Is gone from {@code time} on. */
    void end(Instant time) {
        versions.tailMap(time, true).clear();
        versions.put(time, Optional.empty());
    }

    /** Changes the value from {@code time} on, and in the same way what was already decided for later. */
    void change(Instant time, UnaryOperator<T> change) {
        Optional<T> current = at(time);
        versions.tailMap(time, false).replaceAll((at, version) -> version.map(change));
        versions.put(time, current.map(change));
    }
}
