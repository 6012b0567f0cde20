package community.backup.local.teardown;

import community.backup.local.terminal.LiveArea;
import community.backup.local.terminal.Redrawing;
import community.backup.local.terminal.TerminalOutput;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * The main class of {@code bench/teardown}; it runs in the root of the checkout. The exit status is 0 if the run
 * reached every required goal; 1 if it missed one; 2 if an option is not valid.
 */
public final class Teardown {
    private static final long SEED = 1;
    private static final int USAGE = 2;

    private Teardown() {}

    /** Measures; {@code bench/teardown --help} shows the arguments. */
    public static void main(String[] arguments) throws IOException {
        List<String> given = List.of(arguments);
        boolean small = given.equals(List.of("--short"));
        if (!small && !given.isEmpty()) {
            System.err.println(String.join(" ", given) + " is not valid. bench/teardown --help lists the options.");
            System.exit(USAGE);
        }
        Suite suite = measure(small);
        List<Goal> goals = Goals.of(suite);
        String tables = new Tables(suite, goals).toString();
        System.out.println();
        System.out.println(tables);
        if (!small) {
            new PerformancePage(Path.of("docs", "performance.md")).replace(tables);
            new Plots(suite).write(Path.of("docs", "performance"));
            System.out.println("Written to docs/performance.md and docs/performance/.");
        }
        System.exit(summary(goals) ? 0 : 1);
    }

    private static Suite measure(boolean small) {
        long started = System.nanoTime();
        LiveArea area = new LiveArea(TerminalOutput.standard());
        Redrawing redrawing = Redrawing.start(
                area,
                size -> area.draw(
                        List.of(),
                        List.of("Measuring: " + (System.nanoTime() - started) / 1_000_000_000 + " s"),
                        size));
        try {
            Consumer<Measurement> print = each -> area.print(List.of(line(each)));
            return small ? Suite.small(SEED, print) : Suite.whole(SEED, print);
        } finally {
            redrawing.close();
        }
    }

    private static String line(Measurement each) {
        return String.format(
                Locale.ROOT,
                "%-26s %-75s %10s  %7.2f calls a point, %3.0f %% throttled, %,d failures",
                each.algorithm().name(),
                each.scenario(),
                NumberFormats.time(each.total()),
                each.callsPerPoint(),
                each.traffic().throttledShare() * 100,
                each.failures());
    }

    private static boolean summary(List<Goal> goals) {
        List<Goal> broken = goals.stream().filter(goal -> !goal.passes()).toList();
        long reached = goals.stream().filter(Goal::reached).count();
        System.out.printf(
                Locale.ROOT,
                "%d goals: %d reached, %d not reached but as good as is held, %d BROKEN%n",
                goals.size(),
                reached,
                goals.size() - reached - broken.size(),
                broken.size());
        broken.forEach(goal -> System.out.println("BROKEN: " + goal));
        return broken.isEmpty();
    }
}
