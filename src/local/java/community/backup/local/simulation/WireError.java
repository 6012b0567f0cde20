package community.backup.local.simulation;

import community.backup.local.awsbackup.AwsError;
import community.backup.local.awsbackup.BackupOperation;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * An error that AWS Backup can return, and its meaning for a caller. The list is independent of the handlers' own
 * table, so that a wrong row there is detected here. It comes from the service's model, AWS's common errors and texts
 * found in real messages.
 */
record WireError(String code, int status, Meaning meaning) {
    /** The meaning of an error for a retry. */
    enum Meaning {
        /** The cause is temporary. */
        PASSES,
        /** Another operation on the same resource is in progress. */
        BUSY,
        /** The resource of the request does not exist. */
        MISSING,
        /** The caller lacks the permission. */
        DENIES,
        /** The credentials are not valid. */
        NOT_AUTHENTICATED,
        /** The service rejects the request permanently. */
        REFUSES
    }

    static final WireError NOT_FOUND = new WireError("ResourceNotFoundException", 400, Meaning.MISSING);

    static final WireError REFUSAL = new WireError("InvalidRequestException", 400, Meaning.REFUSES);

    /** The errors of the service's model, the common errors of AWS, and some unknown ones. */
    static final List<WireError> ALL = List.of(
            NOT_FOUND,
            new WireError("InvalidParameterValueException", 400, Meaning.REFUSES),
            new WireError("MissingParameterValueException", 400, Meaning.REFUSES),
            REFUSAL,
            new WireError("InvalidResourceStateException", 400, Meaning.BUSY),
            new WireError("LimitExceededException", 400, Meaning.REFUSES),
            new WireError("AlreadyExistsException", 400, Meaning.REFUSES),
            new WireError("ConflictException", 400, Meaning.BUSY),
            new WireError("DependencyFailureException", 500, Meaning.PASSES),
            new WireError("ServiceUnavailableException", 500, Meaning.PASSES),
            new WireError("AccessDeniedException", 403, Meaning.DENIES),
            new WireError("AccessDenied", 403, Meaning.DENIES),
            new WireError("NotAuthorized", 400, Meaning.DENIES),
            new WireError("UnauthorizedOperation", 403, Meaning.DENIES),
            new WireError("OptInRequired", 403, Meaning.DENIES),
            new WireError("ThrottlingException", 400, Meaning.PASSES),
            new WireError("Throttling", 400, Meaning.PASSES),
            new WireError("TooManyRequestsException", 429, Meaning.PASSES),
            new WireError("RequestLimitExceeded", 400, Meaning.PASSES),
            new WireError("SlowDown", 503, Meaning.PASSES),
            new WireError("InternalFailure", 500, Meaning.PASSES),
            new WireError("InternalServerError", 500, Meaning.PASSES),
            new WireError("InternalServerException", 500, Meaning.PASSES),
            new WireError("ServiceUnavailable", 503, Meaning.PASSES),
            new WireError("RequestTimeout", 408, Meaning.PASSES),
            new WireError("RequestTimeoutException", 408, Meaning.PASSES),
            new WireError("ExpiredTokenException", 403, Meaning.PASSES),
            new WireError("ExpiredToken", 403, Meaning.PASSES),
            new WireError("RequestExpired", 400, Meaning.PASSES),
            new WireError("UnrecognizedClientException", 403, Meaning.NOT_AUTHENTICATED),
            new WireError("InvalidClientTokenId", 403, Meaning.NOT_AUTHENTICATED),
            new WireError("MissingAuthenticationToken", 403, Meaning.NOT_AUTHENTICATED),
            new WireError("IncompleteSignature", 400, Meaning.NOT_AUTHENTICATED),
            new WireError("InvalidSignatureException", 403, Meaning.NOT_AUTHENTICATED),
            new WireError("ValidationError", 400, Meaning.REFUSES),
            new WireError("ValidationException", 400, Meaning.REFUSES),
            new WireError("ThrottledException", 400, Meaning.PASSES),
            new WireError("RequestThrottled", 400, Meaning.PASSES),
            new WireError("RequestThrottledException", 400, Meaning.PASSES),
            new WireError("BandwidthLimitExceeded", 400, Meaning.PASSES),
            new WireError("ProvisionedThroughputExceededException", 400, Meaning.PASSES),
            new WireError("EC2ThrottledException", 400, Meaning.PASSES),
            new WireError("TransactionInProgressException", 400, Meaning.PASSES),
            new WireError("PriorRequestNotComplete", 400, Meaning.PASSES),
            new WireError("InternalError", 500, Meaning.PASSES),
            new WireError("RequestAbortedException", 400, Meaning.PASSES),
            new WireError("RequestTimeTooSkewed", 403, Meaning.PASSES),
            new WireError("RequestInTheFuture", 403, Meaning.PASSES),
            new WireError("InvalidAccessKeyId", 403, Meaning.NOT_AUTHENTICATED),
            new WireError("SignatureDoesNotMatch", 403, Meaning.NOT_AUTHENTICATED),
            new WireError("AuthFailure", 401, Meaning.NOT_AUTHENTICATED),
            new WireError("InvalidParameterValue", 400, Meaning.REFUSES),
            new WireError("MissingParameter", 400, Meaning.REFUSES),
            new WireError("RequestEntityTooLargeException", 413, Meaning.REFUSES),
            new WireError("InvalidAction", 400, Meaning.REFUSES),
            new WireError("UnknownOperationException", 404, Meaning.REFUSES),
            new WireError("MalformedHttpRequestException", 400, Meaning.REFUSES),
            new WireError("ERROR_2603", 400, Meaning.MISSING),
            new WireError("ERROR_3930", 400, Meaning.REFUSES),
            new WireError("NobodyKnowsThisException", 400, Meaning.REFUSES),
            new WireError("NobodyMayDoThisException", 403, Meaning.DENIES),
            new WireError("NobodyCanKeepUpException", 429, Meaning.PASSES),
            new WireError("NobodyIsAtHomeException", 502, Meaning.PASSES));

    private static final Map<String, Meaning> MEANINGS =
            ALL.stream().collect(java.util.stream.Collectors.toUnmodifiableMap(WireError::code, WireError::meaning));

    /**
     * The errors that have the body of the service's own model. All others have the body that is common to all AWS
     * services.
     */
    private static final Set<String> OF_THE_MODEL = Set.of(
            "ResourceNotFoundException",
            "InvalidParameterValueException",
            "MissingParameterValueException",
            "InvalidRequestException",
            "InvalidResourceStateException",
            "LimitExceededException",
            "AlreadyExistsException",
            "ConflictException",
            "DependencyFailureException",
            "ServiceUnavailableException");

    /**
     * Operations that report a missing recovery point only if it is missing; {@link UnreachableCases} has the source.
     */
    private static final Set<BackupOperation> RELIABLE_NOT_FOUND =
            EnumSet.of(BackupOperation.DELETE_RECOVERY_POINT, BackupOperation.DESCRIBE_RECOVERY_POINT);

    /** Whether the error can be injected although the state of AWS Backup does not cause it. */
    boolean canBeInjected(BackupOperation operation) {
        return meaning != Meaning.MISSING || !RELIABLE_NOT_FOUND.contains(operation);
    }

    AwsError answer() {
        String message = "This is " + code + ".";
        return OF_THE_MODEL.contains(code)
                ? AwsError.of(code, status, "ERROR_1000", message)
                : AwsError.common(code, status, message);
    }

    /** The meaning of an error code; an unknown code means a refusal. */
    static Meaning meaning(String code) {
        return MEANINGS.getOrDefault(code, Meaning.REFUSES);
    }
}
