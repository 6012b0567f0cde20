package community.backup.failure;

import java.io.IOException;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.thirdparty.jackson.core.JsonProcessingException;
import software.amazon.cloudformation.proxy.HandlerErrorCode;

/** The one place that sees the SDK's exceptions. */
public final class ErrorBoundary {
    private static final String START = "StartBackupJob";

    /** The call whose refusals have causes and remedies of their own. */
    private static final String DELETE = "DeleteRecoveryPoint";

    private static final String CHANGE_LIFECYCLE = "UpdateRecoveryPointLifecycle";

    private ErrorBoundary() {}

    /**
     * Makes a call of the service.
     *
     * @param operation the service's name of the call, which is also that of the permission
     * @param subject what the call is about, for the message: an ARN, a job, a vault
     * @return the value, or what the service's error means by {@link ErrorTable}
     */
    public static <T> CallResult<T> call(String operation, String subject, Supplier<T> call) {
        try {
            return CallResult.of(call.get());
        } catch (AwsServiceException e) {
            return CallResult.failed(answered(operation, subject, e));
        } catch (SdkException e) {
            return CallResult.failed(unanswered(operation, subject, e));
        } catch (ServiceFailure e) {
            return CallResult.failed(e);
        }
    }

    /** Whether the table says that the same call can go well at once: the SDK knows fewer of the errors that pass. */
    public static boolean passesAtOnce(Throwable thrown) {
        if (!(thrown instanceof AwsServiceException e)) {
            return false;
        }
        // The SDK does not say which call it is. Of the calls that it retries, only StartBackupJob refuses a role.
        ErrorTable.Row row = ErrorTable.meaning(START, code(e), e.statusCode(), said(e));
        // Only the next invocation brings other credentials.
        return row.kind() == ErrorKind.PASSING && row.handlerCode() != HandlerErrorCode.InvalidCredentials;
    }

    private static ServiceFailure answered(String operation, String subject, AwsServiceException e) {
        String code = code(e);
        String said = said(e);
        ErrorTable.Row row = ErrorTable.meaning(operation, code, e.statusCode(), said);
        RefusalCause refusal = refusal(operation, row.kind(), said);
        // What keeps a recovery point is no matter of permissions, whatever the class of the error.
        ErrorKind kind = refusal == RefusalCause.OTHER ? row.kind() : ErrorKind.REFUSED;
        String remedy = row.remedy().formatted(Permission.denied(operation, subject, said));
        String message = "%s of %s failed: %s (%s, request id %s). %s"
                .formatted(
                        operation,
                        subject,
                        row.kind() == ErrorKind.UNAUTHENTICATED ? AwsText.firstSentence(said) : AwsText.of(said),
                        code,
                        e.requestId() == null ? "unknown" : e.requestId(),
                        refusal == RefusalCause.OTHER ? remedy : refusal.remedy() + " Then try again.");
        return new ServiceFailure(row.handlerCode(), kind, refusal, message, e);
    }

    /**
     * The class of AWS Backup's refusals is not documented: a legal hold, a lock or an access point may answer as a denial. A lock also keeps
     * the lifecycle; other refusals of a lifecycle are about its values.
     */
    private static RefusalCause refusal(String operation, ErrorKind kind, String said) {
        boolean deletes = operation.equals(DELETE);
        boolean changes = operation.equals(CHANGE_LIFECYCLE);
        boolean namesNoPermission = kind == ErrorKind.DENIED && !Permission.isNamedIn(said);
        return (deletes && kind == ErrorKind.REFUSED) || ((deletes || changes) && namesNoPermission)
                ? RefusalCause.of(said)
                : RefusalCause.OTHER;
    }

    private static String code(AwsServiceException e) {
        AwsErrorDetails details = e.awsErrorDetails();
        return details == null || details.errorCode() == null ? "HTTP " + e.statusCode() : details.errorCode();
    }

    private static String said(AwsServiceException e) {
        AwsErrorDetails details = e.awsErrorDetails();
        return details == null || details.errorMessage() == null ? "no message" : details.errorMessage();
    }

    private static ServiceFailure unanswered(String operation, String subject, SdkException e) {
        if (!isWithoutAnswer(e)) {
            return ServiceFailure.notUnderstood(operation, subject, e);
        }
        String message =
                "%s of %s got no answer from AWS: %s. The network or the service is slow or down; try again later."
                        .formatted(operation, subject, AwsText.of(String.valueOf(e.getMessage())));
        return new ServiceFailure(HandlerErrorCode.NetworkFailure, ErrorKind.PASSING, message, e);
    }

    /**
     * Whether no answer came, or not all of it: no connection, none in time, or one that broke. Everything else that the SDK
     * says of its own accord is about an answer that it cannot read or a request that it cannot make.
     */
    private static boolean isWithoutAnswer(SdkException e) {
        if (e instanceof ApiCallTimeoutException || e instanceof ApiCallAttemptTimeoutException) {
            return true;
        }
        boolean broken = false;
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            // What a parser cannot read is an IOException too, of the parser's own kind.
            if (cause instanceof JsonProcessingException) {
                return false;
            }
            broken |= cause instanceof IOException;
        }
        return broken;
    }
}
