package community.backup.recoverypoint;

import community.backup.recoverypoint.failure.Nature;
import community.backup.recoverypoint.failure.ServiceFailure;
import community.backup.recoverypoint.point.BackupJob;
import community.backup.recoverypoint.point.DeletionAnswer;
import community.backup.recoverypoint.point.JobStatus;
import community.backup.recoverypoint.point.PointStatus;
import community.backup.recoverypoint.point.RecoveryPoint;
import community.backup.recoverypoint.point.RecoveryPointId;
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
        Resolution resolution = it.resolve();
        if (resolution instanceof Resolution.Known known) {
            it.noteResolved(known);
            return remove(it, known.arn());
        }
        if (resolution instanceof Resolution.InTheMaking making) {
            return waitForJob(it, making.job());
        }
        if (resolution instanceof Resolution.None none) {
            return missing(it, ReadHandler.why(none));
        }
        throw ReadHandler.unclear(it, (Resolution.Unclear) resolution);
    }

    private static Decision remove(Invocation it, String arn) {
        boolean acceptedBefore = it.context().acceptedAt() != null;
        Optional<DeletionAnswer> answer = Optional.empty();
        if (Deletion.ask(it.since(it.context().acceptedAt()), it.context().status())) {
            answer = Optional.of(ask(it, arn));
            if (answer.get() instanceof DeletionAnswer.Missing gone) {
                return missingUnlessMade(it, gone.message());
            }
        }
        Optional<RecoveryPoint> seen = it.points().find(it.vaultName(), arn);
        seen.ifPresent(point -> it.noteMade(point.madeAt()));
        if (answer.isPresent() && answer.get() instanceof DeletionAnswer.Refused refused) {
            return refused(it, arn, seen, refused, acceptedBefore);
        }
        return seen.isEmpty() && !it.longMade() ? confirm(it, arn) : judge(it, seen);
    }

    private static DeletionAnswer ask(Invocation it, String arn) {
        DeletionAnswer answer = it.points().delete(it.vaultName(), arn);
        boolean accepted = answer instanceof DeletionAnswer.Accepted;
        // Noted before the look, which can fail. What is accepted exists; busy after that is a sign of life of that
        // request.
        if (accepted && it.context().madeAt() == null) {
            it.noteMade(it.watch().now());
        }
        if (accepted || (answer instanceof DeletionAnswer.Busy && it.context().acceptedAt() != null)) {
            it.note(each -> each.acceptedAt(it.nowMillis()));
        }
        return answer;
    }

    /**
     * A look that finds nothing can be one from before the recovery point was made, unless that is long ago. What changes a
     * recovery point is answered by what is so: "not found" as the answer to another request proves it.
     */
    private static Decision confirm(Invocation it, String arn) {
        boolean accepted = it.context().acceptedAt() != null;
        DeletionAnswer answer;
        try {
            answer = ask(it, arn);
        } catch (ServiceFailure failure) {
            // A role that may delete only what has a tag is denied what is gone, since that has none.
            if (failure.nature() == Nature.DENIED && accepted) {
                return unproved(it);
            }
            throw failure;
        }
        if (answer instanceof DeletionAnswer.Missing gone) {
            return accepted ? new Decision.Done() : missingUnlessMade(it, gone.message());
        }
        return unproved(it);
    }

    private static Decision unproved(Invocation it) {
        it.noteStatus("not shown");
        return Deletion.unproved(it.watch().lastChance());
    }

    private static Decision judge(Invocation it, Optional<RecoveryPoint> seen) {
        it.noteStatus(seen.map(RecoveryPoint::statusInWords).orElse("not shown"));
        if (seen.isPresent()
                && seen.get().status() == PointStatus.CREATING
                && it.context().stopAnswer() == null) {
            jobOf(it).filter(job -> job.state() != JobStatus.UNKNOWN).ifPresent(job -> stopOnce(it, job.jobId()));
        }
        noteExpiredBefore(it, seen);
        return Deletion.judge(
                seen,
                it.since(it.context().acceptedAt()),
                it.inStatus(),
                Boolean.TRUE.equals(it.context().expiredBefore()),
                it.watch().elapsed(),
                it.watch().lastChance());
    }

    /** The first settled status after the request is the one from before it. */
    private static void noteExpiredBefore(Invocation it, Optional<RecoveryPoint> seen) {
        if (seen.isPresent()
                && seen.get().status().made()
                && it.context().acceptedAt() != null
                && it.context().expiredBefore() == null) {
            it.note(each -> each.expiredBefore(seen.get().status() == PointStatus.EXPIRED));
        }
    }

    /**
     * A refusal is final only for a recovery point that is made, has no nested ones in the way, and whose deletion AWS Backup
     * has not accepted before: an accepted request stands, whatever a repeated one is answered.
     */
    private static Decision refused(
            Invocation it,
            String arn,
            Optional<RecoveryPoint> seen,
            DeletionAnswer.Refused refused,
            boolean acceptedBefore) {
        if (seen.isEmpty()) {
            return unproved(it);
        }
        if (!seen.get().status().made()) {
            return judge(it, seen);
        }
        // What is nested is listed even where the description does not say that anything is.
        Decision decision = refused.mayBeNesting()
                ? NestedDeletion.pass(it, arn, refused)
                : new Decision.Failed(refused.code(), refused.message());
        boolean refusedAgain = decision instanceof Decision.Failed failed && failed.code() == refused.code();
        return refusedAgain && acceptedBefore && !it.watch().lastChance() ? judge(it, seen) : decision;
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
        if (it.context().acceptedAt() != null) {
            return missing(it, why);
        }
        Optional<BackupJob> job = jobOf(it);
        if (job.isEmpty() && mayBeUnlisted(it)) {
            it.noteStatus("backup job not listed yet");
            return Deletion.unproved(it.watch().lastChance());
        }
        return job.isPresent() && !job.get().state().ended() ? waitForJob(it, job.get()) : missing(it, why);
    }

    /** Whether the backup job can be so young that AWS Backup does not list it yet. */
    private static boolean mayBeUnlisted(Invocation it) {
        boolean ageUnknown = it.id() instanceof RecoveryPointId.OfArn
                && it.model().getResourceArn() != null
                && it.startedAt() == null;
        return it.justStarted() || (ageUnknown && !it.longUnderWay());
    }

    /** The backup job that makes the recovery point; empty if AWS Backup lists none, as for most that were imported. */
    private static Optional<BackupJob> jobOf(Invocation it) {
        if (it.id() instanceof RecoveryPointId.OfJob identity) {
            Optional<BackupJob> job = it.points().job(identity.jobId());
            if (job.isEmpty() && it.watch().since(identity.createdAt()).compareTo(Resolution.REMEMBERED) < 0) {
                throw ServiceFailure.jobNotFound(identity.jobId());
            }
            return job;
        }
        String resourceArn = it.model().getResourceArn();
        return it.id() instanceof RecoveryPointId.OfArn identity && resourceArn != null
                ? it.points().jobOf(it.vaultName(), identity.arn(), resourceArn, it.startedAt())
                : Optional.empty();
    }

    /** Gone before it was asked for is an error that CloudFormation wants to hear of; gone since then is the goal. */
    private static Decision missing(Invocation it, String why) {
        return it.first() ? new Decision.Failed(HandlerErrorCode.NotFound, why) : new Decision.Done();
    }
}
