package community.backup.recoverypoint;

import community.backup.handler.Operation;
import community.backup.handler.Wiring;
import community.backup.service.BackupJob;
import software.amazon.cloudformation.proxy.ProgressEvent;

/** Reads a recovery point. While the backup job is still making it, the resource has the status CREATING. */
public final class ReadHandler extends Handler {
    public ReadHandler() {
        this(Wiring.ofContainer());
    }

    ReadHandler(Wiring wiring) {
        super(Operation.READ, wiring);
    }

    @Override
    ProgressEvent<ResourceModel, CallbackContext> answer(Invocation invocation) {
        Resolution resolution = PointLookup.resolve(invocation);
        return resolution instanceof Resolution.InTheMaking making
                ? invocation.outcomes().done(inTheMaking(invocation, making.job()))
                : invocation.done(PointLookup.existing(invocation, resolution));
    }

    private static ResourceModel inTheMaking(Invocation invocation, BackupJob job) {
        return ModelTranslator.inTheMaking(
                invocation.state().id(),
                invocation.vaultName(),
                job,
                invocation.facts().vaultArn());
    }
}
