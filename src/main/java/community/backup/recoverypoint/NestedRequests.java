package community.backup.recoverypoint;

import community.backup.service.DeletionAnswer;
import community.backup.service.PointQuery;
import community.backup.service.PointStatus;
import community.backup.service.RecoveryPoint;
import community.backup.wait.Decision;
import community.backup.wait.Deletion;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The delete requests for nested recovery points. Each invocation makes one pass over them; a pass that takes longer continues in the next
 * invocation. The callback context keeps the accepted requests and the counts.
 */
final class NestedRequests {
    private final Invocation invocation;
    private final Map<String, Long> accepted;
    private final Map<String, Long> expiredSince;
    private final List<RecoveryPoint> expired = new ArrayList<>();
    private final boolean askedBefore;
    private int found;
    private int underWay;
    /** The value of {@link #busy} that an earlier invocation of the same pass has kept. */
    private int busyBefore;

    private DeletionAnswer.@Nullable Refused refusal;
    private boolean refusedForGood;

    /**
     * @param listing the name of the listing. If an earlier invocation did not finish it, the counts of that invocation are added.
     */
    NestedRequests(Invocation invocation, String listing) {
        this.invocation = invocation;
        CallbackContext context = invocation.state().context();
        this.accepted = new TreeMap<>(context.nestedAccepted() == null ? Map.of() : context.nestedAccepted());
        this.expiredSince = new TreeMap<>(context.nestedExpired() == null ? Map.of() : context.nestedExpired());
        this.askedBefore = !accepted.isEmpty();
        if (context.pages() != null && context.pages().containsKey(listing)) {
            this.found = count(context.nestedFound());
            this.busyBefore = count(context.nestedBusy());
        }
    }

    private static int count(@Nullable Integer count) {
        return count == null ? 0 : count;
    }

    /** How many nested recovery points exist, as far as this pass has seen them. */
    int found() {
        return found;
    }

    /**
     * How many jobs are running, plus how many recovery points AWS Backup is deleting or shows as EXPIRED. EXPIRED may not be final yet.
     */
    int busy() {
        return busyBefore + underWay + expired.size();
    }

    /** How many recovery points this invocation found in status EXPIRED after an accepted request. */
    int expired() {
        return expired.size();
    }

    /** The last refusal of AWS Backup, for a message: its text and its code; null if it refused nothing. */
    @Nullable String refusal() {
        return refusal == null ? null : refusal.cause().reason().appendedTo(refusal.message());
    }

    /** Whether a refusal has a cause that deleting other recovery points does not remove, such as a legal hold. */
    boolean refusedForGood() {
        return refusedForGood;
    }

    /**
     * Visits all recovery points that are nested in a composite. If AWS Backup refuses one for good, the composite stays, so the remaining
     * nested recovery points stay too.
     */
    void visitNestedIn(String composite) {
        visitNestedIn(composite, this::keepCounts);
    }

    /**
     * Visits the recovery points that are nested in another one. Returns whether there are any.
     *
     * @param afterPage runs after each page of the list
     */
    private boolean visitNestedIn(String parent, Runnable afterPage) {
        int before = found;
        Iterator<List<RecoveryPoint>> pages =
                invocation.points().pages(PointQuery.nestedIn(invocation.vaultName(), parent));
        while (!refusedForGood && pages.hasNext()) {
            pages.next().stream()
                    // If AWS Backup ignored the filter, this must not delete other recovery points.
                    .filter(point -> parent.equals(point.parentArn()))
                    .forEach(point -> {
                        if (refusedForGood) {
                            found++;
                        } else {
                            visit(point);
                        }
                    });
            afterPage.run();
        }
        return found > before;
    }

    /** Keeps the counts for the next invocation, which continues after this page. */
    void keepCounts() {
        invocation.state().note(each -> each.nestedFound(found)
                .nestedBusy(busy())
                .nestedExpired(expiredSince.isEmpty() ? null : Map.copyOf(expiredSince)));
    }

    /** Counts a backup job that is still running and can make a recovery point. */
    void countRunningJob() {
        underWay++;
    }

