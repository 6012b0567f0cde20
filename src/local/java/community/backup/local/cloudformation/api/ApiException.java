package community.backup.local.cloudformation.api;

/** A request that is refused with another code than ValidationError. The message is the API's own. */
final class ApiException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String code;
    private final String reason;

    ApiException(String code, String reason) {
        super(reason);
        this.code = code;
        this.reason = reason;
    }

    String code() {
        return code;
    }

    String reason() {
        return reason;
    }
}
