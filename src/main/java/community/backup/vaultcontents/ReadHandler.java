package community.backup.vaultcontents;

import community.backup.handler.Operation;
import community.backup.handler.Wiring;
import software.amazon.cloudformation.proxy.ProgressEvent;

/** Reads the mark on a vault. */
public final class ReadHandler extends ContentsHandler {
    public ReadHandler() {
        this(Wiring.ofContainer());
    }

    ReadHandler(Wiring wiring) {
        super(Operation.READ, wiring);
    }

    @Override
    ProgressEvent<ResourceModel, CallbackContext> answer(ContentsInvocation invocation) {
        ContentsInvocation.VaultRead read = invocation.read();
        if (!read.isOwnOf(invocation.request())) {
            throw invocation.notFound(read.whyNotOwn());
        }
        return invocation
                .outcomes()
                .done(Models.model(read.vault().orElseThrow(), read.mark().orElseThrow()));
    }
}
