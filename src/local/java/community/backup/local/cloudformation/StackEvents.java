package community.backup.local.cloudformation;

import community.backup.local.clock.VirtualTime;
import java.util.List;

/** Tells all listeners of what happens, in one order. */
final class StackEvents {
    private final VirtualTime time;
    private final List<StackEventListener> listeners;

    StackEvents(VirtualTime time, List<StackEventListener> listeners) {
        this.time = time;
        this.listeners = List.copyOf(listeners);
    }

    synchronized void happened(
            Stack stack, String logicalId, String physicalId, String type, String status, String reason) {
        StackEvent event = new StackEvent(time.now(), stack.name(), logicalId, physicalId, type, status, reason);
        listeners.forEach(listener -> listener.happened(event));
    }

    synchronized void progressed(Stack stack, String logicalId, String message) {
        if (!message.isEmpty()) {
            listeners.forEach(listener -> listener.progressed(time.now(), stack.name(), logicalId, message));
        }
    }
}
