package community.backup.wait;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import software.amazon.cloudformation.proxy.HandlerErrorCode;

/** What follows from a look. */
public sealed interface Decision {

    /** The operation has reached its end. */
    record Done() implements Decision {}

    /**
     * It has not: look again later.
     *
     * @param why what is waited for, so that a person can act on it
     * @param delay how long; null for what {@link Backoff} says
     */
    record Wait(String why, @Nullable Duration delay) implements Decision {
        public Wait(String why) {
            this(why, null);
        }
    }

    /**
     * It never will.
     *
     * @param message what happened to which recovery point, why, and what to do next
     */
    record Failed(HandlerErrorCode code, String message) implements Decision {}
}
