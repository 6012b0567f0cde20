package community.backup.failure;

import static software.amazon.cloudformation.proxy.HandlerErrorCode.AccessDenied;
import static software.amazon.cloudformation.proxy.HandlerErrorCode.GeneralServiceException;
import static software.amazon.cloudformation.proxy.HandlerErrorCode.InvalidCredentials;
import static software.amazon.cloudformation.proxy.HandlerErrorCode.InvalidRequest;
import static software.amazon.cloudformation.proxy.HandlerErrorCode.NotFound;
import static software.amazon.cloudformation.proxy.HandlerErrorCode.ResourceConflict;
import static software.amazon.cloudformation.proxy.HandlerErrorCode.ServiceInternalError;
import static software.amazon.cloudformation.proxy.HandlerErrorCode.ServiceLimitExceeded;
import static software.amazon.cloudformation.proxy.HandlerErrorCode.Throttling;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.cloudformation.proxy.HandlerErrorCode;

/**
 * What each error code of AWS Backup and of AWS in general means here. By code, because AWS Backup answers every client
 * error with HTTP status 400; the status decides only about codes that are not in the table.
 */
public final class ErrorTable {

    /**
     * An error code and its meaning.
     *
     * @param handlerCode what CloudFormation is told
     * @param remedy what the user can do, a sentence; {@code %s} is the denied {@link Permission}
     */
    public record Row(String errorCode, HandlerErrorCode handlerCode, ErrorKind kind, String remedy) {}

    private static final String SLOW_DOWN = "AWS limits the calls per second of an account; try again later.";
    private static final String TRY_AGAIN = "The fault is AWS's and passes; try again later.";
    private static final String PERMIT = "The type's execution role needs %s.";
    private static final String CORRECT = "Correct the property that the message speaks of.";
    private static final String CREDENTIALS =
            "The credentials that CloudFormation handed to the type are not valid; check its execution role.";
    private static final String CLOCK = "The date of the request and AWS's differ by too much; try again later.";
    private static final String REMOVE = "Remove the cause, then try again.";
    private static final String OTHER_ACTION = "Try again when the other action has ended.";
    private static final String UNKNOWN_REQUEST =
            "AWS did not understand this version of the type; look for a newer one, and say so to those who make it.";

    /** The errors of the service's own model, each an error class of the SDK. */
    public static final List<Row> OF_THE_MODEL = List.of(
            row("ResourceNotFoundException", NotFound, ErrorKind.MISSING, "Nothing is left of it in this vault."),
            row("InvalidParameterValueException", InvalidRequest, ErrorKind.REFUSED, CORRECT),
            row("MissingParameterValueException", InvalidRequest, ErrorKind.REFUSED, CORRECT),
            row("InvalidRequestException", InvalidRequest, ErrorKind.REFUSED, REMOVE),
            row("InvalidResourceStateException", ResourceConflict, ErrorKind.BUSY, OTHER_ACTION),
            row("ConflictException", ResourceConflict, ErrorKind.BUSY, OTHER_ACTION),
            // Not AlreadyExists: CloudFormation's rollback then leaves alone what the create has made.
            row("AlreadyExistsException", GeneralServiceException, ErrorKind.REFUSED, REMOVE),
            row(
                    "LimitExceededException",
                    ServiceLimitExceeded,
                    ErrorKind.REFUSED,
                    "Ask AWS to raise the quota, or use less of it."),
            row("DependencyFailureException", ServiceInternalError, ErrorKind.PASSING, TRY_AGAIN),
            row("ServiceUnavailableException", ServiceInternalError, ErrorKind.PASSING, TRY_AGAIN));

