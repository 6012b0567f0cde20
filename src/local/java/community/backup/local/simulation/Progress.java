package community.backup.local.simulation;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;

/** Shows how far a simulation is: a bar on a terminal, else a line now and then. */
final class Progress {
    private static final int WIDTH = 30;
    private static final long BAR_EVERY_MILLIS = 250;
    private static final long LINE_EVERY_MILLIS = 20_000;

    private final PrintStream out;
    private final Simulation simulation;
    private final boolean terminal = Boolean.getBoolean("simulate.terminal");
    private final long start = System.nanoTime();
    private int told;

    Progress(PrintStream out, Simulation simulation) {
        this.out = out;
        this.simulation = simulation;
    }

    /** Shows it until all threads have ended. */
    void watch(List<Thread> workers) throws InterruptedException {
        for (Thread worker : workers) {
            while (worker.isAlive()) {
                worker.join(terminal ? BAR_EVERY_MILLIS : LINE_EVERY_MILLIS);
                tellNew();
                out.print(terminal ? "\r" + bar() : worker.isAlive() ? line() + "\n" : "");
                out.flush();
            }
        }
        out.print(terminal ? "\r" + bar() + "\n" : "");
    }

    /** Nobody has to wait for the end to see what was found. */
    private void tellNew() {
        List<Simulation.Failure> failures = simulation.failures();
        for (Simulation.Failure failure : failures.subList(told, failures.size())) {
            out.printf(
                    "%sSeed %d NOT KEPT: %s (./simulate --seed %d)%n",
                    terminal ? "\r" : "", failure.seed(), failure.violation().promise(), failure.seed());
        }
        told = failures.size();
    }

    private String bar() {
        int filled = (int) (WIDTH * simulation.done() / Math.max(1, simulation.lives()));
        return "[" + "=".repeat(filled) + " ".repeat(WIDTH - filled) + "] " + line();
    }

    private String line() {
        double seconds = (System.nanoTime() - start) / 1e9;
        double rate = simulation.done() / seconds;
        long left = rate == 0 ? 0 : (long) ((simulation.lives() - simulation.done()) / rate);
        return String.format(
                Locale.ROOT,
                "%,d of %,d lives, %.0f a second, %d:%02d:%02d to go, %d violations ",
                simulation.done(),
                simulation.lives(),
                rate,
                left / 3600,
                left / 60 % 60,
                left % 60,
                simulation.failures().size());
    }
}
