package community.backup.local.cloudformation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/** Carries out many steps at once. Each step starts as soon as all steps that it depends on have succeeded. */
final class OrderedWork {
    private final Map<String, Set<String>> order;
    private final boolean stopAtFailure;
    private final Work work;
    private final Map<String, Set<String>> waiting;
    private final Set<String> done = new TreeSet<>();
    private final Set<String> failed = new TreeSet<>();
    private Consumer<Set<String>> then = failures -> {};
    private int running;

    /** One step. */
    interface Work {
        /** Starts the step. The step calls {@code ended} at once or later, with true for success. */
        void start(String id, Consumer<Boolean> ended);
    }

    /**
     * Steps with an order.
     *
     * @param order for each id, the ids that it depends on; ids that are no key do not count
     * @param stopAtFailure whether no further step starts after a failure
     * @param work carries out a step; a step that depends on a failed step never starts
     */
    OrderedWork(Map<String, Set<String>> order, boolean stopAtFailure, Work work) {
        this.order = order;
        this.stopAtFailure = stopAtFailure;
        this.work = work;
        waiting = new LinkedHashMap<>(order);
    }

    /** Carries out all steps that can be carried out. At the end {@code whenDone} gets the ids of the failed steps. */
    void start(Consumer<Set<String>> whenDone) {
        then = whenDone;
        // A step that ends at once must not end the whole run.
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
