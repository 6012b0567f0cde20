package community.backup.local.cloudformation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/** Works on many things at once, each as soon as those that it has to follow are done. */
final class OrderedWork {
    private final Map<String, Set<String>> order;
    private final boolean stopAtFailure;
    private final Work work;
    private final Map<String, Set<String>> waiting;
    private final Set<String> done = new TreeSet<>();
    private final Set<String> failed = new TreeSet<>();
    private Consumer<Set<String>> then = failures -> {};
    private int running;

    /** What is done to one thing. */
    interface Work {
        /** Begins, and calls {@code ended} at once or later, with true for success. */
        void start(String id, Consumer<Boolean> ended);
    }

    /**
     * Work in an order.
     *
     * @param order for each id, those that it has to follow; others than these keys do not count
     * @param stopAtFailure whether nothing more is started once something failed
     * @param work what follows a failure is never started
     */
    OrderedWork(Map<String, Set<String>> order, boolean stopAtFailure, Work work) {
        this.order = order;
        this.stopAtFailure = stopAtFailure;
        this.work = work;
        waiting = new LinkedHashMap<>(order);
    }

    /** Works until nothing is left that can be done, and then tells what failed. */
    void start(Consumer<Set<String>> whenDone) {
        then = whenDone;
        // Work that ends at once must not end the whole run.
        running++;
        finished();
    }

    private void ended(String id, boolean good) {
        (good ? done : failed).add(id);
        finished();
    }

    private void finished() {
        List<String> ready = ready();
        running += ready.size() - 1;
        ready.forEach(id -> work.start(id, good -> ended(id, good)));
        if (running == 0 && ready.isEmpty()) {
            then.accept(failed);
        }
    }

    private List<String> ready() {
        List<String> ready = new ArrayList<>();
        if (!stopAtFailure || failed.isEmpty()) {
            waiting.forEach((id, earlier) -> {
                if (earlier.stream().allMatch(first -> !order.containsKey(first) || done.contains(first))) {
                    ready.add(id);
                }
            });
        }
        waiting.keySet().removeAll(ready);
        return ready;
    }
}
