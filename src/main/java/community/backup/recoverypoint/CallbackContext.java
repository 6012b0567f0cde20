package community.backup.recoverypoint;

import java.util.Map;
import lombok.Builder;
import org.jspecify.annotations.Nullable;

/**
 * What one invocation of an operation tells the next: a few plain values, kept by CloudFormation as JSON. A value that an
 * older version did not write is null or zero, which means what it means in a first invocation. Times are milliseconds since
 * 1970.
 *
 * @param startedAt when the operation's first invocation began
 * @param errors looks in a row that ended in an error that passes
 * @param arn the recovery point's ARN, where the identity does not tell it
 * @param madeAt when that recovery point was made, where its job tells
 * @param jobId the backup job that a create has started
 * @param acceptedAt when AWS Backup last accepted the request to delete the recovery point
 * @param nestedAccepted when AWS Backup accepted the requests to delete the recovery points nested in it, by their ARNs
 * @param stopAnswer whether the backup job can be stopped and is; null while it was not asked
 * @param status the status last seen
 * @param statusSince when that status was first seen
 */
@Builder(toBuilder = true)
public record CallbackContext(
        @Nullable Long startedAt,
        int errors,
        @Nullable String arn,
        @Nullable Long madeAt,
        @Nullable String jobId,
        @Nullable Long acceptedAt,
        @Nullable Map<String, Long> nestedAccepted,
        @Nullable Boolean stopAnswer,
        @Nullable String status,
        @Nullable Long statusSince) {}
