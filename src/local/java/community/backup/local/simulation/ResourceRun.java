package community.backup.local.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import community.backup.local.cloudformation.resource.Action;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An operation on one resource, over all its invocations: what an observer remembers of it. */
final class ResourceRun {
    private final String name;
    private final Action action;
    private final Instant begin;
    private final Set<String> jobs = new HashSet<>();
    private final Set<String> subjects = new HashSet<>();
    private final Map<String, Instant> accepted = new HashMap<>();
    private int invocations;
    private int silences;
    private @Nullable Instant deniedSince;
    private boolean disturbed;
    private boolean startAnswered;
    private boolean identified;

    ResourceRun(String name, Action action, Instant begin) {
        this.name = name;
        this.action = action;
        this.begin = begin;
    }

    String name() {
        return name;
    }

    Action action() {
        return action;
    }

    Instant begin() {
        return begin;
    }

    Duration elapsed(Instant now) {
        return Duration.between(begin, now);
    }

    int nextInvocation() {
        return ++invocations;
    }

    /** How many invocations in a row gave no answer. */
    int silences() {
        return silences;
    }

    void silent() {
        silences++;
        disturbed = true;
    }

    void answered() {
        silences = 0;
    }

    /** Whether an invocation of it was repeated, ran beside another, or gave no answer: the handler may have forgotten. */
    boolean disturbed() {
        return disturbed;
    }

    void disturb() {
        disturbed = true;
    }

    /** The backup jobs that it has started. */
    Set<String> jobs() {
        return jobs;
    }

    /** An answer to the start of a backup has reached the handler. */
    void startWasAnswered() {
        startAnswered = true;
    }

    /** CloudFormation was told this. */
    void delivered(JsonNode event) {
        identified |= event.path("resourceModel").hasNonNull("RecoveryPointId");
    }

    /** Whether CloudFormation can know what the operation has made: it was told, or no answer was lost on the way. */
    boolean known() {
        return identified || (startAnswered && !disturbed);
    }

    /** Whether an invocation met a denial or refused credentials, and nothing that passes by itself. */
    void denied(boolean denied, Instant at) {
        if (!denied) {
            deniedSince = null;
        } else if (deniedSince == null) {
            deniedSince = at;
        }
    }

    /** For how long every invocation has met a denial. */
    Duration deniedFor(Instant now) {
        return deniedSince == null ? Duration.ZERO : Duration.between(deniedSince, now);
    }

    /** All recovery points that belonged to its target at any time. */
    Set<String> subjects() {
        return subjects;
    }

    /** When the handler was last told that a recovery point's delete is accepted. */
    Map<String, Instant> accepted() {
        return accepted;
    }
}
