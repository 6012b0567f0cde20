package community.backup.service;

import community.backup.failure.RefusalCause;
import software.amazon.cloudformation.proxy.HandlerErrorCode;

/** AWS Backup's answer to a request to delete a recovery point. */
public sealed interface DeletionAnswer {

    /**
     * AWS Backup accepted the request, with status 200 and an empty body. It may still not delete the recovery point.
     */
    record Accepted() implements DeletionAnswer {}

    /** The recovery point does not exist. Its vault may be missing too. */
    record Missing(String message) implements DeletionAnswer {}

    /** Another action on the recovery point is in progress. The request can be sent again later. */
    record Busy(String message) implements DeletionAnswer {}

    /**
     * AWS Backup refuses the request, in this state or at all. The causes are nested recovery points, a lock, a legal
     * hold or a minimum retention.
     *
     * @param cause the cause, if AWS Backup's message names it
     */
    record Refused(HandlerErrorCode code, String message, RefusalCause cause) implements DeletionAnswer {

        /** Whether nested recovery points can be the cause. They can be if AWS Backup names no other cause. */
        public boolean mayBeNesting() {
            return code == HandlerErrorCode.InvalidRequest && cause == RefusalCause.OTHER;
        }
    }
}
