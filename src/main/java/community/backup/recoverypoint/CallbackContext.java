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
 * What one invocation of an operation tells the next: a few plain values, kept by CloudFormation as JSON. A value that an
 * older version did not write is null or zero, which means what it means in a first invocation. Times are milliseconds since
 * 1970.
 *
 * <p>It is kept outside of here. What no invocation can have written is refused; what it says of a job or a recovery point
 * is believed only where the request's model says the same ({@link Invocation}).
 *
 * @param startedAt when the operation's first invocation began
 * @param errors looks in a row that ended in an error that passes
 * @param doubtfulSince since when every invocation has ended in an error that passes within minutes, if at all
 * @param arn the recovery point's ARN, where the identity does not tell it
 * @param madeAt when that recovery point was made, where its job tells
 * @param jobId the backup job that a create has started
 * @param acceptedAt when AWS Backup last accepted the request to delete the recovery point
 * @param expiredBefore whether the recovery point was EXPIRED already at that time; null until a look has shown it
 * @param nestedAccepted when AWS Backup accepted the requests to delete the recovery points nested in it, by their ARNs
 * @param nestedExpired since when each of these has been seen EXPIRED, without another status in between
 * @param nestedFound the nested recovery points that the present pass has found so far
 * @param nestedBusy how many of these are under way or EXPIRED
 * @param pages the tokens of pages with which unfinished listings go on
 * @param candidates the ARNs that the listing for a forgotten job has found so far
 * @param stopAnswer whether the backup job can be stopped and is; null while it was not asked
 * @param status the status last seen
 * @param statusSince when that status was first seen
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
            // From JSON, a value can be missing whatever the type says.
            times.values().forEach(time -> ContextRules.time(name, time == null ? Long.valueOf(-1) : time));
        }
    }
}
