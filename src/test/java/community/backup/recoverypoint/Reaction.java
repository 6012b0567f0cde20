package community.backup.recoverypoint;

import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import software.amazon.cloudformation.proxy.HandlerErrorCode;
import software.amazon.cloudformation.proxy.OperationStatus;

/**
 * A handler's reaction to an error of AWS Backup: the event for CloudFormation, and whether its message quotes the
 * error.
 */
@NullMarked
enum Reaction {
    WAITS(
            OperationStatus.IN_PROGRESS,
            true,
            "waits",
            "`IN_PROGRESS` with the error as message. The next invocation repeats the call after a random delay: up to 25 seconds after throttling, otherwise up to 5. Each further error doubles it."),
    WAITS_A_WHILE(
            OperationStatus.IN_PROGRESS,
            true,
            "waits 5 min",
            "As *waits*, but a minute at most between two invocations. If each of them meets such an error for five minutes, the next one fails."),
    TRIES_THEN_FAILS(
            OperationStatus.FAILED,
            true,
            "tries, then fails",
            "Calls again within the invocation, up to 12 times; after that as *fails*. Expired credentials fail at once."),
    FAILS(OperationStatus.FAILED, true, "**fails**", "`FAILED` with the handler error code of the error."),
    TAGGING_DENIED(
            OperationStatus.FAILED,
            true,
            "**fails: tagging**",
            "The resource's own tags are denied: `FAILED` with `UnauthorizedTaggingOperation`."),
    NOT_FOUND(
            OperationStatus.FAILED,
            false,
            "**NotFound**",
            "It is absent, and so is the resource: `FAILED` with `NotFound` and a message of the type's own."),
    DONE(OperationStatus.SUCCESS, false, "done", "It is gone, which is what was wanted: `SUCCESS` without a model."),
    GOES_ON(
            OperationStatus.SUCCESS,
            false,
            "goes on",
            "The handler does not need the answer, or finds it in another way. The operation goes on, to `SUCCESS` if nothing else fails."),
    NOT_FORGOTTEN(
            OperationStatus.FAILED,
            false,
            "**fails: try again**",
            "AWS Backup keeps jobs for about 30 days, so this one is not forgotten: `FAILED` with `ServiceInternalError`, which CloudFormation retries."),
    POLLS_AGAIN(
            OperationStatus.IN_PROGRESS,
            false,
            "polls again",
            "Neither an error nor a proof: `IN_PROGRESS`, and the message says what the handler waits for. The next invocation polls again."),
    DOUBTS_AND_WAITS(
            OperationStatus.IN_PROGRESS,
            true,
            "doubts, waits",
            "A vault that is said to be missing is looked for in the list of vaults. It is there, so this is as *waits*; if it is not, `NotFound`."),
    DOUBTS_AND_FAILS(
            OperationStatus.FAILED,
            true,
            "**doubts, fails**",
            "The same where there is no next invocation: `FAILED` with `ServiceInternalError`; if the vault is missing, `NotFound`."),
    UNCLEAR(
            OperationStatus.FAILED,
            true,
            "**AccessDenied**",
            "The handler cannot find out whether the denied vault exists: `FAILED` with `AccessDenied`, and the message says so."),
    COMPOSITE_REFUSED(
            OperationStatus.FAILED,
            false,
            "**refused**",
            "Nothing nested is left to wait for: `FAILED` with the code and text of the refusal to delete the composite, and the nested one's.");

    final OperationStatus status;
    final boolean namesTheError;
    final String word;
    final String meaning;

    Reaction(OperationStatus status, boolean namesTheError, String word, String meaning) {
        this.status = status;
        this.namesTheError = namesTheError;
        this.word = word;
        this.meaning = meaning;
    }

    /** Whether the handler retries the call within the invocation. */
    boolean triesAgainAtOnce() {
        return this == TRIES_THEN_FAILS;
    }

    /** Whether the call that failed is the last of its kind in the invocation. */
    boolean endsTheInvocation() {
        return this == WAITS || this == WAITS_A_WHILE || this == FAILS || this == TAGGING_DENIED;
    }

    /**
     * The handler error code of the event; null if it has none.
     *
     * @param ofTheError the code that {@code ErrorTable} assigns to the error
     */
    @Nullable HandlerErrorCode code(HandlerErrorCode ofTheError) {
        return switch (this) {
            case FAILS, TRIES_THEN_FAILS -> ofTheError;
            case TAGGING_DENIED -> HandlerErrorCode.UnauthorizedTaggingOperation;
            case NOT_FOUND -> HandlerErrorCode.NotFound;
            case DOUBTS_AND_FAILS, NOT_FORGOTTEN -> HandlerErrorCode.ServiceInternalError;
            case UNCLEAR -> HandlerErrorCode.AccessDenied;
            case COMPOSITE_REFUSED -> HandlerErrorCode.InvalidRequest;
            case WAITS, WAITS_A_WHILE, DONE, GOES_ON, POLLS_AGAIN, DOUBTS_AND_WAITS -> null;
        };
    }
}
