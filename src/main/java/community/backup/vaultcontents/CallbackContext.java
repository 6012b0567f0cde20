package community.backup.vaultcontents;

import community.backup.handler.ContextRules;
import community.backup.handler.ResumableState;
import java.util.List;
import java.util.Map;
import lombok.Builder;
import org.jspecify.annotations.Nullable;

/**
 * What one invocation of an operation tells the next: a few plain values, kept by CloudFormation as JSON, whose size does not
 * depend on what the vault holds. A value that an older version did not write is null or zero, which means what it means in a first
 * invocation. Times are milliseconds since 1970.
 *
 * @param startedAt when the operation's first invocation began
 * @param errors looks in a row that ended in an error that passes
 * @param doubtfulSince since when every invocation has ended in an error that passes within minutes, if at all
 * @param marked whether this create has set the mark
 * @param notOwnSince since when the vault has not shown the resource's own mark
 * @param empties whether this delete empties the vault; null while it is not decided
 * @param events the token of the page of stack events with which the decision goes on
 * @param initial how many recovery points the vault has had, as far as is known
 * @param remaining how many the last complete pass has seen
 * @param progressAt when a pass last saw fewer than the one before it
 * @param acceptedAt when AWS Backup last accepted a request
 * @param askedAt when the last pass began that asked for every recovery point
 * @param askedAll whether AWS Backup has answered that pass for every one
 * @param stuckSince since when all that is left is kept by the same obstacles
 * @param stuckBy these obstacles, and how many recovery points each keeps
 * @param lastLook whether the next pass that asks only looks at what is EXPIRED: its last request has had its time
 * @param emptySince since when complete listings have been empty
 * @param jobs the search for running jobs that goes on; null if there is none
 * @param active whether a job, a copy or a new recovery point was seen during the operation
 * @param plans the backup plans that made recovery points during the operation, by their ids
 * @param pace requests to delete a minute
 * @param pass the present pass; null between two
 */
@Builder(toBuilder = true)
public record CallbackContext(
        @Nullable Long startedAt,
        int errors,
        @Nullable Long doubtfulSince,
        @Nullable Boolean marked,
        @Nullable Long notOwnSince,
        @Nullable Boolean empties,
        @Nullable String events,
        @Nullable Integer initial,
        @Nullable Integer remaining,
        @Nullable Long progressAt,
        @Nullable Long acceptedAt,
        @Nullable Long askedAt,
        @Nullable Boolean askedAll,
        @Nullable Long stuckSince,
        @Nullable Map<Obstacle, Integer> stuckBy,
        @Nullable Boolean lastLook,
        @Nullable Long emptySince,
        @Nullable JobSearch jobs,
        @Nullable Boolean active,
        @Nullable List<String> plans,
        @Nullable Integer pace,
        @Nullable Pass pass)
        implements ResumableState.Kept {

    public CallbackContext {
        ContextRules.time("startedAt", startedAt);
        ContextRules.time("doubtfulSince", doubtfulSince);
        ContextRules.time("notOwnSince", notOwnSince);
        ContextRules.time("progressAt", progressAt);
        ContextRules.time("acceptedAt", acceptedAt);
        ContextRules.time("askedAt", askedAt);
        ContextRules.time("stuckSince", stuckSince);
        ContextRules.time("emptySince", emptySince);
        ContextRules.errors(errors);
        ContextRules.count("initial", initial);
        ContextRules.count("remaining", remaining);
        ContextRules.count("pace", pace);
        stuckBy = stuckBy == null ? null : Map.copyOf(stuckBy);
        plans = plans == null ? null : List.copyOf(plans);
    }
}
