package community.backup.wait;

import community.backup.failure.AwsText;
import community.backup.service.PointStatus;
import community.backup.service.RecoveryPoint;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.cloudformation.proxy.HandlerErrorCode;

/**
 * What a look at a recovery point means for its deletion. AWS Backup answers the request with 200 and an empty body whether
 * or not it will happen, so nothing but the point's absence is success, and EXPIRED is the sign that AWS Backup has given up.
 */
public final class Deletion {

    /**
     * How long EXPIRED may be a stale read, or a step on the way to DELETING: after an accepted request, and since it was first
     * seen.
     */
    public static final Duration GRACE = Duration.ofMinutes(2);

    /**
     * The same if the recovery point was EXPIRED when the request was accepted: it keeps that status until AWS Backup starts to
     * delete it. How long that takes is not documented.
     */
    public static final Duration GRACE_IF_EXPIRED_BEFORE = Duration.ofMinutes(15);

    /** After this long without any sign of the deletion, the request is made again: it may have been lost. */
    static final Duration REPEAT = Duration.ofMinutes(5);

    private Deletion() {}

    /**
     * Decides from a look.
     *
     * @param seen the point; empty where it is gone, of which a look that may be an old one is no proof
     * @param sinceAccepted since AWS Backup last accepted the request; null while it has not
     * @param inStatus since the point was first seen in its status
     * @param expiredBefore whether it was EXPIRED already when AWS Backup accepted the request
     * @param elapsed since the operation began
     * @param lastChance whether there will be no other look
     */
    public static Decision judge(
            Optional<RecoveryPoint> seen,
            @Nullable Duration sinceAccepted,
            Duration inStatus,
            boolean expiredBefore,
            Duration elapsed,
            boolean lastChance) {
        if (seen.isEmpty()) {
            return sinceAccepted == null ? unproved(lastChance) : new Decision.Done();
        }
        RecoveryPoint point = seen.get();
        boolean expired = point.status() == PointStatus.EXPIRED && !point.removed();
        if (expired && sinceAccepted != null && (lastChance || !inGrace(sinceAccepted, inStatus, expiredBefore))) {
            return new Decision.Failed(HandlerErrorCode.NotStabilized, ExpiredCause.explain(point));
        }
        if (lastChance) {
            return new Decision.Failed(HandlerErrorCode.NotStabilized, gaveUp(point, inStatus, elapsed));
        }
        String doing = sinceAccepted == null && point.status() != PointStatus.DELETING
                ? "AWS Backup has not accepted yet to delete "
                : "AWS Backup is deleting ";
        return new Decision.Wait(doing + point.arn() + ": " + point.statusInWords() + " for " + Elapsed.text(inStatus));
    }

    /** Whether EXPIRED need not be the outcome of the request yet. Seen once, it can be an old look, even after DELETING. */
    private static boolean inGrace(Duration sinceAccepted, Duration inStatus, boolean expiredBefore) {
        return sinceAccepted.compareTo(expiredBefore ? GRACE_IF_EXPIRED_BEFORE : GRACE) < 0
                || inStatus.compareTo(GRACE) < 0;
    }

    /** Decides where a look found nothing, and that does not prove that the recovery point is gone. */
    public static Decision unproved(boolean lastChance) {
        String what = "AWS Backup does not show the recovery point, which does not prove yet that it is gone";
        return lastChance
                ? new Decision.Failed(HandlerErrorCode.NotStabilized, what + ". Delete the stack again.")
                : new Decision.Wait(what + ": its deletion is asked for once more");
    }

    /** Whether the request is to be made, or made again, before the next look. */
    public static boolean ask(@Nullable Duration sinceAccepted, @Nullable String lastStatus) {
        PointStatus last = lastStatus == null ? PointStatus.UNKNOWN : PointStatus.of(lastStatus);
        if (sinceAccepted == null) {
            return last != PointStatus.DELETING;
        }
        return last.made() && last != PointStatus.EXPIRED && sinceAccepted.compareTo(REPEAT) >= 0;
    }

    private static String gaveUp(RecoveryPoint point, Duration inStatus, Duration elapsed) {
        return ("Recovery point %s still exists after %s: %s for %s%s. CloudFormation waits no longer, AWS Backup may go on. "
                        + "Delete the stack again when the status has changed; a deletion that hangs becomes EXPIRED after two "
                        + "to three days and then says why.")
                .formatted(
                        point.arn(),
                        Elapsed.text(elapsed),
                        point.statusInWords(),
                        Elapsed.text(inStatus),
                        point.statusMessage() == null ? "" : " (" + AwsText.of(point.statusMessage()) + ")");
    }
}
