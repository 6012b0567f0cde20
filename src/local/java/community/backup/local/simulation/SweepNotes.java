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

/** What the checks know of the delete of a vault's contents, over all its invocations. */
final class SweepNotes {
    /** A search for jobs that rests for longer has to start again, because it does not see jobs that start meanwhile. */
    private static final Duration LONGEST_BREAK = Duration.ofMinutes(1);

    private final Map<String, Instant> refused = new HashMap<>();
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

    /** Takes note of an invocation that has ended, or died. */
    void took(SimulatedInvocation invocation) {
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
                && !invocation.met(Meaning.DENIES, Meaning.NOT_AUTHENTICATED)) {
            doubtSince = null;
        } else if (doubtSince == null) {
            doubtSince = invocation.begin();
        }
    }

    /** Takes note that the process of an invocation died, so that the next one begins with the same context. */
    void died() {
        repeated.clear();
    }

    /** For how long every invocation has met something that passes within minutes, or else not at all. */
    Duration inDoubt(Instant now) {
        return doubtSince == null ? Duration.ZERO : Duration.between(doubtSince, now);
    }

    /** Whether CloudFormation told a wrong or old status. */
    boolean wrongStacks() {
        return wrongStacks;
    }

    /** Whether two reads in this operation were stale or did not find the vault: together they can hide a mark that is there. */
    boolean hidesMark() {
        return misleadingReads > 1;
    }

    /**
     * How often AWS Backup has accepted to delete the same recovery point that was EXPIRED already, since the contents of the vault last
     * changed and since the last fault. A fault can begin a pass anew, which sends the requests again.
     *
     * @param asked the recovery points that were EXPIRED when an accepted request was sent
     * @param left the ARNs of all that the vault holds
     */
    int repeated(List<String> asked, String left) {
        if (!left.equals(remaining)) {
            repeated.clear();
            remaining = left;
        }
        asked.forEach(arn -> repeated.merge(arn, 1, Integer::sum));
        return repeated.values().stream().mapToInt(Integer::intValue).max().orElse(0);
    }

    /** When the latest search for jobs began. It can take several invocations. */
    Instant jobSearch() {
        return jobSearch;
    }

    /** When the vault's list was last read as it is. */
    Instant freshList() {
        return freshList;
    }

    /** How many stale lists there were since then. */
    long staleListsSince(Instant then) {
        return staleLists.stream().filter(time -> !time.isBefore(then)).count();
    }

    /** Whether AWS Backup has refused or denied to delete a recovery point since then. */
    boolean refusedSince(String arn, Instant then) {
        return !refused.getOrDefault(arn, Instant.MIN).isBefore(then);
    }

    /** For how long nothing has changed in the vault, without a fault. */
    Duration unchanged(String now, Instant at) {
        if (!contents.equals(now)) {
            contents = now;
            quietSince = at;
        }
        return Duration.between(quietSince, at);
    }
}
