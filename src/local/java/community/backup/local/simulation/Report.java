package community.backup.local.simulation;

import community.backup.local.terminal.Output;
import community.backup.local.terminal.Style;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What a simulation came to, for people. */
final class Report {
    private static final Path CELLS = Path.of("target", "simulation", "cells.txt");

    private final Output output;
    private final PrintStream out;

    Report(Output output) {
        this.output = output;
        this.out = output.stream();
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
        out.println("Faults: " + counts(coverage.faults()));
        out.println("Others:  " + counts(coverage.deeds()));
        StringBuilder cells = new StringBuilder();
        for (Cell.Table table : Cell.Table.values()) {
            Set<Cell> expected = new TreeSet<>();
            Map<String, Set<Cell>> impossible = new TreeMap<>();
            Expected.all().stream().filter(cell -> cell.table() == table).forEach(cell -> Impossible.reason(cell)
                    .map(reason -> impossible.computeIfAbsent(reason, any -> new TreeSet<>()))
                    .orElse(expected)
                    .add(cell));
            Set<Cell> unreached = new TreeSet<>(expected);
            unreached.removeAll(coverage.cells());
            out.printf(
                    Locale.ROOT,
                    "%s: %,d of %,d reached; %d more cannot be%n",
                    table.title(),
                    expected.size() - unreached.size(),
                    expected.size(),
                    impossible.values().stream().mapToInt(Set::size).sum());
            list(cells, table.title() + ", not reached", unreached);
            impossible.forEach((reason, some) -> list(cells, table.title() + ", impossible: " + reason, some));
        }
        out.println("Cells that were not reached, and why some cannot be: " + write(cells));
        int failures = simulation.failures().size();
        out.println(
                failures == 0
                        ? output.in(Style.GREEN, "Every promise was kept.")
                        : output.in(Style.RED, failures + " VIOLATIONS"));
    }

    private static void list(StringBuilder text, String title, Set<Cell> cells) {
        text.append(title).append(": ").append(cells.size()).append('\n');
        cells.stream()
                .collect(Collectors.groupingBy(
                        Cell::column, TreeMap::new, Collectors.mapping(Cell::row, Collectors.joining(", "))))
                .forEach((column, rows) -> text.append("  ")
                        .append(column)
                        .append(": ")
                        .append(rows)
                        .append('\n'));
    }

    private static Path write(StringBuilder cells) {
        try {
            Files.createDirectories(CELLS.getParent());
            return Files.writeString(CELLS, cells);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
        out.println(output.in(
                Style.RED,
                "Seed " + failure.seed() + " NOT KEPT: " + failure.violation().getMessage()));
        Set<String> kept = Shrinker.shrink(failure.seed(), failure.violation(), failure.happened());
        Life life = new Life(failure.seed(), kept, true);
        Simulation.live(life, failure.seed());
        out.println("What it takes, of " + failure.happened().size() + " things that happened by chance: " + kept);
        life.story().forEach(line -> out.println("  " + line));
        out.println("Again: ./simulate --seed " + failure.seed() + " --keep '" + String.join(",", kept) + "'");
    }
}
