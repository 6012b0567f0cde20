package community.backup.wait;

import software.amazon.cloudformation.proxy.HandlerErrorCode;

/** What follows from a look. */
public sealed interface Decision {

    /** The operation has reached its end. */
    record Done() implements Decision {}

    /**
     * It has not: look again later.
     *
     * @param why what is waited for, so that a person can act on it
     */
    record Wait(String why) implements Decision {}

    /**
     * It never will.
     *
     * @param message what happened to which recovery point, why, and what to do next
     */
    record Failed(HandlerErrorCode code, String message) implements Decision {}
}
