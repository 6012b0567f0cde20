package community.backup.recoverypoint;

import community.backup.failure.ErrorKind;
import community.backup.failure.FailureCode;
import community.backup.failure.ServiceFailure;
import community.backup.handler.Operation;
import community.backup.handler.Wiring;
import community.backup.service.BackupJob;
import community.backup.service.DeletionAnswer;
import community.backup.service.JobStatus;
import community.backup.service.PointStatus;
import community.backup.service.RecoveryPoint;
import community.backup.wait.Decision;
import community.backup.wait.Deletion;
import community.backup.wait.Elapsed;
import java.util.Optional;
import software.amazon.cloudformation.proxy.ProgressEvent;

/**
 * Deletes a recovery point: sends the request, reads the recovery point, and polls until it is gone or AWS Backup has given up. The delete
 * succeeds only if AWS Backup no longer finds the recovery point. An accepted request does not prove the deletion.
 */
public final class DeleteHandler extends Handler {
    public DeleteHandler() {
        this(Wiring.ofContainer());
    }

    DeleteHandler(Wiring wiring) {
        super(Operation.DELETE, wiring);
    }

    @Override
    ProgressEvent<ResourceModel, CallbackContext> answer(Invocation invocation) {
        return invocation.end(delete(invocation));
    }

    private static Decision delete(Invocation invocation) {
        Resolution resolution = PointLookup.resolve(invocation);
        if (resolution instanceof Resolution.Known known) {
            invocation.state().noteResolved(known);
            return remove(invocation, known.arn());
        }
        if (resolution instanceof Resolution.InTheMaking making) {
            return waitForJob(invocation, making.job());
        }
        if (resolution instanceof Resolution.None none) {
            return withoutPoint(invocation, Optional.ofNullable(none.job()), PointLookup.why(none));
        }
        throw PointLookup.unclear(invocation, (Resolution.Unclear) resolution);
    }

    private static Decision remove(Invocation invocation, String arn) {
        boolean acceptedBefore = invocation.state().context().acceptedAt() != null;
        Optional<DeletionAnswer> answer = Optional.empty();
        if (Deletion.requestIsDue(
                invocation.state().since(invocation.state().context().acceptedAt()),
                invocation.state().context().status())) {
            answer = Optional.of(ask(invocation, arn));
            if (answer.get() instanceof DeletionAnswer.Missing gone) {
                return missingUnlessMade(invocation, arn, gone.message());
            }
        }
        Optional<RecoveryPoint> seen = invocation.points().find(invocation.vaultName(), arn);
        seen.ifPresent(point -> invocation.state().noteMade(point.madeAt()));
        if (answer.isPresent() && answer.get() instanceof DeletionAnswer.Refused refused) {
            return refused(invocation, arn, seen, refused, acceptedBefore);
        }
        return seen.isEmpty() && !invocation.state().longMade() ? confirm(invocation, arn) : judge(invocation, seen);
    }

    private static DeletionAnswer ask(Invocation invocation, String arn) {
        DeletionAnswer answer = invocation.points().delete(invocation.vaultName(), arn);
        boolean accepted = answer instanceof DeletionAnswer.Accepted;
        // Kept before the next read, which can fail. An accepted request proves that the recovery point exists. "Busy"
        // after acceptance means that our request is in progress.
        if (accepted && invocation.state().context().madeAt() == null) {
            invocation.state().noteMade(invocation.watch().now());
        }
        if (accepted
                || (answer instanceof DeletionAnswer.Busy
                        && invocation.state().context().acceptedAt() != null)) {
            invocation.state().note(each -> each.acceptedAt(invocation.state().nowMillis()));
        }
        return answer;
    }

    /**
     * Repeats the request after a read that found no recovery point. Reads can be stale: this one may be from before the recovery point was
     * made. Writes are consistent, so the answer "not found" to a request proves that the recovery point is gone.
     */
    private static Decision confirm(Invocation invocation, String arn) {
        boolean accepted = invocation.state().context().acceptedAt() != null;
        DeletionAnswer answer;
        try {
            answer = ask(invocation, arn);
        } catch (ServiceFailure failure) {
            // If the role can delete only tagged recovery points, AWS denies a request for a deleted one, since that
            // has no tags.
            if (failure.kind() == ErrorKind.DENIED && accepted) {
                return unproved(invocation);
            }
            throw failure;
        }
        if (answer instanceof DeletionAnswer.Missing gone) {
            return accepted ? new Decision.Done() : missingUnlessMade(invocation, arn, gone.message());
        }
        return unproved(invocation);
    }

