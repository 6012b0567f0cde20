package community.backup.local.cloudformation;

import java.time.Instant;

/** Receives the events of stacks as they happen. */
public interface StackEventListener {
    /** A stack has a new event. */
    void happened(StackEvent event);

    /** The handler of a resource answered IN_PROGRESS with this message. CloudFormation itself does not show it. */
    default void progressed(Instant timestamp, String stackName, String logicalId, String message) {}
}
