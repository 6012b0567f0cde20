package community.backup.failure;

import software.amazon.cloudformation.proxy.HandlerErrorCode;

/**
 * The failure of an operation. The stack's events show its message, in which {@link AwsText} shortens the quotes to
 * fit.
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

    /** The message; never null. */
    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
