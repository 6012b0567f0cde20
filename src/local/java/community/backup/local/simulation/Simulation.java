package community.backup.local.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Runs many lives, each from its own seed, in parallel. The number of threads does not change the results. */
final class Simulation {
    /** The simulation ends after this number of violations. */
    private static final int MOST_FAILURES = 10;

    private final long from;
    private final long lives;
    private final int threads;
    private final AtomicLong next;
    private final AtomicLong done = new AtomicLong();
    private volatile boolean stopping;
    private final Coverage coverage = new Coverage();
    private final ConcurrentLinkedQueue<Failure> failures = new ConcurrentLinkedQueue<>();

    /**
     * A life in which a promise was broken.
     *
     * @param happened the names of its random events
     */
    record Failure(long seed, Violation violation, Set<String> happened) {}

    Simulation(long from, long lives, int threads) {
        this.from = from;
        this.lives = lives;
        this.threads = threads;
        this.next = new AtomicLong(from);
    }

    /** Runs one life; null if all promises were kept. */
    static @Nullable Failure run(Life life, long seed) {
        try {
            life.run();
            return null;
        } catch (Violation e) {
            return new Failure(seed, e, life.draws().happened());
        } catch (RuntimeException e) {
            // Long runs omit stack traces; a replay of the life prints them.
            StackTraceElement[] trace = e.getStackTrace();
            return new Failure(
                    seed,
                    new Violation("nothing breaks", e + (trace.length == 0 ? "" : " at " + trace[0])),
                    life.draws().happened());
        }
    }

    /** Starts the threads and returns at once. */
    List<Thread> start() {
        List<Thread> workers = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            Thread worker = new Thread(this::work, "lives-" + i);
            worker.setDaemon(true);
            worker.start();
            workers.add(worker);
        }
        return workers;
    }

    /** Runs all lives. */
    Simulation run() {
        try {
            for (Thread worker : start()) {
                worker.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("The simulation was interrupted", e);
        }
        return this;
    }

    /** Prevents the start of further lives. */
    void stop() {
        stopping = true;
    }

    private void work() {
        Coverage own = new Coverage();
        while (failures.size() < MOST_FAILURES && !stopping) {
            long seed = next.getAndIncrement();
            if (seed >= from + lives) {
                break;
            }
            Life life = new Life(seed, null, false);
            Failure failure = run(life, seed);
            if (failure != null) {
                failures.add(failure);
            }
            own.add(life.coverage());
            done.incrementAndGet();
        }
        synchronized (coverage) {
            coverage.add(own);
        }
    }

    long lives() {
        return lives;
    }

    /** The number of lives that have ended. */
    long done() {
        return done.get();
    }

    /** The failures until now, in any order. */
    List<Failure> failures() {
        return List.copyOf(failures);
    }

    /** The coverage until now; complete when all lives have ended. */
    Coverage coverage() {
        synchronized (coverage) {
            Coverage copy = new Coverage();
            copy.add(coverage);
            return copy;
        }
    }
}
