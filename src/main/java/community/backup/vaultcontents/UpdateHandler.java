package community.backup.vaultcontents;

import community.backup.failure.FailureCode;
import community.backup.failure.HandlerFailure;
import community.backup.handler.Operation;
import community.backup.handler.Wiring;
import community.backup.service.Vault;
import software.amazon.cloudformation.proxy.ProgressEvent;

/** Writes a changed EmptyOn into the mark. No other property can change. */
public final class UpdateHandler extends ContentsHandler {
    public UpdateHandler() {
        this(Wiring.ofContainer());
    }

    UpdateHandler(Wiring wiring) {
        super(Operation.UPDATE, wiring);
    }

    @Override
    ProgressEvent<ResourceModel, CallbackContext> answer(ContentsInvocation invocation) {
        ResourceModel previous = invocation.request().getPreviousResourceState();
        if (previous != null
                && previous.getBackupVaultName() != null
                && !previous.getBackupVaultName().equals(invocation.vaultName())) {
            throw new HandlerFailure(
                    FailureCode.CREATE_ONLY,
                    "BackupVaultName cannot be changed from %s to %s. Replace the resource."
                            .formatted(previous.getBackupVaultName(), invocation.vaultName()));
        }
        EmptyOn wanted = EmptyOn.of(invocation.model());
        ContentsInvocation.VaultRead read = invocation.read();
        if (!read.isOwnOf(invocation.request())) {
            return invocation
                    .outcomes()
                    .of(invocation.unconfirmed().orElseThrow(() -> invocation.notFound(read.whyNotOwn())));
        }
        Vault vault = read.vault().orElseThrow();
        boolean rollback = Boolean.TRUE.equals(invocation.request().getRollback());
        // A stale read can show the wanted value, so an update always writes it. A rollback can follow an update that
        // AWS Backup refused. If it changes nothing, it must not fail for the same reason.
        if (!rollback || read.mark().orElseThrow().emptyOn() != wanted) {
            invocation.tag(vault, Mark.tag(wanted));
        }
        return invocation.outcomes().done(Models.model(vault, wanted));
    }
}
