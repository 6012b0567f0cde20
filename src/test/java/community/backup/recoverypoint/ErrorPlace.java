package community.backup.recoverypoint;

import community.backup.failure.ErrorKind;
import community.backup.local.awsbackup.BackupOperation;
import community.backup.recoverypoint.LocalAccount.Operations;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullMarked;

/**
 * A call that a handler makes in a phase of its operation, and the handler's reaction to each kind of error there.
 *
 * @param call the call of AWS Backup
 * @param purpose the purpose of the call, in words that follow its name
 * @param scene brings an account to this place
 * @param reactions the reaction to each kind of error
 */
@NullMarked
record ErrorPlace(
        Operations handler,
        Phase phase,
        BackupOperation call,
        String purpose,
        ErrorScene scene,
        Map<ErrorKind, Reaction> reactions) {

    /** An invocation's place in its operation. */
    enum Phase {
        ONLY(""),
        FIRST("first"),
        LATER("later");

        final String word;

        Phase(String word) {
            this.word = word;
        }
    }

    /**
     * A place in an operation with further invocations. The handler waits after an error that can pass, and fails after
     * others.
     */
    static ErrorPlace waiting(Operations handler, Phase phase, BackupOperation call, String purpose, ErrorScene scene) {
        ErrorPlace place = new ErrorPlace(
                        handler, phase, call, purpose, scene, reactions(Reaction.WAITS, Reaction.WAITS))
                .withReaction(Reaction.WAITS_A_WHILE, ErrorKind.DOUBTFUL);
        return phase == Phase.LATER ? place.inLaterInvocation(scene) : place;
    }

    /**
     * A place in an operation that ends in one invocation. The handler retries the call within it after an error that
     * can pass.
     */
    static ErrorPlace single(Operations handler, Phase phase, BackupOperation call, String purpose, ErrorScene scene) {
        return new ErrorPlace(
                        handler, phase, call, purpose, scene, reactions(Reaction.TRIES_THEN_FAILS, Reaction.FAILS))
                .withReaction(Reaction.TRIES_THEN_FAILS, ErrorKind.DOUBTFUL);
    }

    private static Map<ErrorKind, Reaction> reactions(Reaction passing, Reaction busy) {
        Map<ErrorKind, Reaction> reactions = new EnumMap<>(ErrorKind.class);
        for (ErrorKind kind : ErrorKind.values()) {
            reactions.put(kind, Reaction.FAILS);
        }
        reactions.put(ErrorKind.PASSING, passing);
        reactions.put(ErrorKind.BUSY, busy);
        return reactions;
    }

    /** This place with another reaction to these kinds of errors. */
    ErrorPlace withReaction(Reaction reaction, ErrorKind... kinds) {
        Map<ErrorKind, Reaction> others = new EnumMap<>(reactions);
        for (ErrorKind kind : kinds) {
            others.put(kind, reaction);
        }
        return new ErrorPlace(handler, phase, call, purpose, scene, others);
    }

    /** This place in a later invocation, where a denial or refused credentials may pass. */
    ErrorPlace inLaterInvocation(ErrorScene laterScene) {
        Map<ErrorKind, Reaction> others = new EnumMap<>(reactions);
        for (ErrorKind kind : List.of(ErrorKind.DENIED, ErrorKind.UNAUTHENTICATED)) {
            others.replace(kind, Reaction.FAILS, Reaction.WAITS_A_WHILE);
            others.replace(kind, Reaction.TAGGING_DENIED, Reaction.WAITS_A_WHILE);
        }
        others.replaceAll((kind, reaction) -> reaction == Reaction.UNCLEAR ? Reaction.WAITS_A_WHILE : reaction);
        return new ErrorPlace(handler, Phase.LATER, call, purpose, laterScene, others);
    }

    Reaction reaction(ErrorKind kind) {
        Reaction reaction = reactions.get(kind);
        if (reaction == null) {
            throw new IllegalStateException("no reaction to " + kind + " in " + this);
        }
        return reaction;
    }

    @Override
    public String toString() {
        return "%s%s: %s, %s"
                .formatted(handler, phase == Phase.ONLY ? "" : ", " + phase.word, call.wireName(), purpose);
    }
}
