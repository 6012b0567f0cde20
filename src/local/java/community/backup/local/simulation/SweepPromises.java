package community.backup.local.simulation;

import static community.backup.local.simulation.PromiseChecker.promise;

import community.backup.local.awsbackup.BackupOperation;
import community.backup.local.awsbackup.PointView;
import community.backup.local.awsbackup.StoredPointStatus;
import community.backup.local.simulation.SimulatedInvocation.ObservedCall;
import community.backup.local.simulation.VaultPromises.Before;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The promises of the delete of a vault's contents: success means an empty vault, and the handler does not wait without
 * a reason.
 */
final class SweepPromises {
    private static final Duration IN_VAIN = Duration.ofHours(3);

    /** Two requests prove that a recovery point stays EXPIRED. Other recovery points can cause further requests. */
    private static final int MOST_REQUESTS = 10;

    private final VaultTruth truth;
    private final OtherActors others;

    SweepPromises(VaultTruth truth, OtherActors others) {
        this.truth = truth;
        this.others = others;
    }

    void after(SimulatedInvocation invocation, Before before, SweepNotes notes) {
        String vault = VaultTruth.vault(invocation);
        boolean misled = invocation.missedTheVault() && notes.hidesMark();
        if (invocation.status().equals("SUCCESS") && !misled) {
            promise(
                    truth.mark(vault).filter(mark -> mark.isOwnOf(invocation)).isEmpty(),
                    "after a delete the mark is gone",
                    invocation,
                    vault);
            boolean kept = invocation.message().startsWith("Nothing in vault ");
            if (kept) {
                promise(
                        !before.mustEmpty() || notes.wrongStacks() || invocation.readStale(BackupOperation.LIST_TAGS),
                        "a vault that must be emptied is emptied",
                        invocation,
                        invocation.message());
            } else {
                checkEmptied(invocation, before, notes, vault);
            }
        }
        if (invocation.status().equals("IN_PROGRESS") && before.mayEmpty()) {
            checkWait(invocation, notes, vault);
            checkRepeatedRequests(invocation, before, notes, vault);
        }
    }

    private void checkEmptied(SimulatedInvocation invocation, Before before, SweepNotes notes, String vault) {
        if (!before.exists() && !truth.exists(vault)) {
            return;
        }
        boolean twiceStale = notes.staleListsSince(invocation.end().minusSeconds(180)) > 1;
        List<PointView> left = truth.points(vault).stream()
                .filter(point -> !truth.appeared(point.arn()).isAfter(notes.freshList()))
                .toList();
        promise(
                left.isEmpty() || twiceStale,
                "a delete of contents succeeds only if the vault is empty",
                invocation,
                left.stream().map(PointView::arn).toList());
        Instant searchedAt = invocation.readStale(BackupOperation.LIST_BACKUP_JOBS)
                        || invocation.readStale(BackupOperation.LIST_COPY_JOBS)
                ? notes.jobSearch().minus(VaultTruth.STALE)
                : notes.jobSearch();
        List<Instant> underWay = truth.underWay(vault).stream()
                .filter(started -> started.isBefore(searchedAt))
                .toList();
        promise(
                underWay.isEmpty(),
                "a delete of contents does not succeed while jobs fill the vault",
                invocation,
                underWay);
    }

    /**
     * The handler sends few requests for an EXPIRED recovery point. AWS Backup accepts each one, tries again, and makes
     * it EXPIRED again.
     */
    private void checkRepeatedRequests(SimulatedInvocation invocation, Before before, SweepNotes notes, String vault) {
        Set<String> expired = before.points().stream()
                .filter(point -> point.status() == StoredPointStatus.EXPIRED)
                .map(PointView::arn)
                .collect(Collectors.toSet());
        List<String> requested = invocation.calls(BackupOperation.DELETE_RECOVERY_POINT).stream()
                .filter(call -> call.ok() && expired.contains(call.subject()))
                .map(ObservedCall::subject)
                .toList();
        String left = truth.points(vault).stream().map(PointView::arn).sorted().collect(Collectors.joining(","));
        int requests = notes.repeated(requested, left);
        promise(requests <= MOST_REQUESTS, "an EXPIRED recovery point gets few requests", invocation, requests);
    }

    /**
     * The handler does not wait if the vault has not changed for hours, nothing is in progress, and no other actor has
     * acted.
     */
    private void checkWait(SimulatedInvocation invocation, SweepNotes notes, String vault) {
        List<PointView> points = truth.points(vault);
        boolean moves = points.stream()
                        .anyMatch(point -> point.status() == StoredPointStatus.DELETING
                                || point.status() == StoredPointStatus.CREATING)
                || !truth.underWay(vault).isEmpty();
        String contents = points.stream()
                .sorted(Comparator.comparing(PointView::arn))
                .map(point -> point.arn() + " " + point.status())
                .collect(Collectors.joining(","));
        Duration unchanged = notes.unchanged(moves ? contents + invocation.end() : contents, invocation.end());
        boolean quiet = Duration.between(
                                others.lastActed().isBefore(invocation.run().begin())
                                        ? invocation.run().begin()
                                        : others.lastActed(),
                                invocation.end())
                        .compareTo(IN_VAIN)
                >= 0;
        promise(
                unchanged.compareTo(IN_VAIN) < 0 || !quiet,
                "a delete does not wait for recovery points that stay",
                invocation,
                invocation.message());
    }
}
