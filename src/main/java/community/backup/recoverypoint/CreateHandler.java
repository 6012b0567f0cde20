package community.backup.recoverypoint;

import community.backup.recoverypoint.failure.HandlerFailure;
import community.backup.recoverypoint.point.BackupJob;
import community.backup.recoverypoint.point.BackupOrder;
import community.backup.recoverypoint.point.PointStatus;
import community.backup.recoverypoint.point.RecoveryPoint;
import community.backup.recoverypoint.point.RecoveryPointId;
import community.backup.recoverypoint.wait.Creation;
import community.backup.recoverypoint.wait.Decision;
import community.backup.recoverypoint.wait.Elapsed;
import java.util.Optional;
import software.amazon.cloudformation.proxy.HandlerErrorCode;
import software.amazon.cloudformation.proxy.ProgressEvent;

/** Makes a recovery point by an on-demand backup. */
public final class CreateHandler extends Handler {
    public CreateHandler() {
        this(Wiring.ofContainer());
    }

    CreateHandler(Wiring wiring) {
        super(Operation.CREATE, wiring);
    }

    @Override
    ProgressEvent<ResourceModel, CallbackContext> answer(Invocation it) {
        CreateInput.check(it.model());
        it.tags().check();
        String jobId = it.startedJob();
        return jobId == null ? start(it) : await(it, jobId);
    }

    private static ProgressEvent<ResourceModel, CallbackContext> start(Invocation it) {
        String token = it.request().getClientRequestToken();
        if (token == null || token.isBlank()) {
            throw new HandlerFailure(
                    HandlerErrorCode.InvalidRequest,
                    "The request has no clientRequestToken: without it a repeated request would make a second backup.");
        }
        BackupOrder order = ModelTranslator.order(it.model(), it.tags().desired(), token);
        BackupOrder.Accepted accepted = it.tags().start(it.points(), order);
        it.identify(accepted);
        return it.end(new Decision.Wait(
                "Backup job " + accepted.jobId() + " of " + it.model().getResourceArn() + " was started"));
    }

    private static ProgressEvent<ResourceModel, CallbackContext> await(Invocation it, String jobId) {
        Optional<BackupJob> known = it.points().job(jobId);
        if (known.isEmpty()) {
            return it.end(notYet(it, "AWS Backup does not show backup job " + jobId));
        }
        BackupJob job = known.get();
        it.noteStatus(job.stateText());
        it.refuseUntold(job);
        Decision decision = Creation.judge(job, it.watch().elapsed(), it.watch().lastChance());
        if (!(decision instanceof Decision.Done) || job.recoveryPointArn() == null) {
            return it.end(decision);
        }
        // Told when the job was accepted, the ARN is the resource's identity: no other can be what it made.
        String arn = it.id() instanceof RecoveryPointId.OfArn told ? told.arn() : job.recoveryPointArn();
        Optional<RecoveryPoint> made =
                it.points().find(it.vaultName(), arn).filter(point -> point.status() != PointStatus.CREATING);
        return made.isPresent()
                ? it.done(made.get())
                : it.end(notYet(it, "AWS Backup does not show recovery point " + arn + " as made"));
    }

    private static Decision notYet(Invocation it, String what) {
        String after = what + " after " + Elapsed.text(it.watch().elapsed());
        return it.watch().lastChance()
                ? new Decision.Failed(
                        HandlerErrorCode.NotStabilized,
                        after + ". Look in AWS Backup's console for its job, then try again.")
                : new Decision.Wait(after);
    }
}
