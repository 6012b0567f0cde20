package community.backup.failure;

import software.amazon.cloudformation.proxy.HandlerErrorCode;

/**
 * Why an operation cannot go on, in the words that the user reads in the stack's events once the {@link AwsText}s in them fit.
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
