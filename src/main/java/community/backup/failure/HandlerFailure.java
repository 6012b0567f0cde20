package community.backup.failure;

import software.amazon.cloudformation.proxy.HandlerErrorCode;

/**
 * The failure of an operation. The stack's events show its message, in which {@link AwsText} shortens the quotes to
 * fit.
 */
public class HandlerFailure extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final FailureCode reason;
    private final HandlerErrorCode code;

    /** A failure with the error code that its reason has for CloudFormation. */
    public HandlerFailure(FailureCode reason, String message) {
        this(reason, reason.handlerCode(), message);
    }

    public HandlerFailure(FailureCode reason, HandlerErrorCode code, String message) {
        super(message);
        this.reason = reason;
        this.code = code;
    }

    protected HandlerFailure(FailureCode reason, HandlerErrorCode code, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
        this.code = code;
    }

    /** Why the operation failed. */
    public FailureCode reason() {
        return reason;
    }

    /** The error code for CloudFormation. */
    public HandlerErrorCode code() {
        return code;
    }

    /** The message without the code of the reason; never null. */
    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
