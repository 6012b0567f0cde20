package community.backup.failure;

import software.amazon.cloudformation.proxy.HandlerErrorCode;

/**
 * Why an operation fails. The stack's events show the message, with the quotations of {@link AwsText} shortened to fit.
 */
public class HandlerFailure extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final HandlerErrorCode code;

    public HandlerFailure(HandlerErrorCode code, String message) {
        super(message);
        this.code = code;
    }

    protected HandlerFailure(HandlerErrorCode code, String message, Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    public HandlerErrorCode code() {
        return code;
    }

    /** The message: never null here. */
    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