    /** The errors that every AWS service can give, under all the names they go by, and two that AWS Backup was seen to give. */
    public static final List<Row> OF_ANY_SERVICE = List.of(
            row("AccessDeniedException", AccessDenied, ErrorKind.DENIED, PERMIT),
            row("AccessDenied", AccessDenied, ErrorKind.DENIED, PERMIT),
            row("NotAuthorized", AccessDenied, ErrorKind.DENIED, PERMIT),
            row("UnauthorizedOperation", AccessDenied, ErrorKind.DENIED, PERMIT),
            row("OptInRequired", AccessDenied, ErrorKind.DENIED, "Activate AWS Backup for this account and region."),
            row("ThrottlingException", Throttling, ErrorKind.PASSING, SLOW_DOWN),
            row("Throttling", Throttling, ErrorKind.PASSING, SLOW_DOWN),
            row("ThrottledException", Throttling, ErrorKind.PASSING, SLOW_DOWN),
            row("TooManyRequestsException", Throttling, ErrorKind.PASSING, SLOW_DOWN),
            row("RequestLimitExceeded", Throttling, ErrorKind.PASSING, SLOW_DOWN),
            row("RequestThrottled", Throttling, ErrorKind.PASSING, SLOW_DOWN),
            row("RequestThrottledException", Throttling, ErrorKind.PASSING, SLOW_DOWN),
            row("BandwidthLimitExceeded", Throttling, ErrorKind.PASSING, SLOW_DOWN),
            row("ProvisionedThroughputExceededException", Throttling, ErrorKind.PASSING, SLOW_DOWN),
            row("EC2ThrottledException", Throttling, ErrorKind.PASSING, SLOW_DOWN),
            row("TransactionInProgressException", Throttling, ErrorKind.PASSING, SLOW_DOWN),
            row("PriorRequestNotComplete", Throttling, ErrorKind.PASSING, SLOW_DOWN),
            row("SlowDown", Throttling, ErrorKind.PASSING, SLOW_DOWN),
            row("InternalFailure", ServiceInternalError, ErrorKind.PASSING, TRY_AGAIN),
            row("InternalError", ServiceInternalError, ErrorKind.PASSING, TRY_AGAIN),
            row("InternalServerError", ServiceInternalError, ErrorKind.PASSING, TRY_AGAIN),
            row("InternalServerException", ServiceInternalError, ErrorKind.PASSING, TRY_AGAIN),
            row("ServiceUnavailable", ServiceInternalError, ErrorKind.PASSING, TRY_AGAIN),
            row("RequestTimeout", ServiceInternalError, ErrorKind.PASSING, TRY_AGAIN),
            row("RequestTimeoutException", ServiceInternalError, ErrorKind.PASSING, TRY_AGAIN),
            row("RequestAbortedException", ServiceInternalError, ErrorKind.PASSING, TRY_AGAIN),
            row("RequestExpired", ServiceInternalError, ErrorKind.PASSING, CLOCK),
            row("RequestTimeTooSkewed", ServiceInternalError, ErrorKind.PASSING, CLOCK),
            row("RequestInTheFuture", ServiceInternalError, ErrorKind.PASSING, CLOCK),
            // CloudFormation hands fresh credentials to the next invocation.
            row("ExpiredTokenException", InvalidCredentials, ErrorKind.PASSING, CREDENTIALS),
            row("ExpiredToken", InvalidCredentials, ErrorKind.PASSING, CREDENTIALS),
            row("UnrecognizedClientException", InvalidCredentials, ErrorKind.UNAUTHENTICATED, CREDENTIALS),
            row("InvalidClientTokenId", InvalidCredentials, ErrorKind.UNAUTHENTICATED, CREDENTIALS),
            row("InvalidAccessKeyId", InvalidCredentials, ErrorKind.UNAUTHENTICATED, CREDENTIALS),
            row("MissingAuthenticationToken", InvalidCredentials, ErrorKind.UNAUTHENTICATED, CREDENTIALS),
            row("IncompleteSignature", InvalidCredentials, ErrorKind.UNAUTHENTICATED, CREDENTIALS),
            row("InvalidSignatureException", InvalidCredentials, ErrorKind.UNAUTHENTICATED, CREDENTIALS),
            row("SignatureDoesNotMatch", InvalidCredentials, ErrorKind.UNAUTHENTICATED, CREDENTIALS),
            row("AuthFailure", InvalidCredentials, ErrorKind.UNAUTHENTICATED, CREDENTIALS),
            row("ValidationError", InvalidRequest, ErrorKind.REFUSED, CORRECT),
            row("ValidationException", InvalidRequest, ErrorKind.REFUSED, CORRECT),
            row("InvalidParameterValue", InvalidRequest, ErrorKind.REFUSED, CORRECT),
            row("MissingParameter", InvalidRequest, ErrorKind.REFUSED, CORRECT),
            row("RequestEntityTooLargeException", InvalidRequest, ErrorKind.REFUSED, CORRECT),
            row("InvalidAction", GeneralServiceException, ErrorKind.REFUSED, UNKNOWN_REQUEST),
            row("UnknownOperationException", GeneralServiceException, ErrorKind.REFUSED, UNKNOWN_REQUEST),
            row("MalformedHttpRequestException", GeneralServiceException, ErrorKind.REFUSED, UNKNOWN_REQUEST),
            // Codes from inside AWS Backup, which take the place of the class where the header with its name is lost:
            // "Cannot find recovery point.", and a tag operation on what AWS Backup cannot tag.
            row("ERROR_2603", NotFound, ErrorKind.MISSING, "Nothing is left of it in this vault."),
            row("ERROR_3930", InvalidRequest, ErrorKind.REFUSED, REMOVE));

