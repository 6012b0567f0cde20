package community.backup.local.cloudformation.api;

/** A refused request, with an error code other than ValidationError. The message is the API's own. */
final class ApiException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;
    private final String reason;

    ApiException(String code, String reason) {
        this(400, code, reason);
    }

    /** @param status the HTTP status */
    ApiException(int status, String code, String reason) {
        super(reason);
        this.status = status;
        this.code = code;
        this.reason = reason;
    }

    int status() {
        return status;
    }

    String code() {
        return code;
    }

    String reason() {
        return reason;
    }
}
