package community.backup.local.simulation;

import java.io.PrintStream;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What a simulation came to, for people. */
final class Report {
    private final PrintStream out;

    Report(PrintStream out) {
        this.out = out;
    }

    void summary(Simulation simulation, double seconds) {
        Coverage coverage = simulation.coverage();
        out.printf(
                Locale.ROOT,
                "%n%,d lives in %.0f s (%.0f a second): %,d steps of users, %,d invocations, %,d calls%n",
                coverage.counted("lives"),
                seconds,
                coverage.counted("lives") / seconds,
                coverage.counted("steps"),
                coverage.counted("invocations"),
                coverage.counted("calls"));
        out.println("Mishaps: " + counts(coverage.mishaps()));
        out.println("Others:  " + counts(coverage.deeds()));
        for (Cell.Table table : Cell.Table.values()) {
            Set<Cell> expected = Expected.all().stream()
                    .filter(cell ->
                            cell.table() == table && Impossible.reason(cell).isEmpty())
                    .collect(Collectors.toCollection(TreeSet::new));
            Set<Cell> unreached = new TreeSet<>(expected);
            unreached.removeAll(coverage.cells());
            out.printf(
                    "%s: %d of %d cells reached%n", table.title(), expected.size() - unreached.size(), expected.size());
            unreached.stream()
                    .collect(Collectors.groupingBy(
                            Cell::column, TreeMap::new, Collectors.mapping(Cell::row, Collectors.joining(", "))))
                    .forEach((column, rows) -> out.println("  not reached, " + column + ": " + rows));
        }
        int failures = simulation.failures().size();
        out.println(failures == 0 ? "Every promise was kept." : failures + " VIOLATIONS");
    }

    private static String counts(Map<String, Long> counts) {
        return counts.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder()))
                .map(each -> each.getKey() + " " + String.format(Locale.ROOT, "%,d", each.getValue()))
                .collect(Collectors.joining(", "));
    }

    /** A violation: the smallest life that shows it, its story, and how to see it again. */
    void failure(Simulation.Failure failure) {
        out.println();
        out.println(
                "Seed " + failure.seed() + " NOT KEPT: " + failure.violation().getMessage());
        Set<String> kept = Shrinker.shrink(failure.seed(), failure.violation(), failure.happened());
        Life life = new Life(failure.seed(), kept, true);
        Simulation.live(life, failure.seed());
        out.println("What it takes, of " + failure.happened().size() + " things that happened by chance: " + kept);
        life.story().forEach(line -> out.println("  " + line));
        out.println("Again: ./simulate --seed " + failure.seed() + " --keep '" + String.join(",", kept) + "'");
    }
}
