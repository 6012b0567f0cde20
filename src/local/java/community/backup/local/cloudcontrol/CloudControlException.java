package community.backup.local.cloudcontrol;

import java.util.Map;

/** A refused request, with the API's error code. */
final class CloudControlException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private static final int CALLER = 400;
    private static final int SERVICE = 500;

    /** The error code of GetResource, ListResources and UpdateResource for the error code of a read or list handler. */
    private static final Map<String, String> OF_HANDLERS = Map.ofEntries(
            // The API's model has no such error. All services share this code.
            Map.entry("AccessDenied", "AccessDeniedException"),
            Map.entry("AlreadyExists", "AlreadyExistsException"),
            Map.entry("GeneralServiceException", "GeneralServiceException"),
            Map.entry("InternalFailure", "HandlerInternalFailureException"),
            Map.entry("InvalidCredentials", "InvalidCredentialsException"),
            Map.entry("InvalidRequest", "InvalidRequestException"),
            Map.entry("NetworkFailure", "NetworkFailureException"),
            Map.entry("NotFound", "ResourceNotFoundException"),
            Map.entry("NotStabilized", "NotStabilizedException"),
            Map.entry("NotUpdatable", "NotUpdatableException"),
            Map.entry("ResourceConflict", "ResourceConflictException"),
            Map.entry("ServiceInternalError", "ServiceInternalErrorException"),
            Map.entry("ServiceLimitExceeded", "ServiceLimitExceededException"),
            Map.entry("Throttling", "ThrottlingException"),
            // The handler did not answer, or broke its contract.
            Map.entry("", "PrivateTypeException"));

    private static final Map<String, Integer> STATUSES = Map.of(
            "HandlerFailureException", SERVICE,
            "HandlerInternalFailureException", SERVICE,
            "NetworkFailureException", SERVICE,
            "ServiceInternalErrorException", SERVICE,
            "ConcurrentModificationException", SERVICE);

    private final String code;
    private final String reason;

    CloudControlException(String code, String reason) {
        super(reason);
        this.code = code;
        this.reason = reason;
    }

    /** The error of a request whose handler failed. */
    static CloudControlException ofHandler(String errorCode, String reason) {
        return new CloudControlException(OF_HANDLERS.getOrDefault(errorCode, "HandlerFailureException"), reason);
    }

    /** A request that is not valid. */
    static CloudControlException notValid(String reason) {
        return new CloudControlException("ValidationException", reason);
    }

    /** The HTTP status. */
    int status() {
        return STATUSES.getOrDefault(code, CALLER);
    }

    String code() {
        return code;
    }

    String reason() {
        return reason;
    }
}
