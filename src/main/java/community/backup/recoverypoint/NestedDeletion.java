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
import org.jspecify.annotations.Nullable;
import software.amazon.cloudformation.proxy.HandlerErrorCode;

/**
 * What is nested in a composite recovery point goes before it does. Each invocation asks for the composite first, and where
 * AWS Backup refuses, makes one pass over what is still nested in it. A nested point may be one that AWS Backup deletes only
 * together with the composite (the cluster state of an EKS backup): its refusal counts only when nothing else is left.
 */
final class NestedDeletion {
    private final Invocation invocation;
    private final String composite;
    private final Map<String, Long> accepted;
    private final Map<String, Long> expiredSince;
    private final List<RecoveryPoint> expired = new ArrayList<>();
    private int found;
    private int underWay;
    /** Those under way or EXPIRED that an earlier invocation has counted in this pass. */
    private int busyBefore;

    private @Nullable String refusal;
    /** Whether the refusal has a cause that deleting other recovery points does not remove, such as a legal hold. */
    private boolean refusedForGood;

    private NestedDeletion(Invocation invocation, String composite) {
        this.invocation = invocation;
        this.composite = composite;
        CallbackContext context = invocation.state().context();
        this.accepted = new TreeMap<>(context.nestedAccepted() == null ? Map.of() : context.nestedAccepted());
        this.expiredSince = new TreeMap<>(context.nestedExpired() == null ? Map.of() : context.nestedExpired());
        if (context.pages() != null && context.pages().containsKey(composite)) {
            // An earlier invocation had no time to finish this pass.
            this.found = count(context.nestedFound());
            this.busyBefore = count(context.nestedBusy());
        }
    }

    /**
     * One pass.
     *
     * @param composite the ARN of the composite
     * @param refused why AWS Backup does not delete the composite now
     */
    static Decision pass(Invocation invocation, String composite, DeletionAnswer.Refused refused) {
        NestedDeletion pass = new NestedDeletion(invocation, composite);
        boolean askedBefore = !pass.accepted.isEmpty();
        pass.ask(composite);
        return pass.judge(refused, askedBefore);
    }

    private Duration elapsedSince(@Nullable Long then) {
        Duration since = invocation.state().since(then);
        return since == null ? Duration.ZERO : since;
    }

    private static int count(@Nullable Integer count) {
        return count == null ? 0 : count;
    }

    private int busy() {
        return busyBefore + underWay + expired.size();
    }

    private Decision judge(DeletionAnswer.Refused refused, boolean askedBefore) {
        boolean lastChance = invocation.watch().lastChance();
        for (RecoveryPoint point : expired) {
            Decision decision = Deletion.judge(
                    Optional.of(point),
                    invocation.state().since(accepted.get(point.arn())),
                    elapsedSince(expiredSince.get(point.arn())),
                    // Whether it was EXPIRED before the request is not kept, so it gets the longer grace.
                    true,
                    invocation.watch().elapsed(),
                    lastChance);
            if (decision instanceof Decision.Failed) {
                return decision;
            }
        }
        boolean idle = busy() == 0;
        invocation.state().noteStatus(idle ? "nothing nested under way" : "nested recovery points under way");
        // What is nested may have gone just now, and the refusal with it. It is the last word only where nothing was
        // ever under way, or has not been for a while.
        boolean stuck = refusedForGood
                || (idle
                        && ((!askedBefore && (found == 0 || refusal != null))
                                || invocation.state().inStatus().compareTo(Deletion.GRACE) >= 0));
        if (stuck || lastChance) {
            return new Decision.Failed(
                    stuck ? refused.code() : HandlerErrorCode.NotStabilized,
                    refused.message() + (refusal == null ? "" : " Nested in it: " + refusal) + deleted());
        }
        return new Decision.Wait("%d recovery points nested in %s are deleted before it: %d under way, %d EXPIRED"
                .formatted(found, composite, busyBefore + underWay, expired.size()));
    }

    /** Asks for the deletion of all that is nested in a recovery point; false where nothing is. */
    private boolean ask(String parent) {
        int before = found;
        Iterator<List<RecoveryPoint>> pages =
                invocation.points().pages(PointQuery.nestedIn(invocation.vaultName(), parent));
        // If the composite cannot go, what is nested in it stays, too.
        while (!refusedForGood && pages.hasNext()) {
            pages.next().stream()
                    // What was asked for is checked: a filter that AWS Backup did not apply must not lead to another's
                    // backup.
                    .filter(point -> parent.equals(point.parentArn()))
                    .forEach(this::visit);
            if (parent.equals(composite)) {
                invocation.state().note(each -> each.nestedFound(found)
                        .nestedBusy(busy())
                        .nestedExpired(expiredSince.isEmpty() ? null : Map.copyOf(expiredSince)));
            }
        }
        return found > before;
    }

    private void visit(RecoveryPoint point) {
        found++;
        if (refusedForGood) {
            return;
        }
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
            askFor(point);
        } else {
            underWay++;
        }
    }

    private void askFor(RecoveryPoint point) {
        DeletionAnswer answer = invocation.points().delete(invocation.vaultName(), point.arn());
        if (answer instanceof DeletionAnswer.Accepted) {
            underWay++;
            accepted.put(point.arn(), invocation.state().nowMillis());
            invocation.state().note(each -> each.nestedAccepted(Map.copyOf(accepted)));
        } else if (answer instanceof DeletionAnswer.Busy) {
            underWay++;
        } else if (answer instanceof DeletionAnswer.Refused refused) {
            refused(point, refused);
        }
    }

    private void refused(RecoveryPoint point, DeletionAnswer.Refused refused) {
        if (accepted.containsKey(point.arn())) {
            // AWS Backup has accepted the first request; a refused repetition does not cancel it.
            refusal = refused.message();
            underWay++;
        } else if (refused.mayBeNesting() && !point.status().made()) {
            // Its backup job still runs.
            underWay++;
        } else if (!(refused.mayBeNesting() && point.isComposite() && ask(point.arn()))) {
            refusal = refused.message();
            refusedForGood = !refused.mayBeNesting();
        }
    }

    /** What is lost already, for the message of a failure. */
    private String deleted() {
        if (accepted.isEmpty()) {
            return "";
        }
        String first = String.join(", ", accepted.keySet().stream().limit(3).toList());
        return " AWS Backup has accepted to delete %d of the nested recovery points: %s%s."
                .formatted(accepted.size(), first, accepted.size() > 3 ? " and more" : "");
    }
}
