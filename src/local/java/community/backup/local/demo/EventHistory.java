package community.backup.local.demo;

import community.backup.local.cloudformation.StackEvent;
import community.backup.local.cloudformation.StackEventListener;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Keeps the stack events for the claims, and passes each event on to a listener. */
final class EventHistory implements StackEventListener {
    private final List<StackEvent> events = new CopyOnWriteArrayList<>();
    private volatile Consumer<StackEvent> listener = event -> {};

    /** Passes every event on to {@code newListener} when it happens. */
    void watch(Consumer<StackEvent> newListener) {
        listener = newListener;
    }

    /** Removes all events. */
    void clear() {
        events.clear();
        listener = event -> {};
    }

    @Override
    public void happened(StackEvent event) {
        events.add(event);
        listener.accept(event);
    }

    /** The reason for which a resource or stack reached a status; empty if it did not. */
    String reason(String logicalId, String status) {
        return events.stream()
                .filter(event ->
                        event.logicalId().equals(logicalId) && event.status().equals(status))
                .reduce((first, second) -> second)
                .map(StackEvent::reason)
                .orElse("");
    }

    /** The logical ids that reached a status, in that order. */
    List<String> inStatus(String status) {
        return events.stream()
                .filter(event -> event.status().equals(status))
                .map(StackEvent::logicalId)
                .toList();
    }
}
