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
        ContentsInvocation.MarkedVault own = invocation.own();
        return invocation.outcomes().done(Models.model(own.vault(), own.mark()));
    }
}
