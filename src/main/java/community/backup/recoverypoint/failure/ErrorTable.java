package community.backup.recoverypoint.failure;

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
import java.util.stream.Collectors;
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
     * @param remedy what the user can do, a sentence; {@code %s} is the operation's name
     */
    public record Row(String errorCode, HandlerErrorCode handlerCode, Nature nature, String remedy) {}

    private static final String SLOW_DOWN = "AWS Backup limits the calls per second of an account; try again later.";
    private static final String TRY_AGAIN = "The fault is AWS's and passes; try again later.";
    private static final String PERMIT =
            "The type's execution role needs backup:%s on this recovery point, and neither the vault's access policy nor a "
                    + "permissions boundary or service control policy may deny it.";
    private static final String CORRECT = "Correct the property that the message speaks of.";
    private static final String CREDENTIALS =
            "The credentials that CloudFormation handed to the type are not valid; check its execution role.";

    /** All rows. The first six are in the SDK's model of the service, then come the errors that every AWS service has. */
    public static final List<Row> ROWS = List.of(
            row("ResourceNotFoundException", NotFound, Nature.MISSING, "Nothing is left of it in this vault."),
            row("InvalidParameterValueException", InvalidRequest, Nature.REFUSED, CORRECT),
            row("MissingParameterValueException", InvalidRequest, Nature.REFUSED, CORRECT),
            row("InvalidRequestException", InvalidRequest, Nature.REFUSED, "Remove the cause, then try again."),
            row(
                    "InvalidResourceStateException",
                    ResourceConflict,
                    Nature.BUSY,
                    "Try again when the other action has ended."),
            row("ConflictException", ResourceConflict, Nature.BUSY, "Try again when the other action has ended."),
            // Not AlreadyExists: CloudFormation's rollback then leaves alone what the create has made.
            row("AlreadyExistsException", GeneralServiceException, Nature.REFUSED, "Remove the cause, then try again."),
            row(
                    "LimitExceededException",
                    ServiceLimitExceeded,
                    Nature.REFUSED,
                    "Ask AWS to raise the quota, or use less of it."),
            row("DependencyFailureException", ServiceInternalError, Nature.PASSING, TRY_AGAIN),
            row("ServiceUnavailableException", ServiceInternalError, Nature.PASSING, TRY_AGAIN),
            row("AccessDeniedException", AccessDenied, Nature.DENIED, PERMIT),
            row("AccessDenied", AccessDenied, Nature.DENIED, PERMIT),
            row("NotAuthorized", AccessDenied, Nature.DENIED, PERMIT),
            row("UnauthorizedOperation", AccessDenied, Nature.DENIED, PERMIT),
            row("OptInRequired", AccessDenied, Nature.DENIED, "Activate AWS Backup for this account and region."),
            row("ThrottlingException", Throttling, Nature.PASSING, SLOW_DOWN),
            row("Throttling", Throttling, Nature.PASSING, SLOW_DOWN),
            row("TooManyRequestsException", Throttling, Nature.PASSING, SLOW_DOWN),
            row("RequestLimitExceeded", Throttling, Nature.PASSING, SLOW_DOWN),
            row("SlowDown", Throttling, Nature.PASSING, SLOW_DOWN),
            row("InternalFailure", ServiceInternalError, Nature.PASSING, TRY_AGAIN),
            row("InternalServerError", ServiceInternalError, Nature.PASSING, TRY_AGAIN),
            row("InternalServerException", ServiceInternalError, Nature.PASSING, TRY_AGAIN),
            row("ServiceUnavailable", ServiceInternalError, Nature.PASSING, TRY_AGAIN),
            row("RequestTimeout", ServiceInternalError, Nature.PASSING, TRY_AGAIN),
            row("RequestTimeoutException", ServiceInternalError, Nature.PASSING, TRY_AGAIN),
            // CloudFormation hands fresh credentials to the next invocation.
            row("ExpiredTokenException", InvalidCredentials, Nature.PASSING, CREDENTIALS),
            row("ExpiredToken", InvalidCredentials, Nature.PASSING, CREDENTIALS),
            row("RequestExpired", InvalidCredentials, Nature.PASSING, CREDENTIALS),
            row("UnrecognizedClientException", InvalidCredentials, Nature.UNAUTHENTICATED, CREDENTIALS),
            row("InvalidClientTokenId", InvalidCredentials, Nature.UNAUTHENTICATED, CREDENTIALS),
            row("MissingAuthenticationToken", InvalidCredentials, Nature.UNAUTHENTICATED, CREDENTIALS),
            row("IncompleteSignature", InvalidCredentials, Nature.UNAUTHENTICATED, CREDENTIALS),
            row("InvalidSignatureException", InvalidCredentials, Nature.UNAUTHENTICATED, CREDENTIALS),
            row("ValidationError", InvalidRequest, Nature.REFUSED, CORRECT),
            row("ValidationException", InvalidRequest, Nature.REFUSED, CORRECT));

    private static final Map<String, Row> BY_CODE =
            ROWS.stream().collect(Collectors.toUnmodifiableMap(Row::errorCode, Function.identity()));

    private ErrorTable() {}

    /** The meaning of an error code; one that is not in the table means what its HTTP status says. */
    public static Row meaning(String errorCode, int httpStatus) {
        Row known = BY_CODE.get(errorCode);
        return known != null ? known : unknown(errorCode, httpStatus);
    }

    private static Row unknown(String errorCode, int httpStatus) {
        if (httpStatus == 429) {
            return row(errorCode, Throttling, Nature.PASSING, SLOW_DOWN);
        }
        if (httpStatus == 408 || httpStatus >= 500) {
            return row(errorCode, ServiceInternalError, Nature.PASSING, TRY_AGAIN);
        }
        if (httpStatus == 401 || httpStatus == 403) {
            return row(errorCode, AccessDenied, Nature.DENIED, PERMIT);
        }
        return row(
                errorCode,
                GeneralServiceException,
                Nature.REFUSED,
                "This version of the type does not know the error; look it up in AWS Backup's API reference.");
    }

    private static Row row(String errorCode, HandlerErrorCode handlerCode, Nature nature, String remedy) {
        return new Row(errorCode, handlerCode, nature, remedy);
    }
}
