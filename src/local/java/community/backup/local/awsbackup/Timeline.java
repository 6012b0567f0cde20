package community.backup.local.awsbackup;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * The past, present and planned values of something. An operation writes all its effects at once, such as "deleting
 * from now on, gone in a minute". The answer of a read depends only on the time of the read: no timers run, and an
 * earlier time gives a stale answer.
 */
final class Timeline<T> {
    private final TreeMap<Instant, Optional<T>> versions = new TreeMap<>();

    /** The value at {@code time}; empty if it did not exist then. */
    Optional<T> at(Instant time) {
        Map.Entry<Instant, Optional<T>> version = versions.floorEntry(time);
        return version == null ? Optional.empty() : version.getValue();
    }

    /** Whether it had begun to exist by then. */
    boolean begunBy(Instant time) {
        return !versions.isEmpty() && !versions.firstKey().isAfter(time);
    }

    /** Whether its end is planned for a time after {@code time}. */
    boolean endsAfter(Instant time) {
        return versions.tailMap(time, false).values().stream().anyMatch(Optional::isEmpty);
    }

    /** The times of the changes, up to {@code time}. */
    Set<Instant> changesUntil(Instant time) {
        return versions.headMap(time, true).keySet();
    }

    /** Sets the value from {@code time} on, and drops all later plans. */
    Timeline<T> set(Instant time, T value) {
        versions.tailMap(time, true).clear();
        versions.put(time, Optional.of(value));
        return this;
    }

    /** Ends the value at {@code time}, and drops all later plans. */
    void end(Instant time) {
        versions.tailMap(time, true).clear();
        versions.put(time, Optional.empty());
    }

    /** Changes the value from {@code time} on, and all planned later values in the same way. */
    void change(Instant time, UnaryOperator<T> change) {
        Optional<T> current = at(time);
        versions.tailMap(time, false).replaceAll((at, version) -> version.map(change));
        versions.put(time, current.map(change));
    }
}
