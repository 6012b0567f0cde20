package community.backup.local.simulation;

import community.backup.local.report.ReportFile;
import community.backup.local.terminal.Style;
import community.backup.local.terminal.TerminalOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * The program behind {@code ./simulate}, which runs in the root of the checkout. The exit status is 0 if every
 * promise was kept in every life. It is 1 if a promise was broken, and 2 if an option is not valid.
 */
public final class Simulate {
    private static final int USAGE = 2;
    private static final Set<String> OPTIONS = Set.of("--lives", "--from", "--threads", "--seed", "--keep", "--report");

    private Simulate() {}

    /** Runs lives; {@code ./simulate --help} prints the arguments. */
    public static void main(String[] arguments) throws InterruptedException, IOException {
        try {
            Map<String, String> options = options(arguments);
            boolean kept = options.containsKey("--seed") ? replay(options) : simulate(options);
            System.exit(kept ? 0 : 1);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(USAGE);
        }
    }

    private static Map<String, String> options(String[] arguments) {
        Map<String, String> options = new TreeMap<>();
        for (int i = 0; i < arguments.length; i += 2) {
            if (!OPTIONS.contains(arguments[i])) {
                throw new IllegalArgumentException(
                        arguments[i] + ": there is no such option. ./simulate --help lists the options.");
            }
            if (i + 1 == arguments.length) {
                throw new IllegalArgumentException(arguments[i] + " needs a value.");
            }
            options.put(arguments[i], arguments[i + 1]);
        }
        if (options.containsKey("--report") && !options.containsKey("--seed")) {
            throw new IllegalArgumentException("--report is for one life. Give its seed with --seed.");
        }
        return options;
    }

    private static long number(Map<String, String> options, String name, long otherwise, long least) {
        String value = options.getOrDefault(name, Long.toString(otherwise));
        if (value.matches("[0-9]{1,18}") && Long.parseLong(value) >= least) {
            return Long.parseLong(value);
        }
        throw new IllegalArgumentException(
                name + ": " + value + " is not a whole number from " + least + ". Give such a number.");
    }

    /**
     * The event names of {@code --keep}; null without the option. Throws if one of these events does not happen in the
     * life of that seed.
     */
    private static @Nullable Set<String> kept(Map<String, String> options, long seed) {
        String keep = options.get("--keep");
        if (keep == null) {
            return null;
        }
        Set<String> kept = new LinkedHashSet<>(Arrays.asList(keep.split(", *", -1)));
        Life whole = new Life(seed, null, false);
        Simulation.run(whole, seed);
        for (String name : kept) {
            if (!whole.draws().happened().contains(name)) {
                throw new IllegalArgumentException("--keep: nothing named '" + name + "' happens with the seed " + seed
                        + ". Give names of: " + String.join(", ", whole.draws().happened()) + ".");
            }
        }
        return kept;
    }

    /** Replays one life and prints its event log. */
    private static boolean replay(Map<String, String> options) throws IOException {
        Optional<ReportFile> report =
                Optional.ofNullable(options.get("--report")).map(ReportFile::named);
        long seed = number(options, "--seed", 0, 0);
        Life life = new Life(seed, kept(options, seed), true);
        Simulation.Failure failure = Simulation.run(life, seed);
        life.eventLog().forEach(System.out::println);
        System.out.println();
        TerminalOutput output = TerminalOutput.standard();
        System.out.println(
                failure == null
                        ? output.in(Style.GREEN, "Every promise was kept.")
                        : output.in(
                                Style.RED, "NOT KEPT: " + failure.violation().getMessage()));
        if (report.isPresent()) {
            System.out.println(report.get().write(life.recording(seed, failure)));
        }
        return failure == null;
    }

    private static boolean simulate(Map<String, String> options) throws InterruptedException {
        int cores = Runtime.getRuntime().availableProcessors();
        long lives = number(options, "--lives", 1000, 1);
        long from = number(options, "--from", 0, 0);
        int threads = (int) number(options, "--threads", cores, 1);
        Simulation simulation = new Simulation(from, lives, threads);
        CountDownLatch reported = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            // An interrupted run still prints its summary.
            simulation.stop();
            await(reported);
        }));
        try {
            return report(simulation);
        } finally {
            reported.countDown();
        }
    }

    private static boolean report(Simulation simulation) throws InterruptedException {
        long start = System.nanoTime();
        TerminalOutput output = TerminalOutput.standard();
        new Progress(output, simulation).watch(simulation.start());
        SimulationReport report = new SimulationReport(output);
        report.summary(simulation, (System.nanoTime() - start) / 1e9);
        List<Simulation.Failure> failures = simulation.failures();
        failures.stream()
                .sorted((one, other) -> Long.compare(one.seed(), other.seed()))
                .forEach(report::failure);
        return failures.isEmpty();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
