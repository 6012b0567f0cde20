package community.backup.handler;

import community.backup.failure.AwsText;
import community.backup.failure.FailureCode;
import community.backup.failure.HandlerFailure;
import community.backup.failure.ServiceFailure;
import community.backup.wait.Decision;
import community.backup.wait.Elapsed;
import community.backup.wait.Stopwatch;
import community.backup.wait.WaitPlan;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.cloudformation.proxy.HandlerErrorCode;
import software.amazon.cloudformation.proxy.Logger;
import software.amazon.cloudformation.proxy.OperationStatus;
import software.amazon.cloudformation.proxy.ProgressEvent;

/**
 * Turns the outcome of an invocation into the event that CloudFormation gets. After an error that passes, the event is
 * IN_PROGRESS if another invocation can follow, and that invocation retries.
 */
public final class Outcomes<M, C> {
    private final WaitState<M, C> state;
    private final Stopwatch watch;
    private final BooleanSupplier isLast;
    private final DoubleSupplier chance;

    /**
     * @param watch the time of the operation
     * @param isLast whether no invocation can follow: the operation must end in one invocation, or has no identifier
     *     yet
     * @param chance random numbers in [0, 1), which spread the polls of many resources
     */
    public Outcomes(WaitState<M, C> state, Stopwatch watch, BooleanSupplier isLast, DoubleSupplier chance) {
        this.state = state;
        this.watch = watch;
        this.isLast = isLast;
        this.chance = chance;
    }

    /**
     * Logs and returns the failure of a request without credentials.
     *
     * @param model the model of the failure; null if there is nothing that CloudFormation must delete
     */
    public static <M, C> ProgressEvent<M, C> withoutCredentials(Operation operation, @Nullable M model, Logger logger) {
        logger.log(new LogLine()
                .with("operation", operation)
                .with("outcome", OperationStatus.FAILED)
                .with("code", HandlerErrorCode.InvalidCredentials)
                .toString());
        return ProgressEvent.failed(
                model,
                null,
                HandlerErrorCode.InvalidCredentials,
                FailureCode.CREDENTIALS.appendedTo(
                        "CloudFormation handed no credentials to the type: register it with an execution role."));
    }

    /** The event of a handler's flow. A failure that the flow throws becomes an event too. */
    public ProgressEvent<M, C> of(Supplier<ProgressEvent<M, C>> flow) {
        try {
            return flow.get();
        } catch (ServiceFailure failure) {
            return afterError(failure);
        } catch (HandlerFailure failure) {
            return failed(failure.reason(), failure.code(), failure.getMessage());
        }
    }

    /** The event of a decision. {@link Decision.Done} becomes a success without a model, as a delete requires. */
    public ProgressEvent<M, C> of(Decision decision) {
        if (decision instanceof Decision.Failed failed) {
            return failed(failed.reason(), failed.code(), failed.message());
        }
        if (decision instanceof Decision.Wait wait) {
            if (watch.isLastPoll()) {
                return timedOut(wait.why());
            }
            state.noteErrors(0, null);
            return waiting(wait.why(), wait.delay() == null ? untilNextPoll(false) : watch.within(wait.delay()));
        }
        return done(null);
    }

    /** Success. */
    public ProgressEvent<M, C> done(@Nullable M model) {
        return ProgressEvent.success(model, null);
    }

    /** Success without a model, and with a message for the user. */
    public ProgressEvent<M, C> doneWithMessage(String message) {
        return ProgressEvent.success(null, null, AwsText.fit(message));
    }

    private ProgressEvent<M, C> afterError(ServiceFailure failure) {
        boolean doubtful = isDoubtful(failure);
        Long before = state.doubtfulSince();
        long since = before == null ? watch.now().toEpochMilli() : before;
        boolean mayPass = doubtful
                ? watch.since(Instant.ofEpochMilli(since)).compareTo(WaitPlan.DOUBT) < 0
                : failure.kind().passes();
        if (!mayPass || isLast.getAsBoolean()) {
            return failed(failure.reason(), failure.code(), failure.getMessage());
        }
        if (watch.isLastPoll()) {
            return timedOut(failure.reason().appendedTo(failure.getMessage()));
        }
        state.noteErrors(state.errors() + 1, doubtful ? since : null);
        return waiting(failure.getMessage(), untilNextPoll(failure.code() == HandlerErrorCode.Throttling));
    }

    /**
     * Whether an error passes within minutes or not at all. A denial after the first invocation is such an error: new
     * credentials and changed policies take a while to be known everywhere in AWS.
     */
    private boolean isDoubtful(ServiceFailure failure) {
        return switch (failure.kind()) {
            case DOUBTFUL -> true;
            case DENIED, UNAUTHENTICATED -> !state.first();
            case PASSING, BUSY, MISSING, REFUSED -> false;
        };
    }

    private ProgressEvent<M, C> timedOut(String last) {
        return failed(
                FailureCode.TIMED_OUT,
                HandlerErrorCode.NotStabilized,
                "Timed out after %s. The last result: %s".formatted(Elapsed.text(watch.elapsed()), last));
    }

    private ProgressEvent<M, C> failed(FailureCode reason, HandlerErrorCode code, String message) {
        return ProgressEvent.failed(state.modelOfFailure(), null, code, AwsText.fit(reason.appendedTo(message)));
    }

    private Duration untilNextPoll(boolean throttled) {
        Duration next = watch.untilNextPoll(state.errors(), throttled, chance.getAsDouble());
        boolean soon = state.doubtfulSince() != null && next.compareTo(WaitPlan.BETWEEN_DOUBTS) > 0;
        return soon ? WaitPlan.BETWEEN_DOUBTS : next;
    }

    private ProgressEvent<M, C> waiting(String why, Duration delay) {
        return ProgressEvent.<M, C>builder()
                .status(OperationStatus.IN_PROGRESS)
                .resourceModel(state.model())
                .callbackContext(state.context())
                .callbackDelaySeconds((int) delay.toSeconds())
                .message(AwsText.fit(why + ", next poll in " + Elapsed.text(delay)))
                .build();
    }
}
