package community.backup.local.simulation;

import static community.backup.local.simulation.PromiseChecker.promise;

import community.backup.local.awsbackup.BackupOperation;
import community.backup.local.awsbackup.PointView;
import community.backup.local.simulation.GroundTruth.TargetPoint;
import community.backup.local.simulation.SimulatedInvocation.ObservedCall;
import community.backup.local.simulation.WireError.Meaning;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The promises of a delete: it succeeds only if the recovery point is gone, and it does not wait without a reason. */
final class DeletePromises {
    private static final Set<String> SETTLED = Set.of("COMPLETED", "AVAILABLE", "STOPPED", "EXPIRED");
    /** Long enough for several reads that return EXPIRED, even if some of them are stale or malformed. */
    private static final Duration LONG_EXPIRED = Duration.ofHours(1);
    /** The handler must not repeat an accepted request earlier, unless the context was lost. */
    private static final Duration SOON = Duration.ofMinutes(4);

    private static final Duration NEAR_THE_DEADLINE = Duration.ofHours(35);

    private final GroundTruth truth;
    private final Map<String, Instant> requested = new HashMap<>();
    private boolean heldBefore;

    DeletePromises(GroundTruth truth) {
        this.truth = truth;
    }

    void after(SimulatedInvocation invocation, TargetPoint target) {
        boolean saysGone =
                invocation.status().equals("SUCCESS") || invocation.errorCode().equals("NotFound");
        if (saysGone) {
            promise(
                    !truth.exists(target),
                    "a delete succeeds only if the recovery point is gone",
                    invocation,
                    target + " exists");
            List<String> left = truth.nestedInUnfinished(target).stream()
                    .map(PointView::arn)
                    .toList();
            // If AWS Backup no longer reports the job, no handler can know its nested recovery points.
            boolean known = invocation.calls(BackupOperation.DESCRIBE_BACKUP_JOB).stream()
                    .anyMatch(SimulatedInvocation.ObservedCall::ok);
            promise(
                    left.isEmpty() || !known,
                    "a delete succeeds only if no nested recovery points are left",
                    invocation,
                    left);
        }
        if (invocation.status().equals("IN_PROGRESS")) {
            checkWait(invocation);
        }
        checkRepeatedRequests(invocation);
        checkRejectedRepeat(invocation);
        checkHeldComposite(invocation, target);
    }

    void before(TargetPoint target) {
        heldBefore = isHeld(target);
    }

    private boolean isHeld(TargetPoint target) {
        return truth.point(target).filter(PointView::kept).isPresent();
    }

    /** After AWS Backup has accepted a delete, its rejection of a repeated request does not fail the operation. */
    private static void checkRejectedRepeat(SimulatedInvocation invocation) {
        // Another call may fail the operation: a rejection, or minutes of denials or malformed answers.
        boolean otherwise = invocation.gotMalformedAnswer()
                || invocation.calls().stream().anyMatch(call -> call.meaning()
                        .filter(meaning -> meaning == Meaning.DENIES
                                || meaning == Meaning.NOT_AUTHENTICATED
                                || (meaning == Meaning.REFUSES
                                        && call.operation() != BackupOperation.DELETE_RECOVERY_POINT))
                        .isPresent());
        boolean refusedAgain = invocation.calls(BackupOperation.DELETE_RECOVERY_POINT).stream()
                .anyMatch(call -> call.meaning().filter(Meaning.REFUSES::equals).isPresent()
                        && invocation
                                .run()
                                .accepted()
                                .getOrDefault(call.subject(), Instant.MAX)
                                .isBefore(call.at()));
        promise(
                !refusedAgain
                        || otherwise
                        || !invocation.status().equals("FAILED")
                        || invocation.errorCode().equals("NotStabilized")
                        || invocation.run().disturbed()
                        || invocation.run().elapsed(invocation.end()).compareTo(NEAR_THE_DEADLINE) > 0,
                "an accepted request stands",
                invocation,
                invocation.answer());
    }

    /** If a composite cannot be deleted, its nested recovery points are kept. */
    private void checkHeldComposite(SimulatedInvocation invocation, TargetPoint target) {
        String own = target.arn().orElse("");
        boolean refused = invocation.calls(BackupOperation.DELETE_RECOVERY_POINT).stream()
                .anyMatch(call -> call.subject().equals(own)
                        && call.fault().isEmpty()
                        && call.meaning().filter(Meaning.REFUSES::equals).isPresent());
        promise(
                // If the hold has just ended, the refusal can have another cause.
                !heldBefore
                        || !isHeld(target)
                        || !refused
                        || invocation.calls(BackupOperation.DELETE_RECOVERY_POINT).stream()
                                .noneMatch(call -> call.ok() && !call.subject().equals(own)),
                "nested recovery points of a held composite are kept",
                invocation,
                invocation.calls(BackupOperation.DELETE_RECOVERY_POINT));
    }

