package community.backup.recoverypoint;

import community.backup.failure.FailureCode;
import community.backup.failure.HandlerFailure;
import community.backup.handler.Operation;
import community.backup.handler.Wiring;
import community.backup.service.BackupJob;
import community.backup.service.BackupOrder;
import community.backup.service.PointStatus;
import community.backup.service.RecoveryPoint;
import community.backup.wait.Creation;
import community.backup.wait.Decision;
import community.backup.wait.Elapsed;
import java.util.Optional;
import software.amazon.cloudformation.proxy.ProgressEvent;

/** Creates a recovery point with an on-demand backup. */
public final class CreateHandler extends Handler {
    public CreateHandler() {
        this(Wiring.ofContainer());
    }

    CreateHandler(Wiring wiring) {
        super(Operation.CREATE, wiring);
    }

    @Override
    ProgressEvent<ResourceModel, CallbackContext> answer(Invocation invocation) {
        CreateInput.check(invocation.state().model());
        invocation.tags().check();
        String jobId = invocation.state().startedJob();
        return jobId == null ? start(invocation) : await(invocation, jobId);
    }

    private static ProgressEvent<ResourceModel, CallbackContext> start(Invocation invocation) {
        String token = invocation.facts().request().getClientRequestToken();
        if (token == null || token.isBlank()) {
            throw new HandlerFailure(
                    FailureCode.INVALID_REQUEST,
                    "The request has no clientRequestToken: without it a repeated request would make a second backup.");
        }
        BackupOrder order = ModelTranslator.order(
                invocation.state().model(), invocation.tags().desired(), token);
        BackupOrder.Accepted accepted = invocation.tags().start(invocation.points(), order);
        invocation.state().identify(accepted);
        return invocation.end(new Decision.Wait("Backup job " + accepted.jobId() + " of "
                + invocation.state().model().getResourceArn() + " was started"));
    }

    private static ProgressEvent<ResourceModel, CallbackContext> await(Invocation invocation, String jobId) {
        Optional<BackupJob> known = invocation.points().job(jobId);
        if (known.isEmpty()) {
            return invocation.end(notYet(invocation, "AWS Backup does not show backup job " + jobId));
        }
        BackupJob job = known.get();
        invocation.state().noteStatus(job.stateText());
        PointLookup.requireArnOfCompletedJob(invocation, job);
        Decision decision = Creation.judge(
                job, invocation.watch().elapsed(), invocation.watch().isLastPoll());
        if (!(decision instanceof Decision.Done) || job.recoveryPointArn() == null) {
            return invocation.end(decision);
        }
        // If StartBackupJob returned the ARN, it is the resource's identifier, which must not change.
        String arn =
                invocation.state().id() instanceof RecoveryPointId.OfArn told ? told.arn() : job.recoveryPointArn();
        Optional<RecoveryPoint> made = invocation
                .points()
                .find(invocation.vaultName(), arn)
                .filter(point -> point.status() != PointStatus.CREATING);
        return made.isPresent()
                ? invocation.done(made.get())
                : invocation.end(notYet(invocation, "AWS Backup does not show recovery point " + arn + " as made"));
    }

    private static Decision notYet(Invocation invocation, String what) {
        String after = what + " after " + Elapsed.text(invocation.watch().elapsed());
        return invocation.watch().isLastPoll()
                ? new Decision.Failed(
                        FailureCode.TIMED_OUT, after + ". Look in AWS Backup's console for its job, then try again.")
                : new Decision.Wait(after);
    }
}
