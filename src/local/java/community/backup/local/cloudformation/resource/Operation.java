package community.backup.local.cloudformation.resource;

import java.util.function.Consumer;

/** An operation on one resource. */
public interface Operation {
    /** Lets the operation run; {@code then} is told how it ended, once. */
    void start(Consumer<ResourceResult> then);

    /** Gives the operation up: it ends at its wait, the present one or the next. */
    void cancel();

    /** Hears how an operation goes on. */
    interface Observer {
        /** The primary identifier of what is made is known. */
        void identified(String physicalId);

        /** The handler is at work and has said this of it. */
        void progressed(String message);
    }
}
