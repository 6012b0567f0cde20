package community.backup.local.cloudformation;

import community.backup.local.clock.Agenda;
import java.util.List;

/** Passes events on to all listeners, in one order. */
final class StackEvents {
    private final Agenda agenda;
    private final List<StackEventListener> listeners;

    StackEvents(Agenda agenda, List<StackEventListener> listeners) {
        this.agenda = agenda;
        this.listeners = List.copyOf(listeners);
    }

    void happened(Stack stack, String logicalId, String physicalId, String type, String status, String reason) {
        StackEvent event = new StackEvent(agenda.now(), stack.name(), logicalId, physicalId, type, status, reason);
        listeners.forEach(listener -> listener.happened(event));
    }

    void progressed(Stack stack, String logicalId, String message) {
        if (!message.isEmpty()) {
            listeners.forEach(listener -> listener.progressed(agenda.now(), stack.name(), logicalId, message));
        }
    }
}
