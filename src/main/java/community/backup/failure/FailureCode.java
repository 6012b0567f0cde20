package community.backup.failure;

import static java.util.stream.Collectors.joining;
import static software.amazon.cloudformation.proxy.HandlerErrorCode.AccessDenied;
import static software.amazon.cloudformation.proxy.HandlerErrorCode.AlreadyExists;
import static software.amazon.cloudformation.proxy.HandlerErrorCode.GeneralServiceException;
import static software.amazon.cloudformation.proxy.HandlerErrorCode.InvalidCredentials;
import static software.amazon.cloudformation.proxy.HandlerErrorCode.InvalidRequest;
import static software.amazon.cloudformation.proxy.HandlerErrorCode.NetworkFailure;
import static software.amazon.cloudformation.proxy.HandlerErrorCode.NotFound;
import static software.amazon.cloudformation.proxy.HandlerErrorCode.NotStabilized;
import static software.amazon.cloudformation.proxy.HandlerErrorCode.NotUpdatable;
import static software.amazon.cloudformation.proxy.HandlerErrorCode.ResourceConflict;
import static software.amazon.cloudformation.proxy.HandlerErrorCode.ServiceInternalError;
import static software.amazon.cloudformation.proxy.HandlerErrorCode.ServiceLimitExceeded;
import static software.amazon.cloudformation.proxy.HandlerErrorCode.Throttling;
import static software.amazon.cloudformation.proxy.HandlerErrorCode.UnauthorizedTaggingOperation;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.cloudformation.proxy.HandlerErrorCode;

/**
 * Why an operation failed. The message of a failure ends with the code, so that a user can search for it: docs/messages.md has what to do
 * about each. CloudFormation's own error codes are too few for that. A code never changes its meaning.
 */
public enum FailureCode {
    // AWS Backup gave up a delete.
    EXPIRED_AMI(NotStabilized),
    EXPIRED_SNAPSHOT_LOCK(NotStabilized),
    EXPIRED_VAULT_LOCK(NotStabilized),
    EXPIRED_KEY(NotStabilized),
    EXPIRED_ROLE(NotStabilized),
    EXPIRED_UNEXPLAINED(NotStabilized),

    // AWS Backup refuses a request.
    LEGAL_HOLD(InvalidRequest),
    VAULT_LOCKED(InvalidRequest),
    CONTINUOUS(InvalidRequest),
    MINIMUM_RETENTION(InvalidRequest),
    ACCESS_POINT(InvalidRequest),
    NESTED(NotStabilized),
    REFUSED(InvalidRequest),
    UNCHANGED(NotStabilized),
    BUSY(ResourceConflict),
    VALUE_REFUSED(InvalidRequest),
    QUOTA(ServiceLimitExceeded),
    ROLE_NOT_ASSUMED(ServiceInternalError),

    // Permissions.
    DENIED(AccessDenied),
    TAGGING_DENIED(UnauthorizedTaggingOperation),
    NOT_ACTIVATED(AccessDenied),
    CREDENTIALS(InvalidCredentials),

    // AWS does not answer, or not as documented.
    THROTTLED(Throttling),
    SERVICE_FAULT(ServiceInternalError),
    NO_ANSWER(NetworkFailure),
    INVALID_ANSWER(ServiceInternalError),
    UNKNOWN_ERROR(GeneralServiceException),
    UNKNOWN_REQUEST(GeneralServiceException),

    // CloudFormation's time is over.
    TIMED_OUT(NotStabilized),
    JOB_RUNNING(NotStabilized),

    // The recovery point and its backup job.
    JOB_FAILED(NotStabilized),
    JOB_NOT_FOUND(ServiceInternalError),
    ABSENCE_UNPROVEN(NotStabilized),
    IDENTITY_UNPROVEN(InvalidRequest),
    NOT_FOUND(NotFound),
    VAULT_NOT_FOUND(NotFound),
    DELETING(NotUpdatable),

    // The template or the request.
    INVALID_PROPERTY(InvalidRequest),
    INVALID_REQUEST(InvalidRequest),
    CREATE_ONLY(NotUpdatable),
    UNTAGGABLE(InvalidRequest),

    // The contents of a vault.
    VAULT_NOT_EMPTY(NotStabilized),
    VAULT_FILLING(NotStabilized),
    VAULT_UNSUITABLE(InvalidRequest),
    CONSENT_MISSING(InvalidRequest),
    MARK_EXISTS(AlreadyExists),
    MARK_CHANGED(NotStabilized),
    NOT_OWNED(NotFound),
    STACK_UNCLEAR(NotStabilized);

    private static final Pattern IN_MESSAGE = Pattern.compile("\\[(BACKUP-[A-Z-]+)]");

    private final HandlerErrorCode handlerCode;

    FailureCode(HandlerErrorCode handlerCode) {
        this.handlerCode = handlerCode;
    }

    /** The error code for CloudFormation, unless the failure has another one. */
    public HandlerErrorCode handlerCode() {
        return handlerCode;
    }

    /** A message that ends with the code. */
    public String appendedTo(String message) {
        return message + " [" + text() + "]";
    }

    /** The codes in a message, joined by commas, for the log; null if there is none. */
    public static @Nullable String in(@Nullable String message) {
        String codes = message == null
                ? ""
                : IN_MESSAGE
                        .matcher(message)
                        .results()
                        .map(code -> code.group(1))
                        .distinct()
                        .collect(joining(","));
        return codes.isEmpty() ? null : codes;
    }

    /** The code as messages show it, such as BACKUP-EXPIRED-ROLE. */
    public String text() {
        return "BACKUP-" + name().replace('_', '-');
    }
}
