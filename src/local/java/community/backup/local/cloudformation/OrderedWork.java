package community.backup.local.cloudformation;

import community.backup.local.clock.VirtualTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/** Works on many things at once, each as soon as those that it has to follow are done. */
final class OrderedWork {
    private final VirtualTime time;
    private final Map<String, Set<String>> order;
    private final boolean stopAtFailure;
    private final Predicate<String> work;
    private final Map<String, Set<String>> waiting;
    private final Set<String> done = new TreeSet<>();
    private final Set<String> failed = new TreeSet<>();
    private Optional<RuntimeException> defect = Optional.empty();
    private int running;

    /**
     * Work in an order.
     *
     * @param order for each id, those that it has to follow; others than these keys do not count
     * @param stopAtFailure whether nothing more is started once something failed
     * @param work returns whether it did well; what follows a failure is never started
     */
    OrderedWork(VirtualTime time, Map<String, Set<String>> order, boolean stopAtFailure, Predicate<String> work) {
        this.time = time;
        this.order = order;
        this.stopAtFailure = stopAtFailure;
        this.work = work;
        waiting = new LinkedHashMap<>(order);
    }

    /** Works until nothing is left that can be done, and returns what failed. */
    synchronized Set<String> run() {
        // As a task, so that no time passes while the first things are started one after the other.
        running++;
        time.start(this::begin);
        boolean interrupted = false;
        while (running > 0) {
            try {
                wait();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        if (defect.isPresent()) {
            throw defect.get();
        }
        return failed;
    }

    private synchronized void begin() {
        startReady();
        running--;
        notifyAll();
    }

    private void startReady() {
        if (stopAtFailure && !failed.isEmpty()) {
            return;
        }
        waiting.entrySet().removeIf(entry -> {
            boolean ready =
                    entry.getValue().stream().allMatch(first -> !order.containsKey(first) || done.contains(first));
            if (ready) {
                running++;
                time.start(() -> workOn(entry.getKey()));
            }
            return ready;
        });
    }

    private void workOn(String id) {
        boolean good = false;
        try {
            good = work.test(id);
        } catch (RuntimeException e) {
            synchronized (this) {
                defect = Optional.of(e);
            }
        } finally {
            finished(id, good);
        }
    }

    private synchronized void finished(String id, boolean good) {
        (good ? done : failed).add(id);
        running--;
        // Before this thread ends, so that time does not run on between one thing and the next.
        startReady();
        notifyAll();
    }
}
