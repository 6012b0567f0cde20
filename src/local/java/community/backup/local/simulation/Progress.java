package community.backup.local.simulation;

import community.backup.local.terminal.LiveArea;
import community.backup.local.terminal.Size;
import community.backup.local.terminal.Style;
import community.backup.local.terminal.TerminalOutput;
import java.util.List;
import java.util.Locale;

/** Shows the progress of a simulation: a bar on a terminal, otherwise a line from time to time. */
final class Progress {
    private static final long BAR_EVERY_MILLIS = 250;
    private static final long LINE_EVERY_MILLIS = 20_000;
    private static final int LONGEST_BAR = 40;

    private final TerminalOutput output;
    private final Simulation simulation;
    private final long start = System.nanoTime();
    private int reported;

    Progress(TerminalOutput output, Simulation simulation) {
        this.output = output;
        this.simulation = simulation;
    }

    /** Shows the progress until all threads have ended. */
    void watch(List<Thread> workers) throws InterruptedException {
        try (LiveArea area = new LiveArea(output)) {
            for (Thread worker : workers) {
                while (worker.isAlive()) {
                    show(area);
                    worker.join(output.live() ? BAR_EVERY_MILLIS : LINE_EVERY_MILLIS);
                }
            }
            reportNew(area);
        }
    }

    private void show(LiveArea area) {
        reportNew(area);
        double seconds = (System.nanoTime() - start) / 1e9;
        if (output.live()) {
            Size size = Size.now();
            area.draw(
                    List.of(),
                    List.of(bar(simulation.done(), simulation.lives(), failures(), seconds, size.columns())),
                    size);
        } else if (seconds > 1) {
            area.print(List.of(line(simulation.done(), simulation.lives(), failures(), seconds)));
        }
    }

    /** Reports each new failure at once, so that users see it before the end. */
    private void reportNew(LiveArea area) {
        List<Simulation.Failure> failures = simulation.failures();
        for (Simulation.Failure failure : failures.subList(reported, failures.size())) {
            String what = String.format(
                    Locale.ROOT,
                    "Seed %d NOT KEPT: %s (./simulate --seed %d)",
                    failure.seed(),
                    failure.violation().promise(),
                    failure.seed());
            area.print(List.of(output.in(Style.RED, what)));
        }
        reported = failures.size();
    }

    private int failures() {
        return simulation.failures().size();
    }

    /** A bar and {@link #line}, fitted into the columns of the terminal: first the bar gets shorter, then the line. */
    static String bar(long done, long lives, int failures, double seconds, int columns) {
        String line = line(done, lives, failures, seconds);
        // The last column stays empty, because terminals differ in how they wrap a full line.
        int room = Math.max(0, columns - 1);
        int width = Math.min(LONGEST_BAR, room - line.length() - "[] ".length());
        if (width < 1) {
            return line.substring(0, Math.min(room, line.length()));
        }
        int filled = (int) (width * done / Math.max(1, lives));
        return "[" + "=".repeat(filled) + " ".repeat(width - filled) + "] " + line;
    }

    /**
     * The progress in one line.
     *
     * @param done the number of lives that have ended
     * @param failures the number of these lives in which a promise was broken
     * @param seconds the seconds since the first life began; more than 0
     */
    static String line(long done, long lives, int failures, double seconds) {
        double rate = done / seconds;
        String left = done == 0 ? "?" : clock((long) ((lives - done) / rate));
        return String.format(
                Locale.ROOT,
                "%,d of %,d lives, %.0f a second, %s so far, %s to go, %d violations",
                done,
                lives,
                rate,
                clock((long) seconds),
                left,
                failures);
    }

    private static String clock(long seconds) {
        return String.format(Locale.ROOT, "%d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
    }
}
