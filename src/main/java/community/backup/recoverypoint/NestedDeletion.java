package community.backup.recoverypoint;

import community.backup.recoverypoint.point.DeletionAnswer;
import community.backup.recoverypoint.point.PointQuery;
import community.backup.recoverypoint.point.PointStatus;
import community.backup.recoverypoint.point.RecoveryPoint;
import community.backup.recoverypoint.wait.Decision;
import community.backup.recoverypoint.wait.Deletion;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.cloudformation.proxy.HandlerErrorCode;

/**
 * What is nested in a composite recovery point goes before it does. Each invocation asks for the composite first, and where
 * AWS Backup refuses, makes one pass over what is still nested in it. A nested point may be one that AWS Backup deletes only
 * together with the composite (the cluster state of an EKS backup): its refusal counts only when nothing else is left.
 */
final class NestedDeletion {
    private final Invocation it;
    private final List<RecoveryPoint> expired = new ArrayList<>();
    private int underWay;
    private @Nullable String refusal;

    private NestedDeletion(Invocation it) {
        this.it = it;
    }

    /**
     * One pass.
     *
     * @param composite the ARN of the composite
     * @param refusal why AWS Backup does not delete the composite now
     */
    static Decision pass(Invocation it, String composite, String refusal) {
        NestedDeletion pass = new NestedDeletion(it);
        int found = pass.ask(composite);
        boolean asked = it.context().nestedAcceptedAt() != null;
        if (!asked && found > 0) {
            it.note(each -> each.nestedAcceptedAt(it.nowMillis()));
        }
        return pass.judge(composite, refusal, found, asked);
    }

    private Decision judge(String composite, String compositeRefusal, int found, boolean askedBefore) {
        Duration sinceAsked = it.since(it.context().nestedAcceptedAt());
        for (RecoveryPoint point : expired) {
            Decision decision = Deletion.judge(
                    Optional.of(point),
                    sinceAsked,
                    it.inStatus(),
                    it.watch().elapsed(),
                    it.watch().lastChance());
            if (decision instanceof Decision.Failed) {
                return decision;
            }
        }
        boolean idle = underWay == 0 && expired.isEmpty();
        it.noteStatus(idle ? "nothing nested under way" : "nested recovery points under way");
        // What is nested just now may have gone just now, and the refusal with it: only where nothing was ever under
        // way, or
        // has not been for a while, is a refusal the last word.
        boolean stuck =
                idle && (askedBefore ? it.inStatus().compareTo(Deletion.GRACE) >= 0 : found == 0 || refusal != null);
        if (stuck || it.watch().lastChance()) {
            return new Decision.Failed(
                    stuck ? HandlerErrorCode.InvalidRequest : HandlerErrorCode.NotStabilized,
                    compositeRefusal + (refusal == null ? "" : " Nested in it: " + refusal));
        }
        return new Decision.Wait("%d recovery points nested in %s are deleted before it: %d under way, %d EXPIRED"
                .formatted(found, composite, underWay, expired.size()));
    }

    /** Asks for the deletion of all that is nested in a recovery point, and says how much that was. */
    private int ask(String parent) {
        List<RecoveryPoint> nested = it.points().all(PointQuery.nestedIn(it.vaultName(), parent));
        for (RecoveryPoint point : nested) {
            if (point.status() == PointStatus.DELETING) {
                underWay++;
            } else if (point.status() == PointStatus.EXPIRED && it.context().nestedAcceptedAt() != null) {
                // It was asked for: EXPIRED is the answer, or will be when the grace is over.
                expired.add(point);
            } else {
                askFor(point);
            }
        }
        return nested.size();
    }

    private void askFor(RecoveryPoint point) {
        DeletionAnswer answer = it.points().delete(it.vaultName(), point.arn());
        if (answer instanceof DeletionAnswer.Accepted || answer instanceof DeletionAnswer.Busy) {
            underWay++;
        } else if (answer instanceof DeletionAnswer.Refused refused
                && (!point.isComposite() || ask(point.arn()) == 0)) {
            refusal = refused.message();
        }
    }
}