    private static Decision unproved(Invocation invocation) {
        invocation.state().noteStatus("not shown");
        return Deletion.unproved(invocation.watch().isLastPoll());
    }

    private static Decision judge(Invocation invocation, Optional<RecoveryPoint> seen) {
        invocation.state().noteStatus(seen.map(RecoveryPoint::statusInWords).orElse("not shown"));
        if (seen.isPresent()
                && seen.get().status() == PointStatus.CREATING
                && invocation.state().context().stopAnswer() == null) {
            jobOf(invocation)
                    .filter(job -> job.state() != JobStatus.UNKNOWN)
                    .ifPresent(job -> stopOnce(invocation, job.jobId()));
        }
        noteExpiredBefore(invocation, seen);
        return Deletion.judge(
                seen,
                invocation.state().since(invocation.state().context().acceptedAt()),
                invocation.state().inStatus(),
                Boolean.TRUE.equals(invocation.state().context().expiredBefore()),
                invocation.watch().elapsed(),
                invocation.watch().isLastPoll());
    }

    /**
     * Keeps whether the recovery point was EXPIRED before the request. The first settled status that is read after the request counts as
     * the one from before it.
     */
    private static void noteExpiredBefore(Invocation invocation, Optional<RecoveryPoint> seen) {
        if (seen.isPresent()
                && seen.get().status().made()
                && invocation.state().context().acceptedAt() != null
                && invocation.state().context().expiredBefore() == null) {
            invocation.state().note(each -> each.expiredBefore(seen.get().status() == PointStatus.EXPIRED));
        }
    }

    /**
     * Decides after a refusal. A refusal is final only if the recovery point is made and no nested recovery points block it. It is never
     * final after AWS Backup has accepted an earlier request: a refused repetition does not cancel that.
     */
    private static Decision refused(
            Invocation invocation,
            String arn,
            Optional<RecoveryPoint> seen,
            DeletionAnswer.Refused refused,
            boolean acceptedBefore) {
        if (seen.isEmpty()) {
            return unproved(invocation);
        }
        if (!seen.get().status().made()) {
            return judge(invocation, seen);
        }
        // List nested recovery points even if AWS Backup does not describe this one as a composite.
        Decision decision = refused.mayBeNesting()
                ? NestedDeletion.pass(invocation, arn, refused)
                : new Decision.Failed(refused.cause().reason(), refused.code(), refused.message());
        boolean refusedAgain = decision instanceof Decision.Failed failed && failed.code() == refused.code();
        return refusedAgain && acceptedBefore && !invocation.watch().isLastPoll() ? judge(invocation, seen) : decision;
    }

    private static Decision waitForJob(Invocation invocation, BackupJob job) {
        invocation.state().noteStatus(job.stateText());
        if (invocation.watch().isLastPoll()) {
            return new Decision.Failed(
                    FailureCode.JOB_RUNNING,
                    "Backup job %s still has not ended after %s (%s), so its recovery point cannot be deleted yet. Delete the stack again when it has."
                            .formatted(
                                    job.jobId(), Elapsed.text(invocation.watch().elapsed()), job.stateText()));
        }
        // A completed job has nothing to stop. A job that AWS Backup does not show yet gets the request once it is
        // shown.
        boolean running = job.state() != JobStatus.COMPLETED && job.state() != JobStatus.UNKNOWN;
        boolean stopping = running && stopOnce(invocation, job.jobId());
        return new Decision.Wait("Backup job %s is %s for %s; %s, then its recovery point is deleted"
                .formatted(
                        job.jobId(),
                        job.stateText(),
                        Elapsed.text(invocation.state().inStatus()),
                        stopping ? "it was asked to stop" : "AWS Backup cannot stop it now"));
    }

