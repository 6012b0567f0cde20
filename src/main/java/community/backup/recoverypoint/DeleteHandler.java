package community.backup.recoverypoint;

import community.backup.recoverypoint.point.BackupJob;
import community.backup.recoverypoint.point.DeletionAnswer;
import community.backup.recoverypoint.point.JobStatus;
import community.backup.recoverypoint.point.PointStatus;
import community.backup.recoverypoint.point.RecoveryPoint;
import community.backup.recoverypoint.point.Resolution;
import community.backup.recoverypoint.wait.Decision;
import community.backup.recoverypoint.wait.Deletion;
import community.backup.recoverypoint.wait.Elapsed;
import java.util.Optional;
import software.amazon.cloudformation.proxy.HandlerErrorCode;
import software.amazon.cloudformation.proxy.ProgressEvent;

/**
 * Deletes a recovery point: asks AWS Backup, looks, and comes back until the point is gone or AWS Backup has given up. Only a
 * look that finds nothing is success; the answer to the request never is.
 */
public final class DeleteHandler extends Handler {
    public DeleteHandler() {
        this(Wiring.ofContainer());
    }

    DeleteHandler(Wiring wiring) {
        super(Operation.DELETE, wiring);
    }

    @Override
    ProgressEvent<ResourceModel, CallbackContext> answer(Invocation it) {
        return it.end(delete(it));
    }

    private static Decision delete(Invocation it) {
        if (Boolean.TRUE.equals(it.request().getRollback()) && it.model().getExistingRecoveryPointArn() != null) {
            // It was there before the stack, and the stack did not come to be.
            return new Decision.Done();
        }
        Resolution resolution = it.resolve();
        if (resolution instanceof Resolution.Known known) {
            it.noteResolved(known);
            return remove(it, known.arn());
        }
        if (resolution instanceof Resolution.InTheMaking making) {
            return waitForJob(it, making.job());
        }
        if (resolution instanceof Resolution.None none) {
            return missing(it, none.why() + ".");
        }
        throw ReadHandler.unclear(it, (Resolution.Unclear) resolution);
    }

    private static Decision remove(Invocation it, String arn) {
        if (!Deletion.ask(it.since(it.context().acceptedAt()), it.context().status())) {
            return look(it, it.points().find(it.vaultName(), arn), !it.justMade());
        }
        DeletionAnswer answer = it.points().delete(it.vaultName(), arn);
        if (answer instanceof DeletionAnswer.Missing gone) {
            return missingUnlessMade(it, gone.message());
        }
        boolean accepted = answer instanceof DeletionAnswer.Accepted;
        // Busy after an accepted request is a sign of life of that one. Noted before the look, which can fail.
        if (accepted || (answer instanceof DeletionAnswer.Busy && it.context().acceptedAt() != null)) {
            it.note(each -> each.acceptedAt(it.nowMillis()));
        }
        Optional<RecoveryPoint> seen = it.points().find(it.vaultName(), arn);
        if (answer instanceof DeletionAnswer.Refused refused) {
            return refused(it, arn, seen, refused);
        }
        return look(it, seen, accepted && !it.justMade());
    }

    /**
     * Decides from a look.
     *
     * @param proves whether finding nothing proves that the point is gone. It does not where the point was made so lately, or
     *     was so lately in the way of a request, that the look can be an older one: then only "not found" as the answer to
     *     another request does
     */
    private static Decision look(Invocation it, Optional<RecoveryPoint> seen, boolean proves) {
        it.noteStatus(seen.map(RecoveryPoint::statusText).orElse("not shown"));
        if (seen.isEmpty() && !proves) {
            it.note(each -> each.acceptedAt(null));
        }
        if (seen.isPresent() && seen.get().status() == PointStatus.CREATING && it.jobId() != null) {
            stopOnce(it, it.jobId());
        }
        return Deletion.judge(
                seen,
                it.since(it.context().acceptedAt()),
                it.inStatus(),
                it.watch().elapsed(),
                it.watch().lastChance());
    }

    /** A refusal passes while the status is no settled one, or while nested recovery points are in the way. */
    private static Decision refused(
            Invocation it, String arn, Optional<RecoveryPoint> seen, DeletionAnswer.Refused refused) {
        if (seen.isEmpty() || !seen.get().status().made()) {
            return look(it, seen, false);
        }
        return seen.get().isComposite()
                ? NestedDeletion.pass(it, arn, refused)
                : new Decision.Failed(refused.code(), refused.message());
    }

    private static Decision waitForJob(Invocation it, BackupJob job) {
        it.noteStatus(job.stateText());
        if (it.watch().lastChance()) {
            return new Decision.Failed(
                    HandlerErrorCode.NotStabilized,
                    "Backup job %s still has not ended after %s (%s), so its recovery point cannot be deleted yet. Delete the stack again when it has."
                            .formatted(job.jobId(), Elapsed.text(it.watch().elapsed()), job.stateText()));
        }
        // A complete job has nothing left to stop, and one that is not shown yet is asked when it is.
        boolean running = job.state() != JobStatus.COMPLETED && job.state() != JobStatus.UNKNOWN;
        boolean stopping = running && stopOnce(it, job.jobId());
        return new Decision.Wait("Backup job %s is %s for %s; %s, then its recovery point is deleted"
                .formatted(
                        job.jobId(),
                        job.stateText(),
                        Elapsed.text(it.inStatus()),
                        stopping ? "it was asked to stop" : "AWS Backup cannot stop it now"));
    }

    /** Asks the job to stop until AWS Backup says whether it can; false where it cannot, so that it is waited for. */
    private static boolean stopOnce(Invocation it, String jobId) {
        if (it.context().stopAnswer() == null) {
            it.points().stop(jobId).ifPresent(stopping -> it.note(each -> each.stopAnswer(stopping)));
        }
        return Boolean.TRUE.equals(it.context().stopAnswer());
    }

    /** A point whose ARN was told when its job was accepted can be one that the job is yet to make. */
    private static Decision missingUnlessMade(Invocation it, String why) {
        String jobId = it.jobId();
        Optional<BackupJob> running = jobId == null
                ? Optional.empty()
                : it.points().job(jobId).filter(job -> !job.state().ended());
        return running.isPresent() ? waitForJob(it, running.get()) : missing(it, why);
    }

    /** Gone before it was asked for is an error that CloudFormation wants to hear of; gone since then is the goal. */
    private static Decision missing(Invocation it, String why) {
        return it.first() ? new Decision.Failed(HandlerErrorCode.NotFound, why) : new Decision.Done();
    }
}
