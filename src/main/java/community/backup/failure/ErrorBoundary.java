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

/** Catches the SDK's exceptions. All calls of AWS Backup and CloudFormation go through this class. */
public final class ErrorBoundary {
    private static final String START = "StartBackupJob";

    /** AWS Backup refuses this call for causes that have remedies of their own. */
    private static final String DELETE = "DeleteRecoveryPoint";

    private static final String CHANGE_LIFECYCLE = "UpdateRecoveryPointLifecycle";

    private ErrorBoundary() {}

    /**
     * Makes a call of a service.
     *
     * @param operation the service's name for the call, which is also the name of its permission
     * @param subject the resource that the call is about, for the message: an ARN, a job, a vault
     * @return the value, or the failure that {@link ErrorTable} assigns to the service's error
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

    /**
     * Whether an SDK client may retry the call within the invocation. The SDK's own list of such errors is shorter than
     * the table.
     */
    public static boolean isRetryable(Throwable thrown) {
        if (!(thrown instanceof AwsServiceException e)) {
            return false;
        }
        // The SDK does not say which call failed. Of the calls that it retries, only StartBackupJob refuses a role.
        ErrorTable.Row row = ErrorTable.meaning(START, code(e), e.statusCode(), said(e));
        // The retry would use the same credentials. Only the next invocation gets new ones.
        return row.kind() == ErrorKind.PASSING && row.handlerCode() != HandlerErrorCode.InvalidCredentials;
    }

    private static ServiceFailure answered(String operation, String subject, AwsServiceException e) {
        String code = code(e);
        String said = said(e);
        ErrorTable.Row row = ErrorTable.meaning(operation, code, e.statusCode(), said);
        RefusalCause refusal = refusal(operation, row.kind(), said);
        // A lock or a hold is not a missing permission, even if AWS Backup reports it as a denial.
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
        FailureCode reason = refusal == RefusalCause.OTHER ? row.reason() : refusal.reason();
        return new ServiceFailure(reason, row.handlerCode(), kind, refusal, message, e);
    }

    /**
     * The cause of a refusal, if AWS Backup's message names one. AWS does not document the error class of refusals. AWS
     * Backup may report a legal hold, a lock or an access point as a denial. A lock can also prevent a change of the
     * lifecycle. AWS Backup refuses other changes of it because of their values.
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
        return new ServiceFailure(FailureCode.NO_ANSWER, ErrorKind.PASSING, message, e);
    }

    /**
     * Whether no complete answer came: the connection failed, timed out or broke. All other client-side exceptions of
     * the SDK mean that it cannot read the answer or cannot make the request.
     */
    private static boolean isWithoutAnswer(SdkException e) {
        if (e instanceof ApiCallTimeoutException || e instanceof ApiCallAttemptTimeoutException) {
            return true;
        }
        boolean broken = false;
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            // If the answer cannot be parsed, the exception is an IOException too.
            if (cause instanceof JsonProcessingException) {
                return false;
            }
            broken |= cause instanceof IOException;
        }
        return broken;
    }
}
