package community.backup.local.simulation;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Counts what lives have met, and collects their coverage cases. */
final class Coverage {
    private final Map<String, Long> counts = new TreeMap<>();
    private final Map<String, Long> faults = new TreeMap<>();
    private final Map<String, Long> actions = new TreeMap<>();
    private final Set<CoverageCase> cases = new TreeSet<>();

    void count(String what) {
        counts.merge(what, 1L, Long::sum);
    }

    void fault(String name) {
        faults.merge(name, 1L, Long::sum);
    }

    void action(String name) {
        actions.merge(name, 1L, Long::sum);
    }

    void reached(CoverageCase item) {
        cases.add(item);
    }

    void add(Coverage other) {
        other.counts.forEach((name, count) -> counts.merge(name, count, Long::sum));
        other.faults.forEach((name, count) -> faults.merge(name, count, Long::sum));
        other.actions.forEach((name, count) -> actions.merge(name, count, Long::sum));
        cases.addAll(other.cases);
    }

    long counted(String what) {
        return counts.getOrDefault(what, 0L);
    }

    Map<String, Long> faults() {
        return faults;
    }

    Map<String, Long> actions() {
        return actions;
    }

    Set<CoverageCase> cases() {
        return cases;
    }
}