    /** Counts a recovery point, and requests its deletion if that is due. */
    void visit(RecoveryPoint point) {
        found++;
        Long asked = accepted.get(point.arn());
        if (point.status() == PointStatus.EXPIRED && asked != null) {
            // After an accepted request, EXPIRED means that AWS Backup has given up, once the grace is over.
            expiredSince.putIfAbsent(point.arn(), invocation.state().nowMillis());
            expired.add(point);
            return;
        }
        expiredSince.remove(point.arn());
        if (point.status() != PointStatus.DELETING
                && Deletion.requestIsDue(invocation.state().since(asked), point.statusText())) {
            request(point.arn(), refused -> refused(point, refused));
        } else {
            underWay++;
        }
    }

    /**
     * Requests the deletion of a recovery point that a read did not find. The read can be stale; a request that finds no recovery point
     * proves that it is gone. A refusal contradicts the read and is not final: a later pass sends the request again.
     */
    void confirmGone(String arn) {
        boolean gone = request(arn, refused -> {
            refusal = refused;
            underWay++;
        });
        if (!gone) {
            found++;
        }
    }

    /**
     * Requests a deletion. Returns true if the recovery point is gone.
     *
     * @param otherwise gets a refusal, unless AWS Backup has accepted an earlier request
     */
    private boolean request(String arn, Consumer<DeletionAnswer.Refused> otherwise) {
        DeletionAnswer answer = invocation.points().delete(invocation.vaultName(), arn);
        if (answer instanceof DeletionAnswer.Accepted) {
            underWay++;
            accepted.put(arn, invocation.state().nowMillis());
            invocation.state().note(each -> each.nestedAccepted(Map.copyOf(accepted)));
        } else if (answer instanceof DeletionAnswer.Busy) {
            underWay++;
        } else if (answer instanceof DeletionAnswer.Refused refused && accepted.containsKey(arn)) {
            // AWS Backup has accepted the first request; a refused repetition does not cancel it.
            refusal = refused;
            underWay++;
        } else if (answer instanceof DeletionAnswer.Refused refused) {
            otherwise.accept(refused);
        }
        return answer instanceof DeletionAnswer.Missing;
    }

    private void refused(RecoveryPoint point, DeletionAnswer.Refused refused) {
        if (refused.mayBeNesting() && !point.status().made()) {
            // Its backup job still runs.
            underWay++;
        } else if (!(refused.mayBeNesting() && point.isComposite() && visitNestedIn(point.arn(), () -> {}))) {
            refusal = refused;
            refusedForGood = !refused.mayBeNesting();
        }
    }

    /** The failure of a recovery point that stays EXPIRED; empty if there is none. */
    Optional<Decision> failure() {
        for (RecoveryPoint point : expired) {
            Duration since = invocation.state().since(expiredSince.get(point.arn()));
            Decision decision = Deletion.judge(
                    Optional.of(point),
                    invocation.state().since(accepted.get(point.arn())),
                    since == null ? Duration.ZERO : since,
                    // The context does not keep whether it was EXPIRED before the request, so the longer grace applies.
                    true,
                    invocation.watch().elapsed(),
                    invocation.watch().isLastPoll());
            if (decision instanceof Decision.Failed) {
                return Optional.of(decision);
            }
        }
        return Optional.empty();
    }

    /**
     * Whether no deletion is in progress and none can follow. AWS Backup may have deleted the last nested recovery points since it refused
     * the composite. The answer is therefore true only if AWS Backup had accepted no request in earlier invocations, or if nothing has been
     * in progress for {@link Deletion#GRACE}. The call notes for the next invocation whether anything is in progress.
     */
    boolean isStuck() {
        boolean idle = busy() == 0;
        invocation.state().noteStatus(idle ? "nothing nested under way" : "nested recovery points under way");
        return idle
                && ((!askedBefore && (found == 0 || refusal != null))
                        || invocation.state().inStatus().compareTo(Deletion.GRACE) >= 0);
    }

    /** The accepted requests as a sentence, for the message of a failure; an empty text if there are none. */
    String acceptedRequests() {
        if (accepted.isEmpty()) {
            return "";
        }
        String first = String.join(", ", accepted.keySet().stream().limit(3).toList());
        return " AWS Backup has accepted to delete %d of the nested recovery points: %s%s."
                .formatted(accepted.size(), first, accepted.size() > 3 ? " and more" : "");
    }
}
