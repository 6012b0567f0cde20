package community.backup.local.simulation;

import static community.backup.local.simulation.PromiseChecker.promise;

import community.backup.local.awsbackup.BackupOperation;
import community.backup.local.awsbackup.PointView;
import community.backup.local.awsbackup.ProtectedResourceType;
import community.backup.local.awsbackup.StoredPointStatus;
import community.backup.local.cloudformation.resource.Action;
import community.backup.local.simulation.SimulatedInvocation.ObservedCall;
import community.backup.local.simulation.VaultPromises.Before;
import community.backup.local.simulation.VaultTruth.TrueMark;
import community.backup.local.simulation.WireError.Meaning;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The promise of every failure of the type for the contents of vaults: it has an existing cause, which does not pass by
 * itself.
 */
final class VaultFailurePromises {
    /**
     * Handlers retry a cause that may pass within minutes for five minutes. The value leaves room for the clock skew.
     */
    private static final Duration IN_DOUBT = Duration.ofMinutes(4);

    /** A cause that ended this recently can have affected the last requests. */
    private static final Duration JUST_ENDED = Duration.ofMinutes(35);

    /** The longest pass over a vault, with the request before it. */
    private static final Duration PASS = Duration.ofMinutes(5);

    private static final int LONGEST_ARN = 160;

    private final VaultTruth truth;
    private final OtherActors others;

    VaultFailurePromises(VaultTruth truth, OtherActors others) {
        this.truth = truth;
        this.others = others;
    }

    void check(SimulatedInvocation invocation, Before before, SweepNotes notes) {
        promise(
                reason(invocation, before, notes),
                "nothing fails while its cause can pass",
                invocation,
                invocation.answer());
        promise(
                !invocation.message().contains("EXPIRED")
                        || FailurePromises.deadline(invocation)
                        || before.points().stream().noneMatch(point -> isRequested(invocation, point)),
                "no request is under way for what a failure calls EXPIRED",
                invocation,
                invocation.answer());
    }

    /**
     * Whether AWS Backup accepted a delete in this invocation, of a recovery point that is EXPIRED and not new in the
     * vault.
     */
    private boolean isRequested(SimulatedInvocation invocation, PointView point) {
        return point.status() == StoredPointStatus.EXPIRED
                && !truth.appeared(point.arn()).isAfter(invocation.begin().minus(JUST_ENDED))
                && !invocation.readStale(BackupOperation.LIST_RECOVERY_POINTS_BY_BACKUP_VAULT)
                && invocation.calls(BackupOperation.DELETE_RECOVERY_POINT).stream()
                        .anyMatch(call -> call.ok() && call.subject().equals(point.arn()));
    }

    private boolean reason(SimulatedInvocation invocation, Before before, SweepNotes notes) {
        String vault = VaultTruth.vault(invocation);
        boolean missing =
                !before.exists() || !truth.exists(vault) || invocation.readStale(BackupOperation.DESCRIBE_BACKUP_VAULT);
        if (invocation.errorCode().equals("NotFound")
                && (invocation.action() == Action.DELETE || invocation.action() == Action.UPDATE)) {
            // For CloudFormation, NotFound in a delete means that the resource no longer exists.
            return missing || (invocation.missedTheVault() && notes.hidesMark()) || lacksMark(invocation, notes, false);
        }
        boolean single = invocation.action() == Action.READ || invocation.action() == Action.LIST;
        if (invocation.calls().stream().anyMatch(call -> isPermanent(invocation, call, notes, single))
                || FailurePromises.deadline(invocation)
                || (single && FailurePromises.retried(invocation))
                || (invocation.gotMalformedAnswer() && (single || isDoubted(invocation, notes)))) {
            return true;
        }
        return switch (invocation.errorCode()) {
            case "NotFound" -> missing || lacksMark(invocation, notes, single);
            case "AlreadyExists" -> invocation.action() == Action.CREATE && hasOthersMark(invocation);
            case "InvalidRequest" ->
                isLocked(invocation, before)
                        || (invocation.action() == Action.CREATE && holdsPoints(invocation, before));
            case "AccessDenied" -> invocation.action() == Action.DELETE && isDenied(invocation, notes);
            case "NotStabilized" -> invocation.action() == Action.DELETE && stays(invocation, before, notes);
            default -> false;
        };
    }

    /** Whether an error of a call is permanent. An error about a single recovery point does not end a sweep. */
    private static boolean isPermanent(
            SimulatedInvocation invocation, ObservedCall call, SweepNotes notes, boolean single) {
        if (call.operation() == BackupOperation.DELETE_RECOVERY_POINT) {
            return false;
        }
        return switch (call.meaning().orElse(Meaning.PASSES)) {
            case PASSES, BUSY -> false;
            // If a job cannot be stopped, the handler waits for its end.
            case REFUSES, MISSING -> call.operation() != BackupOperation.STOP_BACKUP_JOB;
            case DENIES, NOT_AUTHENTICATED -> single || invocation.first() || isDoubted(invocation, notes);
        };
    }

    private static boolean isDoubted(SimulatedInvocation invocation, SweepNotes notes) {
        return invocation.run().disturbed() || notes.inDoubt(invocation.end()).compareTo(IN_DOUBT) >= 0;
    }

