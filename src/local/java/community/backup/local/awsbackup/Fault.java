package community.backup.local.awsbackup;

import java.time.Duration;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A fault of one call.
 *
 * @param error the answer in place of the operation's own; null for the operation's own answer
 * @param effect whether the operation takes effect in spite of the fault
 * @param cut whether the connection breaks before the answer
 * @param delay how long the answer takes; the effect happens before that
 * @param staleness how old the state is that a read returns
 * @param malformed changes a successful answer
 */
public record Fault(
        @Nullable AwsError error,
        boolean effect,
        boolean cut,
        Duration delay,
        Duration staleness,
        UnaryOperator<HttpAnswer> malformed) {

    /** ThrottlingException, 400, no effect. */
    public static Fault throttling() {
        return error(AwsError.throttling());
    }

    /** The service's own ServiceUnavailableException, 500, no effect. */
    public static Fault serviceUnavailable() {
        String message = "The request failed due to a temporary failure of the server.";
        return error(AwsError.of("ServiceUnavailableException", 500, null, message));
    }

    /** InternalFailure, 500, no effect. */
    public static Fault internalFailure() {
        return error(AwsError.common("InternalFailure", 500, "The request processing has failed."));
    }

    /** ServiceUnavailable, 503, from a front end that cannot reach the service; no effect. */
    public static Fault unavailable503() {
        return error(AwsError.common("ServiceUnavailable", 503, "The request has failed."));
    }

    /** Any error, no effect. */
    public static Fault error(AwsError error) {
        return new Fault(error, false, false, Duration.ZERO, Duration.ZERO, UnaryOperator.identity());
    }

    /** The connection breaks before the request arrives: no effect, no answer. */
    public static Fault cutBeforeEffect() {
        return new Fault(null, false, true, Duration.ZERO, Duration.ZERO, UnaryOperator.identity());
    }

    /** The connection breaks on the way back: the operation takes effect, but the caller gets no answer. */
    public static Fault cutAfterEffect() {
        return new Fault(null, true, true, Duration.ZERO, Duration.ZERO, UnaryOperator.identity());
    }

    /** The right answer after a delay. */
    public static Fault slow(Duration delay) {
        return new Fault(null, true, false, delay, Duration.ZERO, UnaryOperator.identity());
    }

    /** A stale read: the answer shows an earlier state. Operations that do not read are not affected. */
    public static Fault stale(Duration staleness) {
        return new Fault(null, true, false, Duration.ZERO, staleness, UnaryOperator.identity());
    }

    /** A successful answer that {@code how} makes invalid. Errors stay as they are. */
    public static Fault malformed(UnaryOperator<HttpAnswer> how) {
        return new Fault(null, true, false, Duration.ZERO, Duration.ZERO, how);
    }

    /**
     * The same fault, but the operation takes effect: the caller gets the error although AWS Backup has carried out the
     * request.
     */
    public Fault afterEffect() {
        return new Fault(error, true, cut, delay, staleness, malformed);
    }

    /** The same fault with another delay of the answer. */
    public Fault after(Duration newDelay) {
        return new Fault(error, effect, cut, newDelay, staleness, malformed);
    }
}
