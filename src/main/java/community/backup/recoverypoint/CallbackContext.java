package community.backup.recoverypoint;

import community.backup.handler.ContextRules;
import community.backup.handler.ResumableState;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import lombok.Builder;
import org.jspecify.annotations.Nullable;

/**
 * The state that one invocation of an operation passes to the next. CloudFormation stores it as JSON. A value that an older version did not
 * write is null or zero, as in a first invocation. Times are milliseconds since 1970.
 *
 * <p>CloudFormation stores the context outside the handler, so the constructor refuses values that no invocation can have written. The
 * handlers also compare the context with the request's model: {@link OperationState#startedJob} the job id, and {@link PointLookup#resolve}
 * the ARN.
 *
 * @param startedAt when the operation's first invocation began
 * @param errors how many invocations in a row ended in an error that is retried
 * @param doubtfulSince since when every invocation has ended in an error that is retried for a few minutes only; null if the last one did
 *     not
 * @param arn the recovery point's ARN if the identifier is a backup job; null until it is known
 * @param madeAt a time by which the recovery point existed; null if none is known
 * @param jobId the backup job that a create has started
 * @param acceptedAt when AWS Backup last accepted the request to delete the recovery point, or answered "busy" after that
 * @param expiredBefore whether the recovery point was already EXPIRED when AWS Backup accepted the request; null until a read shows it
 * @param nestedAccepted when AWS Backup accepted the requests to delete nested recovery points, by their ARNs
 * @param nestedExpired since when reads have shown each of these as EXPIRED, without another status in between
 * @param nestedFound how many nested recovery points the present pass has found so far
 * @param nestedBusy how many of these AWS Backup is deleting or shows as EXPIRED, plus the nested jobs that are running
 * @param pages the token of the page with which each unfinished listing continues, by the listing's name
 * @param candidates the ARNs found so far that can belong to a job that AWS Backup has forgotten
 * @param stopAnswer whether AWS Backup accepted (true) or refused (false) the request to stop the backup job; null while it has done
 *     neither
 * @param status the last noted status of the recovery point or its job, or what takes its place, such as "not shown"
 * @param statusSince when that status was first noted
 */
@Builder(toBuilder = true)
public record CallbackContext(
        @Nullable Long startedAt,
        int errors,
        @Nullable Long doubtfulSince,
        @Nullable String arn,
        @Nullable Long madeAt,
        @Nullable String jobId,
        @Nullable Long acceptedAt,
        @Nullable Boolean expiredBefore,
        @Nullable Map<String, Long> nestedAccepted,
        @Nullable Map<String, Long> nestedExpired,
        @Nullable Integer nestedFound,
        @Nullable Integer nestedBusy,
        @Nullable Map<String, String> pages,
        @Nullable List<String> candidates,
        @Nullable Boolean stopAnswer,
        @Nullable String status,
        @Nullable Long statusSince)
        implements ResumableState.Kept {

    public CallbackContext {
        ContextRules.time("startedAt", startedAt);
        ContextRules.time("doubtfulSince", doubtfulSince);
        ContextRules.time("madeAt", madeAt);
        ContextRules.time("acceptedAt", acceptedAt);
        ContextRules.time("statusSince", statusSince);
        ContextRules.errors(errors);
        ContextRules.count("nestedFound", nestedFound);
        ContextRules.count("nestedBusy", nestedBusy);
        checkTexts("pages", pages == null ? null : pages.values());
        checkTexts("candidates", candidates);
        checkTimes("nestedAccepted", nestedAccepted);
        checkTimes("nestedExpired", nestedExpired);
    }

    private static void checkTexts(String name, @Nullable Collection<String> texts) {
        if (texts != null && texts.stream().anyMatch(Objects::isNull)) {
            throw new IllegalArgumentException(name + " must have texts only");
        }
    }

    private static void checkTimes(String name, @Nullable Map<String, Long> times) {
        if (times != null) {
            // The JSON can have null values, which the declared type does not show.
            times.values().forEach(time -> ContextRules.time(name, time == null ? Long.valueOf(-1) : time));
        }
    }
}