    /**
     * Requests that the job stops. A later invocation repeats the request only if AWS Backup has neither accepted nor refused it. Returns
     * whether AWS Backup has accepted it. The delete waits until the job has ended, even if it cannot be stopped.
     */
    private static boolean stopOnce(Invocation invocation, String jobId) {
        if (invocation.state().context().stopAnswer() == null) {
            invocation.points().stop(jobId).ifPresent(stopping -> invocation
                    .state()
                    .note(each -> each.stopAnswer(stopping)));
        }
        return Boolean.TRUE.equals(invocation.state().context().stopAnswer());
    }

    /**
     * Decides after the answer "not found". AWS Backup can return the ARN when the job starts, so the job may not have made the recovery
     * point yet.
     */
    private static Decision missingUnlessMade(Invocation invocation, String arn, String why) {
        if (invocation.state().context().acceptedAt() != null) {
            return missing(invocation, why);
        }
        Optional<BackupJob> job = jobOf(invocation);
        if (job.isEmpty() && mayBeUnlisted(invocation)) {
            invocation.state().noteStatus("backup job not listed yet");
            return Deletion.unproved(invocation.watch().isLastPoll());
        }
        if (job.isPresent() && !job.get().state().ended()) {
            return waitForJob(invocation, job.get());
        }
        // If the job ended after AWS Backup answered the request, the recovery point may exist now.
        boolean madeSince = job.filter(ended -> endedJustNow(invocation, ended)).isPresent()
                && !(ask(invocation, arn) instanceof DeletionAnswer.Missing);
        return madeSince ? unproved(invocation) : withoutPoint(invocation, job, why);
    }

    /** Ends the delete. If the job of an unfinished composite has left nested recovery points, they are deleted first. */
    private static Decision withoutPoint(Invocation invocation, Optional<BackupJob> job, String why) {
        return job.filter(ended -> ended.state() != JobStatus.COMPLETED && ended.state() != JobStatus.PARTIAL)
                .flatMap(ended -> UnfinishedComposite.delete(invocation, ended))
                .orElseGet(() -> missing(invocation, why));
    }

    private static boolean endedJustNow(Invocation invocation, BackupJob job) {
        return job.completedAt() == null
                || invocation.watch().since(job.completedAt()).compareTo(BackupJob.CLOCKS_DIFFER) < 0;
    }

    /** Whether the backup job may be so new that AWS Backup does not list it yet. */
    private static boolean mayBeUnlisted(Invocation invocation) {
        boolean ageUnknown = invocation.state().id() instanceof RecoveryPointId.OfArn
                && invocation.state().model().getResourceArn() != null
                && invocation.state().startedAt() == null;
        return invocation.state().justStarted()
                || (ageUnknown && !invocation.state().longUnderWay());
    }

    /**
     * The backup job that makes the recovery point; empty if AWS Backup does not know it, as for most imported recovery points.
     *
     * @throws ServiceFailure if AWS Backup does not find a job that is too young to be forgotten
     */
    private static Optional<BackupJob> jobOf(Invocation invocation) {
        if (invocation.state().id() instanceof RecoveryPointId.OfJob identity) {
            Optional<BackupJob> job = invocation.points().job(identity.jobId());
            if (job.isEmpty() && invocation.watch().since(identity.createdAt()).compareTo(Resolution.REMEMBERED) < 0) {
                throw ServiceFailure.jobNotFound(identity.jobId());
            }
            return job;
        }
        String resourceArn = invocation.state().model().getResourceArn();
        return invocation.state().id() instanceof RecoveryPointId.OfArn identity && resourceArn != null
                ? invocation
                        .points()
                        .jobOf(
                                invocation.vaultName(),
                                identity.arn(),
                                resourceArn,
                                invocation.state().startedAt())
                : Optional.empty();
    }

    /**
     * Ends the delete of a recovery point that does not exist. CloudFormation requires NotFound if it was missing in the first invocation.
     * Later, its absence is success.
     */
    private static Decision missing(Invocation invocation, String why) {
        return invocation.state().first() ? new Decision.Failed(FailureCode.NOT_FOUND, why) : new Decision.Done();
    }
}
