package community.backup.local.simulation;

import community.backup.local.awsbackup.BackupOperation;
import community.backup.local.simulation.SimulatedInvocation.ObservedCall;
import community.backup.local.simulation.WireError.Meaning;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The knowledge of the checks about the delete of a vault's contents, over all its invocations. */
final class SweepNotes {
    /**
     * After a longer break, a search for jobs must start again, because it does not see jobs that started meanwhile.
     */
    private static final Duration LONGEST_BREAK = Duration.ofMinutes(1);

    private final Map<String, Instant> refused = new HashMap<>();
    private final Map<String, Instant> accepted = new HashMap<>();
    private final List<Instant> staleLists = new ArrayList<>();
    private final Map<String, Integer> repeated = new HashMap<>();
    private String remaining = "";
    private int misleadingReads;
    private boolean wrongStacks;
    private Instant freshList;
    private Instant jobSearch;
    private Instant jobList;
    private Instant quietSince;
    private String contents = "";
    private @Nullable Instant doubtSince;

    SweepNotes(Instant begin) {
        freshList = begin;
        jobSearch = begin;
        jobList = begin;
        quietSince = begin;
    }

    /** Records an invocation that has ended, or whose process died. */
    void record(SimulatedInvocation invocation) {
        boolean continues =
                invocation.request().path("callbackContext").path("jobs").isObject();
        boolean rested = Duration.between(jobList, invocation.begin()).compareTo(LONGEST_BREAK) > 0;
        if (!continues || rested) {
            jobSearch = invocation.begin();
        }
        boolean faults = false;
        for (ObservedCall call : invocation.calls()) {
            faults |= !call.fault().isEmpty();
            if (call.operation() == BackupOperation.LIST_RECOVERY_POINTS_BY_BACKUP_VAULT) {
                if (call.fault().equals("stale")) {
                    staleLists.add(call.at());
                } else if (call.ok()) {
                    freshList = call.at();
                }
            }
            if (call.operation() == BackupOperation.LIST_BACKUP_JOBS
                    || call.operation() == BackupOperation.LIST_COPY_JOBS) {
                jobList = call.at();
            }
            if (call.operation() == BackupOperation.DELETE_RECOVERY_POINT && call.effect()) {
                accepted.put(call.subject(), call.at());
            }
            if (call.operation() == BackupOperation.DELETE_RECOVERY_POINT && !call.ok()) {
                call.meaning()
                        .filter(meaning -> meaning == Meaning.REFUSES || meaning == Meaning.DENIES)
                        .ifPresent(meaning -> refused.put(call.subject(), call.at()));
            }
        }
        if (faults || invocation.overlaps()) {
            repeated.clear();
        }
        misleadingReads += invocation.readStale(BackupOperation.LIST_TAGS) || invocation.missedTheVault() ? 1 : 0;
        boolean wrong = invocation.stackCalls().stream()
                .anyMatch(call -> call.fault().equals("stale") || call.fault().equals("wrong status"));
        wrongStacks |= wrong;
        boolean stackTrouble = wrong || invocation.stackCalls().stream().anyMatch(call -> !call.ok());
        if (faults || stackTrouble || !invocation.run().name().endsWith(" 1")) {
            quietSince = invocation.begin();
        }
        if (!stackTrouble
                && !invocation.gotMalformedAnswer()
                && !invocation.gotError(Meaning.DENIES, Meaning.NOT_AUTHENTICATED)) {
            doubtSince = null;
        } else if (doubtSince == null) {
            doubtSince = invocation.begin();
        }
    }

    /** Records that the process of an invocation died, so that the next one begins with the same context. */
    void died() {
        repeated.clear();
    }

    /**
     * How long every invocation has met a denial, a malformed answer, or a failed or misleading read of a stack; zero
     * if the last one met none. Handlers retry these for minutes.
     */
    Duration inDoubt(Instant now) {
        return doubtSince == null ? Duration.ZERO : Duration.between(doubtSince, now);
    }

    /** Whether CloudFormation reported a wrong or old status. */
    boolean wrongStacks() {
        return wrongStacks;
    }

    /**
     * Whether two reads in this operation were stale or did not find the vault. Together they can hide an existing
     * mark.
     */
    boolean hidesMark() {
        return misleadingReads > 1;
    }

    /**
     * How often AWS Backup has accepted the delete of the same recovery point that was already EXPIRED. The count
     * starts again when the contents of the vault change, and after a fault. A fault can restart a pass, which sends
     * the requests again.
     *
     * @param requested the ARN of each accepted request for a recovery point that was already EXPIRED
     * @param left the ARNs of all recovery points in the vault
     */
    int repeated(List<String> requested, String left) {
        if (!left.equals(remaining)) {
            repeated.clear();
            remaining = left;
        }
        requested.forEach(arn -> repeated.merge(arn, 1, Integer::sum));
        return repeated.values().stream().mapToInt(Integer::intValue).max().orElse(0);
    }

    /** When the latest search for jobs began. It can take several invocations. */
    Instant jobSearch() {
        return jobSearch;
    }

    /** When the vault's list was last read without a stale answer. */
    Instant freshList() {
        return freshList;
    }

    /** The number of stale lists since then. */
    long staleListsSince(Instant then) {
        return staleLists.stream().filter(time -> !time.isBefore(then)).count();
    }

    /** Whether AWS Backup has refused or denied the delete of a recovery point since then. */
    boolean refusedSince(String arn, Instant then) {
        return !refused.getOrDefault(arn, Instant.MIN).isBefore(then);
    }

    /** When AWS Backup last began to delete a recovery point at the request of this operation; the latest time if it never did. */
    Instant lastAccepted(String arn) {
        return accepted.getOrDefault(arn, Instant.MAX);
    }

    /** How long the vault has not changed, without a fault. */
    Duration unchanged(String now, Instant at) {
        if (!contents.equals(now)) {
            contents = now;
            quietSince = at;
        }
        return Duration.between(quietSince, at);
    }
}
