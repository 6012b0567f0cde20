package community.backup.local.cloudformation;

import java.time.Instant;

/** Hears what happens to stacks, as it happens. */
public interface StackEventListener {
    /** A stack has a new event. */
    void happened(StackEvent event);

    /** A handler that goes on working has said this. CloudFormation itself does not show it. */
    default void progressed(Instant timestamp, String stackName, String logicalId, String message) {}
}
