package community.backup.local.demo;

import community.backup.local.cloudformation.StackEvent;
import community.backup.local.cloudformation.StackEventListener;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Remembers stack events, so that claims can be made about them, and lets others look at the moment of each. */
final class History implements StackEventListener {
    private final List<StackEvent> events = new CopyOnWriteArrayList<>();
    private volatile Consumer<StackEvent> witness = event -> {};

    /** Has every event seen by {@code newWitness} while it happens. */
    void watch(Consumer<StackEvent> newWitness) {
        witness = newWitness;
    }

    /** Forgets what was. */
    void clear() {
        events.clear();
        witness = event -> {};
    }

    @Override
    public void happened(StackEvent event) {
        events.add(event);
        witness.accept(event);
    }

    /** Why a resource or stack came into a status; empty if it did not. */
    String reason(String logicalId, String status) {
        return events.stream()
                .filter(event ->
                        event.logicalId().equals(logicalId) && event.status().equals(status))
                .reduce((first, second) -> second)
                .map(StackEvent::reason)
                .orElse("");
    }

    /** The logical ids that came into a status, in that order. */
    List<String> inStatus(String status) {
        return events.stream()
                .filter(event -> event.status().equals(status))
                .map(StackEvent::logicalId)
                .toList();
    }
}
