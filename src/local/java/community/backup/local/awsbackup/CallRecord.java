package community.backup.local.awsbackup;

import java.time.Instant;

/**
 * A call that the service received.
 *
 * @param operation the operation of the request
 * @param vault the name of the vault, or empty
 * @param subject the ARN or job id in the path; the ARN of the resource whose jobs are started or listed; the id of the
 *     job whose nested jobs are listed; or empty
 * @param time when the service received it
 * @param outcome {@code OK} or the error's type, as the service saw it; the caller may have lost the answer
 * @param effect whether the operation was carried out without an error, even if the caller received an error or no
 *     answer
 * @param requestId the request id in the answer
 */
public record CallRecord(
        BackupOperation operation,
        String vault,
        String subject,
        Instant time,
        String outcome,
        boolean effect,
        String requestId) {
    /** The outcome of a successful call. */
    public static final String OK = "OK";
}