    /** The handler waits only for temporary conditions, not for denials, rejections or a permanent EXPIRED. */
    private void checkWait(SimulatedInvocation invocation) {
        if (invocation.gotError(Meaning.PASSES, Meaning.BUSY) || invocation.gotMalformedAnswer()) {
            return;
        }
        List<ObservedCall> deletes = invocation.calls(BackupOperation.DELETE_RECOVERY_POINT);
        String vault = invocation.properties().path("BackupVaultName").asText();
        for (ObservedCall call : invocation.calls()) {
            promise(
                    call.meaning()
                                    .filter(meaning ->
                                            meaning == Meaning.DENIES || meaning == Meaning.NOT_AUTHENTICATED)
                                    .isEmpty()
                            || !invocation.first()
                            || !truth.exists(vault)
                            || confirms(invocation, call),
                    "a denial of a call that never worked is not retried",
                    invocation,
                    call);
        }
        if (!invocation.first() && invocation.gotError(Meaning.DENIES, Meaning.NOT_AUTHENTICATED)) {
            // New credentials and changed policies take effect within minutes.
            return;
        }
        List<ObservedCall> reads = invocation.calls(BackupOperation.DESCRIBE_RECOVERY_POINT);
        if (reads.isEmpty() || !reads.get(reads.size() - 1).fault().isEmpty()) {
            return;
        }
        ObservedCall latest = reads.get(reads.size() - 1);
        // A composite waits for its nested recovery points, and can disappear with the last of them.
        boolean composite = truth.world()
                .point(latest.subject())
                .map(point -> point.type().name().matches("CLOUDFORMATION|EKS"))
                .orElse(true);
        boolean refused = deletes.stream()
                .anyMatch(call -> call.meaning().filter(Meaning.REFUSES::equals).isPresent());
        // After an accepted request, the answer to a repeated one does not matter.
        Map<String, Instant> all = invocation.run().accepted();
        Instant accepted = all.get(latest.subject());
        // The recovery points that an ended composite job left can include composites. These wait for the others and
        // for running nested jobs.
        boolean others = all.size() > (accepted == null ? 0 : 1)
                || invocation.readStale(BackupOperation.LIST_BACKUP_JOBS)
                || truth.world().jobs().stream().anyMatch(job -> job.state().active());
        promise(
                !refused || composite || others || accepted != null || !SETTLED.contains(latest.status()),
                "a refusal is not retried",
                invocation,
                deletes);
        promise(
                !latest.status().equals("EXPIRED")
                        || accepted == null
                        || invocation.run().disturbed()
                        || truth.expiredFor(latest.subject(), invocation.end()).compareTo(LONG_EXPIRED) < 0
                        || Duration.between(accepted, invocation.end()).compareTo(LONG_EXPIRED) < 0,
                "a delete does not wait long for EXPIRED recovery points",
                invocation,
                latest);
    }

    /** One accepted request is enough, unless an invocation was lost or repeated. */
    private void checkRepeatedRequests(SimulatedInvocation invocation) {
        for (ObservedCall call : invocation.calls(BackupOperation.DELETE_RECOVERY_POINT)) {
            if (!call.ok()) {
                continue;
            }
            String key = invocation.run().name() + call.subject();
            Instant before = requested.put(key, call.at());
            promise(
                    before == null
                            || invocation.run().disturbed()
                            || Duration.between(before, call.at()).compareTo(SOON) >= 0
                            || confirms(invocation, call),
                    "an accepted request is not made again at once",
                    invocation,
                    call);
        }
    }

    /** Whether a call confirms the deletion: a repeated delete after a read that did not find the recovery point. */
    private static boolean confirms(SimulatedInvocation invocation, ObservedCall call) {
        // After a denied delete, the handler checks whether the vault exists.
        return (call.operation() == BackupOperation.DELETE_RECOVERY_POINT
                        || call.operation() == BackupOperation.LIST_BACKUP_VAULTS)
                && invocation.calls().stream()
                        .takeWhile(earlier -> !earlier.equals(call))
                        .anyMatch(earlier -> earlier.operation() == BackupOperation.DESCRIBE_RECOVERY_POINT
                                && invocation.run().accepted().containsKey(earlier.subject())
                                && earlier.status().isEmpty());
    }
}