    /** All rows. */
    public static final List<Row> ROWS =
            Stream.concat(OF_THE_MODEL.stream(), OF_ANY_SERVICE.stream()).toList();

    private static final Map<String, Row> BY_CODE =
            ROWS.stream().collect(Collectors.toUnmodifiableMap(Row::errorCode, Function.identity()));

    private ErrorTable() {}

    /**
     * What a refusal of a role means that AWS Backup cannot assume: IAM takes a while to tell all of AWS of a role that was made
     * just now. AWS documents the words only as a status message of jobs.
     */
    private static final Row ROLE_NOT_KNOWN_YET = row(
            "InvalidParameterValueException",
            ServiceInternalError,
            ErrorKind.PASSING,
            "AWS does not know a new role everywhere at once; try again later. If it stays so, check that IamRoleArn is right and that its trust policy names backup.amazonaws.com.");

    private static final Pattern NOT_ASSUMED = Pattern.compile("cannot be assumed by AWS Backup");

    /** Whether AWS's message says that AWS Backup cannot assume the role. */
    public static boolean roleNotAssumed(String said) {
        return NOT_ASSUMED.matcher(said).find();
    }

    /**
     * The meaning of an error.
     *
     * @param operation the service's name of the call: only a backup is made with a role that may be new
     * @param said AWS's message, which tells causes apart that have the same code
     */
    public static Row meaning(String operation, String errorCode, int httpStatus, String said) {
        return operation.equals("StartBackupJob")
                        && roleNotAssumed(said)
                        && meaning(errorCode, httpStatus).kind() == ErrorKind.REFUSED
                ? ROLE_NOT_KNOWN_YET
                : meaning(errorCode, httpStatus);
    }

    /** The meaning of an error code; one that is not in the table means what its HTTP status says. */
    public static Row meaning(String errorCode, int httpStatus) {
        Row known = BY_CODE.get(errorCode);
        return known != null ? known : unknown(errorCode, httpStatus);
    }

    private static Row unknown(String errorCode, int httpStatus) {
        if (httpStatus == 429) {
            return row(errorCode, Throttling, ErrorKind.PASSING, SLOW_DOWN);
        }
        if (httpStatus == 408 || httpStatus >= 500) {
            return row(errorCode, ServiceInternalError, ErrorKind.PASSING, TRY_AGAIN);
        }
        if (httpStatus == 401 || httpStatus == 403) {
            return row(errorCode, AccessDenied, ErrorKind.DENIED, PERMIT);
        }
        return row(
                errorCode,
                GeneralServiceException,
                ErrorKind.REFUSED,
                "This version of the type does not know the error; look it up in the service's API reference.");
    }

    private static Row row(String errorCode, HandlerErrorCode handlerCode, ErrorKind kind, String remedy) {
        return new Row(errorCode, handlerCode, kind, remedy);
    }
}
