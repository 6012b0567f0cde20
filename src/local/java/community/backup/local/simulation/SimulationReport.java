package community.backup.local.simulation;

import community.backup.local.terminal.Style;
import community.backup.local.terminal.TerminalOutput;
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

/** Prints the results of a simulation for people. */
final class SimulationReport {
    private static final Path CASES = Path.of("target", "simulation", "coverage.txt");

    private final TerminalOutput output;
    private final PrintStream out;

    SimulationReport(TerminalOutput output) {
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
        out.println("Other actors: " + counts(coverage.actions()));
        StringBuilder cases = new StringBuilder();
        for (CoverageCase.Group group : CoverageCase.Group.values()) {
            Set<CoverageCase> expected = new TreeSet<>();
            Map<String, Set<CoverageCase>> unreachable = new TreeMap<>();
            CoverageModel.all().stream()
                    .filter(coverageCase -> coverageCase.group() == group)
                    .forEach(coverageCase -> UnreachableCases.reason(coverageCase)
                            .map(reason -> unreachable.computeIfAbsent(reason, any -> new TreeSet<>()))
                            .orElse(expected)
                            .add(coverageCase));
            Set<CoverageCase> unreached = new TreeSet<>(expected);
            unreached.removeAll(coverage.cases());
            out.printf(
                    Locale.ROOT,
                    "%s: %,d of %,d reached; %d more are unreachable%n",
                    group.title(),
                    expected.size() - unreached.size(),
                    expected.size(),
                    unreachable.values().stream().mapToInt(Set::size).sum());
            list(cases, group.title() + ", not reached", unreached);
            unreachable.forEach((reason, some) -> list(cases, group.title() + ", unreachable: " + reason, some));
        }
        out.println("Cases that were not reached, and the unreachable ones with the reasons: " + write(cases));
        int failures = simulation.failures().size();
        out.println(
                failures == 0
                        ? output.in(Style.GREEN, "Every promise was kept.")
                        : output.in(Style.RED, failures + " VIOLATIONS"));
    }

    private static void list(StringBuilder text, String title, Set<CoverageCase> cases) {
        text.append(title).append(": ").append(cases.size()).append('\n');
        cases.stream()
                .collect(Collectors.groupingBy(
                        CoverageCase::column,
                        TreeMap::new,
                        Collectors.mapping(CoverageCase::row, Collectors.joining(", "))))
                .forEach((column, rows) -> text.append("  ")
                        .append(column)
                        .append(": ")
                        .append(rows)
                        .append('\n'));
    }

    private static Path write(StringBuilder cases) {
        try {
            Files.createDirectories(CASES.getParent());
            return Files.writeString(CASES, cases);
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

    /**
     * Prints a violation: its event log, and the command that replays it. Both have only the events that the violation
     * needs.
     */
    void failure(Simulation.Failure failure) {
        out.println();
        out.println(output.in(
                Style.RED,
                "Seed " + failure.seed() + " NOT KEPT: " + failure.violation().getMessage()));
        Set<String> kept = Shrinker.shrink(failure.seed(), failure.violation(), failure.happened());
        Life life = new Life(failure.seed(), kept, true);
        Simulation.run(life, failure.seed());
        out.println("Events that the violation needs, of " + failure.happened().size() + " random ones: " + kept);
        life.eventLog().forEach(line -> out.println("  " + line));
        out.println("Replay: ./simulate --seed " + failure.seed() + " --keep '" + String.join(",", kept) + "'");
    }
}
