package community.backup.wait;

import community.backup.failure.AwsText;
import community.backup.failure.FailureCode;
import community.backup.service.PointStatus;
import community.backup.service.RecoveryPoint;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decides what the status of a recovery point means for its deletion. AWS Backup answers a delete request with 200 and
 * an empty body, whether or not it will delete the recovery point. So only the absence of the recovery point is
 * success. EXPIRED means that AWS Backup has given up.
 */
public final class Deletion {

    /**
     * How long EXPIRED can be a stale read or a step on the way to DELETING. This time must pass after the accepted
     * request, and also after the handler first saw EXPIRED.
     */
    public static final Duration GRACE = Duration.ofMinutes(2);

    /**
     * Replaces {@link #GRACE} after the accepted request if the recovery point was already EXPIRED then. It stays
     * EXPIRED until AWS Backup starts to delete it. AWS does not document how long that takes.
     */
    public static final Duration GRACE_IF_EXPIRED_BEFORE = Duration.ofMinutes(15);

    /**
     * If no sign of the deletion shows for this long after an accepted request, the handler repeats the request. The
     * accepted one may have been lost.
     */
    static final Duration REPEAT = Duration.ofMinutes(5);

    private Deletion() {}

    /**
     * Decides after a poll.
     *
     * @param seen the recovery point; empty if it is gone. An empty result of a read that can be stale is no proof: use
     *     {@link #unproved} then.
     * @param sinceAccepted the time since AWS Backup last accepted the request; null if it has not accepted one
     * @param inStatus the time since the handler first saw the present status
     * @param expiredBefore whether the recovery point was already EXPIRED when AWS Backup accepted the request
     * @param elapsed the time since the operation began
     * @param isLastPoll whether no time is left for another poll
     */
    public static Decision judge(
            Optional<RecoveryPoint> seen,
            @Nullable Duration sinceAccepted,
            Duration inStatus,
            boolean expiredBefore,
            Duration elapsed,
            boolean isLastPoll) {
        if (seen.isEmpty()) {
            return sinceAccepted == null ? unproved(isLastPoll) : new Decision.Done();
        }
        RecoveryPoint point = seen.get();
        boolean expired = point.status() == PointStatus.EXPIRED && !point.removed();
        if (expired && sinceAccepted != null && (isLastPoll || !inGrace(sinceAccepted, inStatus, expiredBefore))) {
            return ExpiredCause.failure(point);
        }
        if (isLastPoll) {
            return new Decision.Failed(FailureCode.TIMED_OUT, timedOut(point, inStatus, elapsed));
        }
        String doing = sinceAccepted == null && point.status() != PointStatus.DELETING
                ? "AWS Backup has not accepted yet to delete "
                : "AWS Backup is deleting ";
        return new Decision.Wait(doing + point.arn() + ": " + point.statusInWords() + " for " + Elapsed.text(inStatus));
    }

    /**
     * Whether EXPIRED can still be something other than the outcome of the request. A single read of EXPIRED can be
     * stale, even after DELETING.
     */
    private static boolean inGrace(Duration sinceAccepted, Duration inStatus, boolean expiredBefore) {
        return sinceAccepted.compareTo(expiredBefore ? GRACE_IF_EXPIRED_BEFORE : GRACE) < 0
                || inStatus.compareTo(GRACE) < 0;
    }

    /** Decides if AWS Backup does not show the recovery point, but this does not prove that it is gone. */
    public static Decision unproved(boolean isLastPoll) {
        String what = "AWS Backup does not show the recovery point, which does not prove yet that it is gone";
        return isLastPoll
                ? new Decision.Failed(FailureCode.ABSENCE_UNPROVEN, what + ". Delete the stack again.")
                : new Decision.Wait(what + ": the handler sends the request once more");
    }

    /**
     * Whether the handler must send the delete request, for the first time or again, before the next poll.
     *
     * @param sinceAccepted the time since AWS Backup last accepted the request; null if it has not accepted one
     * @param lastStatus the status at the last poll; null before the first poll
     */
    public static boolean requestIsDue(@Nullable Duration sinceAccepted, @Nullable String lastStatus) {
        PointStatus last = lastStatus == null ? PointStatus.UNKNOWN : PointStatus.of(lastStatus);
        if (sinceAccepted == null) {
            return last != PointStatus.DELETING;
        }
        return last.made() && last != PointStatus.EXPIRED && sinceAccepted.compareTo(REPEAT) >= 0;
    }

    private static String timedOut(RecoveryPoint point, Duration inStatus, Duration elapsed) {
        return ("Recovery point %s still exists after %s: %s for %s%s. CloudFormation's time is over; AWS Backup may still be "
                        + "deleting it. Delete the stack again when the status has changed. A deletion that hangs becomes EXPIRED after "
                        + "two to three days, and the status message then says why.")
                .formatted(
                        point.arn(),
                        Elapsed.text(elapsed),
                        point.statusInWords(),
                        Elapsed.text(inStatus),
                        point.statusMessage() == null ? "" : " (" + AwsText.of(point.statusMessage()) + ")");
    }
}
