package community.backup.local.cloudformation.resource;

import java.util.function.Consumer;

/** An operation on one resource that can take several invocations of its handler. */
public interface AsyncOperation {
    /** Starts the operation; {@code then} gets the result once. */
    void start(Consumer<ResourceResult> then);

    /** Cancels the operation: it ends at the current or the next wait. */
    void cancel();

    /** Receives the progress of an operation. */
    interface Listener {
        /** The primary identifier of the new resource is known. */
        void identified(String physicalId);

        /** The handler answered IN_PROGRESS with this message, or did not answer for this reason. */
        void progressed(String message);
    }
}
