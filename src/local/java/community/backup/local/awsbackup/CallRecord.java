package community.backup.local.awsbackup;

import java.time.Instant;

/**
 * A call that was received.
 *
 * @param operation what was asked for
 * @param vault the name of the vault, or empty
 * @param subject the ARN or job id in the path; the ARN of the resource whose jobs are started or listed; the id of the job whose nested
 *     jobs are listed; or empty
 * @param time when
 * @param outcome {@code OK} or the error's type, as the service saw it: the answer may have been lost
 * @param effect whether the operation was carried out without an error, whatever the caller was told
 * @param requestId as in the answer
 */
public record CallRecord(
        BackupOperation operation,
        String vault,
        String subject,
        Instant time,
        String outcome,
        boolean effect,
        String requestId) {
    /** The outcome of a call that went well. */
    public static final String OK = "OK";
}
