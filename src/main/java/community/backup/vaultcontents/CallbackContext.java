package community.backup.vaultcontents;

import community.backup.handler.ContextRules;
import community.backup.handler.ResumableState;
import java.util.List;
import java.util.Map;
import lombok.Builder;
import org.jspecify.annotations.Nullable;

/**
 * The state that one invocation of an operation passes to the next. CloudFormation stores it as JSON. Its size does not depend on the
 * number of recovery points in the vault. A value that an older version did not write is null or zero, as in a first invocation. Times are
 * milliseconds since 1970.
 *
 * @param startedAt when the operation's first invocation began
 * @param errors how many invocations in a row ended in an error that is retried
 * @param doubtfulSince since when every invocation has ended in an error that is retried for a few minutes only; null if the last one did
 *     not
 * @param marked whether this create has set the mark
 * @param notOwnSince since when reads have not shown the resource's own mark; null while they show it
 * @param empties whether this delete empties the vault; null until it is decided
 * @param events the ARN of a stack and the token of the page of its events with which the decision continues; null for the first page
 * @param initial how many recovery points were in the vault at the beginning, plus the new ones that the passes have found
 * @param remaining how many recovery points the last complete pass has found; null before the first one is complete
 * @param progressAt when the number of recovery points last changed from one pass to the next
 * @param acceptedAt when AWS Backup last accepted a delete request, not counting recovery points that an obstacle keeps
 * @param askedAt when the last complete pass began that sends a request for every recovery point ({@link Pass#asks})
 * @param askedAll whether AWS Backup answered all requests of that pass
 * @param idle whether the last complete pass saw no recovery point that is being deleted or waits; null before the first one is complete
 * @param stuckSince since when the same obstacles have kept all remaining recovery points, apart from times when AWS Backup was deleting
 *     some of them; null if they do not
 * @param stuckBy these obstacles, and how many recovery points each of them keeps
 * @param finalPass the pass that sent the last requests; its obstacles end the operation if nothing changes. null before that pass
 * @param emptySince when the first of the latest complete lists was found empty; null if the last one was not
 * @param jobs the unfinished search for running jobs; null if there is none
 * @param active whether the operation has seen a running job, a copy or a new recovery point
 * @param plans the ids of backup plans that made recovery points during the operation
 * @param pace how many delete requests are sent in a minute
 * @param pass the present pass; null between two passes
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
        @Nullable Boolean idle,
        @Nullable Long stuckSince,
        @Nullable Map<Obstacle, Integer> stuckBy,
        @Nullable Pass finalPass,
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
