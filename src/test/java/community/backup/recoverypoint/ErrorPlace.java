package community.backup.recoverypoint;

import community.backup.local.awsbackup.Operation;
import community.backup.recoverypoint.LocalAccount.Operations;
import community.backup.recoverypoint.failure.Nature;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullMarked;

/**
 * A call that a handler makes in a phase of its operation, and what the handler does about each kind of error there.
 *
 * @param call what is asked of AWS Backup
 * @param purpose what for, in words that go on after the call's name
 * @param scene how an account gets there
 * @param reactions by what the error says about trying again
 */
@NullMarked
record ErrorPlace(
        Operations handler,
        Phase phase,
        Operation call,
        String purpose,
        ErrorScene scene,
        Map<Nature, Reaction> reactions) {

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

    /** A place of a handler with a next invocation: what passes waits, all else fails. */
    static ErrorPlace waiting(Operations handler, Phase phase, Operation call, String purpose, ErrorScene scene) {
        ErrorPlace place = new ErrorPlace(
                        handler, phase, call, purpose, scene, reactions(Reaction.WAITS, Reaction.WAITS))
                .but(Reaction.WAITS_A_WHILE, Nature.DOUBTFUL);
        return phase == Phase.LATER ? place.afterAnother(scene) : place;
    }

    /** A place without a next invocation. */
    static ErrorPlace single(Operations handler, Phase phase, Operation call, String purpose, ErrorScene scene) {
        return new ErrorPlace(
                        handler, phase, call, purpose, scene, reactions(Reaction.TRIES_THEN_FAILS, Reaction.FAILS))
                .but(Reaction.TRIES_THEN_FAILS, Nature.DOUBTFUL);
    }

    private static Map<Nature, Reaction> reactions(Reaction passing, Reaction busy) {
        Map<Nature, Reaction> reactions = new EnumMap<>(Nature.class);
        for (Nature nature : Nature.values()) {
            reactions.put(nature, Reaction.FAILS);
        }
        reactions.put(Nature.PASSING, passing);
        reactions.put(Nature.BUSY, busy);
        return reactions;
    }

    /** The same, with another reaction to these. */
    ErrorPlace but(Reaction reaction, Nature... natures) {
        Map<Nature, Reaction> others = new EnumMap<>(reactions);
        for (Nature nature : natures) {
            others.put(nature, reaction);
        }
        return new ErrorPlace(handler, phase, call, purpose, scene, others);
    }

    /** The same in a later invocation, where a denial or refused credentials may pass. */
    ErrorPlace afterAnother(ErrorScene laterScene) {
        Map<Nature, Reaction> others = new EnumMap<>(reactions);
        for (Nature nature : List.of(Nature.DENIED, Nature.UNAUTHENTICATED)) {
            others.replace(nature, Reaction.FAILS, Reaction.WAITS_A_WHILE);
            others.replace(nature, Reaction.TAGGING_DENIED, Reaction.WAITS_A_WHILE);
        }
        others.replaceAll((nature, reaction) -> reaction == Reaction.UNCLEAR ? Reaction.WAITS_A_WHILE : reaction);
        return new ErrorPlace(handler, Phase.LATER, call, purpose, laterScene, others);
    }

    Reaction reaction(Nature nature) {
        Reaction reaction = reactions.get(nature);
        if (reaction == null) {
            throw new IllegalStateException("no reaction to " + nature + " in " + this);
        }
        return reaction;
    }

    @Override
    public String toString() {
        return "%s%s: %s, %s"
                .formatted(handler, phase == Phase.ONLY ? "" : ", " + phase.word, call.wireName(), purpose);
    }
}
