package community.backup.service;

import community.backup.failure.RefusalCause;
import software.amazon.cloudformation.proxy.HandlerErrorCode;

/** What AWS Backup answers to a request to delete a recovery point. */
public sealed interface DeletionAnswer {

    /** 200 with an empty body: the request is noted. It says nothing about what becomes of it. */
    record Accepted() implements DeletionAnswer {}

    /** There is no such recovery point, or not even its vault. */
    record Missing(String message) implements DeletionAnswer {}

    /** Another action on the recovery point is under way: ask again later. */
    record Busy(String message) implements DeletionAnswer {}

    /**
     * Not in this state or at all: nested recovery points, a lock, a legal hold, a minimum retention.
     *
     * @param cause why, as far as AWS Backup says it
     */
    record Refused(HandlerErrorCode code, String message, RefusalCause cause) implements DeletionAnswer {

        /** Whether nested recovery points can be the cause: AWS Backup names no other. */
        public boolean mayBeNesting() {
            return code == HandlerErrorCode.InvalidRequest && cause == RefusalCause.OTHER;
        }
    }
}
