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
 * The meaning of each error code of AWS Backup and of the codes that all AWS services share. The code decides, because
 * AWS Backup answers every client error with HTTP status 400. The status decides only for codes that are not in the
 * table.
 */
public final class ErrorTable {

    /**
     * An error code and its meaning.
     *
     * @param handlerCode the error code that CloudFormation gets
     * @param reason the code of the failure if the error ends an operation
     * @param remedy what the user can do, as a sentence; {@code %s} stands for the denied {@link Permission}
     */
    public record Row(
            String errorCode, HandlerErrorCode handlerCode, ErrorKind kind, FailureCode reason, String remedy) {}

    private record Remedy(FailureCode reason, String text) {}

    private static final Remedy GONE = new Remedy(FailureCode.NOT_FOUND, "Nothing is left of it in this vault.");
    private static final Remedy RAISE_QUOTA =
            new Remedy(FailureCode.QUOTA, "Ask AWS to raise the quota, or use less of it.");
    private static final Remedy ACTIVATE =
            new Remedy(FailureCode.NOT_ACTIVATED, "Activate AWS Backup for this account and region.");
    private static final Remedy LOOK_UP = new Remedy(
            FailureCode.UNKNOWN_ERROR,
            "This version of the type does not know the error; look it up in the service's API reference.");
    private static final Remedy NEW_ROLE = new Remedy(
            FailureCode.ROLE_NOT_ASSUMED,
            "AWS does not know a new role everywhere at once; try again later. If it stays so, check that IamRoleArn is right and that its trust policy names backup.amazonaws.com.");
    private static final Remedy SLOW_DOWN =
            new Remedy(FailureCode.THROTTLED, "AWS limits the calls per second of an account; try again later.");
    private static final Remedy TRY_AGAIN =
            new Remedy(FailureCode.SERVICE_FAULT, "The fault is AWS's and passes; try again later.");
    private static final Remedy PERMIT = new Remedy(FailureCode.DENIED, "The type's execution role needs %s.");
    private static final Remedy CORRECT =
            new Remedy(FailureCode.VALUE_REFUSED, "Correct the property that the message speaks of.");
    private static final Remedy CREDENTIALS = new Remedy(
            FailureCode.CREDENTIALS,
            "The credentials that CloudFormation handed to the type are not valid; check its execution role.");
    private static final Remedy CLOCK = new Remedy(
            FailureCode.SERVICE_FAULT, "The date of the request and AWS's differ by too much; try again later.");
    private static final Remedy REMOVE = new Remedy(FailureCode.REFUSED, "Remove the cause, then try again.");
    private static final Remedy OTHER_ACTION =
            new Remedy(FailureCode.BUSY, "Try again when the other action has ended.");
    private static final Remedy UNKNOWN_REQUEST = new Remedy(
            FailureCode.UNKNOWN_REQUEST,
            "AWS did not understand this version of the type; install a newer one, or report it to the maintainers.");

    /** The errors in the API model of AWS Backup. The SDK has a class for each. */
    public static final List<Row> OF_THE_MODEL = List.of(
            row("ResourceNotFoundException", NotFound, ErrorKind.MISSING, GONE),
            row("InvalidParameterValueException", InvalidRequest, ErrorKind.REFUSED, CORRECT),
            row("MissingParameterValueException", InvalidRequest, ErrorKind.REFUSED, CORRECT),
            row("InvalidRequestException", InvalidRequest, ErrorKind.REFUSED, REMOVE),
            row("InvalidResourceStateException", ResourceConflict, ErrorKind.BUSY, OTHER_ACTION),
            row("ConflictException", ResourceConflict, ErrorKind.BUSY, OTHER_ACTION),
            // Not AlreadyExists: with that code, CloudFormation's rollback leaves the recovery point that the create
            // has made.
            row("AlreadyExistsException", GeneralServiceException, ErrorKind.REFUSED, REMOVE),
            row("LimitExceededException", ServiceLimitExceeded, ErrorKind.REFUSED, RAISE_QUOTA),
            row("DependencyFailureException", ServiceInternalError, ErrorKind.PASSING, TRY_AGAIN),
            row("ServiceUnavailableException", ServiceInternalError, ErrorKind.PASSING, TRY_AGAIN));

    /**
     * The errors that every AWS service can return, under all their names, and two codes that AWS Backup was seen to
     * return.
     */
    public static final List<Row> OF_ANY_SERVICE = List.of(
            row("AccessDeniedException", AccessDenied, ErrorKind.DENIED, PERMIT),
            row("AccessDenied", AccessDenied, ErrorKind.DENIED, PERMIT),
            row("NotAuthorized", AccessDenied, ErrorKind.DENIED, PERMIT),
            row("UnauthorizedOperation", AccessDenied, ErrorKind.DENIED, PERMIT),
            row("OptInRequired", AccessDenied, ErrorKind.DENIED, ACTIVATE),
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
            // Internal codes of AWS Backup. They appear instead of the class if the header with its name is lost. The
            // first means "Cannot find recovery point."; the second is for a tag operation on a resource that AWS
            // Backup cannot tag.
            row("ERROR_2603", NotFound, ErrorKind.MISSING, GONE),
            row("ERROR_3930", InvalidRequest, ErrorKind.REFUSED, REMOVE));

    /** All rows. */
    public static final List<Row> ROWS =
            Stream.concat(OF_THE_MODEL.stream(), OF_ANY_SERVICE.stream()).toList();

    private static final Map<String, Row> BY_CODE =
            ROWS.stream().collect(Collectors.toUnmodifiableMap(Row::errorCode, Function.identity()));

    private ErrorTable() {}

    /**
     * The meaning of AWS Backup's error that it cannot assume a role. The error can pass: IAM takes a while to make a
     * new role known everywhere in AWS. AWS documents the text of the error only as a status message of jobs.
     */
    private static final Row ROLE_NOT_KNOWN_YET =
            row("InvalidParameterValueException", ServiceInternalError, ErrorKind.PASSING, NEW_ROLE);

    private static final Pattern NOT_ASSUMED = Pattern.compile("cannot be assumed by AWS Backup");

    /** Whether AWS's message says that AWS Backup cannot assume the role. */
    public static boolean roleNotAssumed(String said) {
        return NOT_ASSUMED.matcher(said).find();
    }

    /**
     * The meaning of an error.
     *
     * @param operation the service's name for the call: only StartBackupJob uses a role that may be new
     * @param said AWS's message, which distinguishes causes that have the same code
     */
    public static Row meaning(String operation, String errorCode, int httpStatus, String said) {
        return operation.equals("StartBackupJob")
                        && roleNotAssumed(said)
                        && meaning(errorCode, httpStatus).kind() == ErrorKind.REFUSED
                ? ROLE_NOT_KNOWN_YET
                : meaning(errorCode, httpStatus);
    }

    /** The meaning of an error code. If the code is not in the table, the HTTP status decides. */
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
        return row(errorCode, GeneralServiceException, ErrorKind.REFUSED, LOOK_UP);
    }

    private static Row row(String errorCode, HandlerErrorCode handlerCode, ErrorKind kind, Remedy remedy) {
        return new Row(errorCode, handlerCode, kind, remedy.reason(), remedy.text());
    }
}
