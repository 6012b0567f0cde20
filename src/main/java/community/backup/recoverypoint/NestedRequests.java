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
    /** Recovery points under way or EXPIRED that an earlier invocation counted in this pass. */
    private int busyBefore;

    private @Nullable String refusal;
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

    /** The recovery points that exist. */
    int found() {
        return found;
    }

    /** The running jobs, and the recovery points that AWS Backup is deleting or whose EXPIRED status is not final yet. */
    int busy() {
        return busyBefore + underWay + expired.size();
    }

    /** The recovery points in status EXPIRED that this invocation found. */
    int expired() {
        return expired.size();
    }

    /** The last refusal; null if AWS Backup refused nothing. */
    @Nullable String refusal() {
        return refusal;
    }

    /** Whether a refusal has a cause that deleting other recovery points does not remove, such as a legal hold. */
    boolean refusedForGood() {
        return refusedForGood;
    }

    /**
     * Visits all recovery points that are nested in a composite, until AWS Backup refuses one for good: then the composite stays, and the
     * other nested recovery points stay with it.
     */
    void visitNestedIn(String composite) {
        visitNestedIn(composite, this::keepCounts);
    }

    /** The same; true if there are any. */
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
            // EXPIRED is the answer, or will be when the grace is over.
            expiredSince.putIfAbsent(point.arn(), invocation.state().nowMillis());
            expired.add(point);
            return;
        }
        expiredSince.remove(point.arn());
        if (point.status() != PointStatus.DELETING
                && Deletion.ask(invocation.state().since(asked), point.statusText())) {
            request(point.arn(), refused -> refused(point, refused));
        } else {
            underWay++;
        }
    }

    /**
     * Requests the deletion of a recovery point that a read did not find. The read can be stale; a request that finds no recovery point
     * proves that it is gone.
     */
    void confirmGone(String arn) {
        boolean gone = request(arn, refused -> refusal = refused.message());
        if (!gone) {
            found++;
        }
    }

    /** Requests a deletion; true if the recovery point is gone. */
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
            refusal = refused.message();
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
            refusal = refused.message();
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
                    // Whether it was EXPIRED before the request is not kept, so it gets the longer grace.
                    true,
                    invocation.watch().elapsed(),
                    invocation.watch().lastChance());
            if (decision instanceof Decision.Failed) {
                return Optional.of(decision);
            }
        }
        return Optional.empty();
    }

    /**
     * Whether no deletion is under way and none will be. The nested recovery points may be gone since the last refusal, so it is final only
     * if AWS Backup never accepted a request, or if nothing has been under way for a while.
     */
    boolean isStuck() {
        boolean idle = busy() == 0;
        invocation.state().noteStatus(idle ? "nothing nested under way" : "nested recovery points under way");
        return idle
                && ((!askedBefore && (found == 0 || refusal != null))
                        || invocation.state().inStatus().compareTo(Deletion.GRACE) >= 0);
    }

    /** The accepted requests, as a sentence for the message of a failure. */
    String deleted() {
        if (accepted.isEmpty()) {
            return "";
        }
        String first = String.join(", ", accepted.keySet().stream().limit(3).toList());
        return " AWS Backup has accepted to delete %d of the nested recovery points: %s%s."
                .formatted(accepted.size(), first, accepted.size() > 3 ? " and more" : "");
    }
}
