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

/** The knowledge of the checks about one operation on a resource, over all its invocations. */
final class ResourceRun {
    private final String name;
    private final Action action;
    private final Instant begin;
    private final Set<String> jobs = new HashSet<>();
    private final Set<String> subjects = new HashSet<>();
    private final Map<String, Instant> accepted = new HashMap<>();
    private int invocations;
    private int missingAnswers;
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

    /** The number of consecutive invocations without an answer. */
    int missingAnswers() {
        return missingAnswers;
    }

    void answerMissing() {
        missingAnswers++;
        disturbed = true;
    }

    void answered() {
        missingAnswers = 0;
    }

    /** Whether an invocation was repeated or gave no answer. The handler may then have lost its context. */
    boolean disturbed() {
        return disturbed;
    }

    void disturb() {
        disturbed = true;
    }

    /** The backup jobs that the operation has started. */
    Set<String> jobs() {
        return jobs;
    }

    /** Records that the handler received the answer to StartBackupJob. */
    void startWasAnswered() {
        startAnswered = true;
    }

    /** Records an answer that CloudFormation received. */
    void delivered(JsonNode event) {
        identified |= event.path("resourceModel").hasNonNull("RecoveryPointId");
    }

    /**
     * Whether CloudFormation can know the created recovery point: it received the identifier, or no answer was lost.
     */
    boolean known() {
        return identified || (startAnswered && !disturbed);
    }

    /** Records whether an invocation got a denial or rejected credentials, and no temporary error. */
    void denied(boolean denied, Instant at) {
        if (!denied) {
            deniedSince = null;
        } else if (deniedSince == null) {
            deniedSince = at;
        }
    }

    /** How long every invocation has got a denial or rejected credentials; zero if the last one got neither. */
    Duration deniedFor(Instant now) {
        return deniedSince == null ? Duration.ZERO : Duration.between(deniedSince, now);
    }

    /** All recovery points that belonged to the target at any time. */
    Set<String> subjects() {
        return subjects;
    }

    /** When AWS Backup last accepted the delete of each recovery point, by its ARN. */
    Map<String, Instant> accepted() {
        return accepted;
    }
}
