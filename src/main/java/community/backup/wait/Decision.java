package community.backup.wait;

import community.backup.failure.FailureCode;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import software.amazon.cloudformation.proxy.HandlerErrorCode;

/** The decision after a poll. */
public sealed interface Decision {

    /** The operation is complete. */
    record Done() implements Decision {}

    /**
     * The operation is not complete: poll again later.
     *
     * @param why what the operation waits for, in words that a person can act on
     * @param delay the time until the next poll; null to use {@link Backoff}
     */
    record Wait(String why, @Nullable Duration delay) implements Decision {
        public Wait(String why) {
            this(why, null);
        }
    }

    /**
     * The operation cannot complete.
     *
     * @param reason the code at the end of the message
     * @param code the error code for CloudFormation
     * @param message what happened to which recovery point, why, and what to do next
     */
    record Failed(FailureCode reason, HandlerErrorCode code, String message) implements Decision {
        public Failed(FailureCode reason, String message) {
            this(reason, reason.handlerCode(), message);
        }
    }
}