    private List<Optional<TrueMark>> marks(SimulatedInvocation invocation, boolean stale) {
        return truth.marksSince(
                VaultTruth.vault(invocation), invocation.begin().minus(stale ? VaultTruth.STALE : Duration.ZERO));
    }

    private boolean lacksMark(SimulatedInvocation invocation, SweepNotes notes, boolean single) {
        boolean stale = invocation.readStale(BackupOperation.LIST_TAGS) && (single || notes.hidesMark());
        return marks(invocation, stale).stream()
                .anyMatch(mark -> mark.filter(some -> some.isOwnOf(invocation)).isEmpty());
    }

    private boolean hasOthersMark(SimulatedInvocation invocation) {
        return marks(invocation, invocation.readStale(BackupOperation.LIST_TAGS)).stream()
                .flatMap(Optional::stream)
                .anyMatch(mark -> !mark.isOwnOf(invocation));
    }

    private boolean isLocked(SimulatedInvocation invocation, Before before) {
        String vault = VaultTruth.vault(invocation);
        return before.locked()
                || (truth.exists(vault) && truth.world().isLocked(vault))
                || (invocation.readStale(BackupOperation.DESCRIBE_BACKUP_VAULT)
                        && !others.lastActed().isBefore(invocation.begin().minus(VaultTruth.STALE)));
    }

    private boolean holdsPoints(SimulatedInvocation invocation, Before before) {
        return !invocation.properties().path("IncludeExisting").asBoolean()
                && (!before.points().isEmpty()
                        || !truth.points(VaultTruth.vault(invocation)).isEmpty()
                        || invocation.readStale(BackupOperation.LIST_RECOVERY_POINTS_BY_BACKUP_VAULT));
    }

    /**
     * Whether delete requests were denied and none was accepted, or CloudFormation has denied for minutes to report a
     * stack's status.
     */
    private static boolean isDenied(SimulatedInvocation invocation, SweepNotes notes) {
        List<ObservedCall> deletes = invocation.calls(BackupOperation.DELETE_RECOVERY_POINT);
        boolean denied = deletes.stream()
                        .anyMatch(call ->
                                call.meaning().filter(Meaning.DENIES::equals).isPresent())
                && deletes.stream().noneMatch(ObservedCall::ok);
        boolean stacks =
                invocation.stackCalls().stream().anyMatch(call -> call.answer().equals("AccessDenied"));
        return denied || (stacks && isDoubted(invocation, notes));
    }

    /**
     * Whether the mark was removed meanwhile, the stack's status allows no decision, or each recovery point has a cause
     * to stay.
     */
    private boolean stays(SimulatedInvocation invocation, Before before, SweepNotes notes) {
        boolean stale = invocation.readStale(BackupOperation.LIST_TAGS);
        if (marks(invocation, stale).stream()
                .anyMatch(mark -> mark.filter(some -> some.isOwnOf(invocation)).isEmpty())) {
            return true;
        }
        boolean lists = !invocation
                .calls(BackupOperation.LIST_RECOVERY_POINTS_BY_BACKUP_VAULT)
                .isEmpty();
        if (!before.mayEmpty() || !lists) {
            return !invocation.stackCalls().isEmpty() && isDoubted(invocation, notes);
        }
        List<PointView> left = truth.points(VaultTruth.vault(invocation));
        Instant seen = invocation.begin().minus(PASS);
        Set<String> held = new HashSet<>();
        left.stream().filter(point -> hasCause(invocation, point, notes)).forEach(point -> {
            held.add(point.arn());
            // A composite stays as long as a recovery point that is nested in it.
            point.parentArn().ifPresent(held::add);
            held.addAll(point.nested());
        });
        boolean explained = left.stream()
                .allMatch(point -> held.contains(point.arn())
                        || truth.appeared(point.arn()).isAfter(seen));
        boolean named = Stream.concat(left.stream(), before.points().stream())
                .map(PointView::arn)
                .map(arn -> arn.substring(0, Math.min(arn.length(), LONGEST_ARN)))
                .anyMatch(invocation.message()::contains);
        // If time runs out, the message only counts the recovery points that AWS Backup is about to delete.
        boolean counted = invocation.message().matches(".*[0-9] (being deleted|waiting ).*");
        promise(named || counted, "a failure names what is left", invocation, invocation.message());
        return explained;
    }

    private boolean hasCause(SimulatedInvocation invocation, PointView point, SweepNotes notes) {
        boolean justEnded = others.hasPendingUndo()
                || !others.lastActed().isBefore(invocation.end().minus(JUST_ENDED));
        // AWS Backup can take longer than that to fail. A handler requests an EXPIRED recovery point only once more.
        boolean endedSince = !others.lastActed().isBefore(notes.lastAccepted(point.arn()));
        return point.kept()
                || !point.blockers().isEmpty()
                || point.type() == ProtectedResourceType.AURORA_CONTINUOUS
                || notes.refusedSince(point.arn(), invocation.end().minus(JUST_ENDED))
                || (point.status() == StoredPointStatus.EXPIRED && (justEnded || endedSince));
    }
}
