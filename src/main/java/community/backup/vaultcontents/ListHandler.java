package community.backup.vaultcontents;

import community.backup.handler.Operation;
import community.backup.handler.Wiring;
import community.backup.service.Page;
import community.backup.service.Vault;
import software.amazon.cloudformation.proxy.OperationStatus;
import software.amazon.cloudformation.proxy.ProgressEvent;

/** Lists the vaults that have a mark, a page of the service's for each call. */
public final class ListHandler extends ContentsHandler {
    /** The tags of so many vaults can be read within an invocation, at AWS Backup's rate of 20 calls a second. */
    private static final int MOST_VAULTS = 50;

    public ListHandler() {
        this(Wiring.ofContainer());
    }

    ListHandler(Wiring wiring) {
        super(Operation.LIST, wiring);
    }

    @Override
    ProgressEvent<ResourceModel, CallbackContext> answer(ContentsInvocation invocation) {
        Integer wanted = invocation.request().getMaxResults();
        int most = wanted == null || wanted < 1 ? MOST_VAULTS : Math.min(wanted, MOST_VAULTS);
        Page<Vault> page =
                invocation.services().vaults().page(invocation.request().getNextToken(), most);
        return ProgressEvent.<ResourceModel, CallbackContext>builder()
                .status(OperationStatus.SUCCESS)
                .resourceModels(page.items().stream()
                        .filter(vault -> isMarked(invocation, vault))
                        .map(Models::listed)
                        .toList())
                .nextToken(page.nextToken())
                .build();
    }

    /** A vault whose tags the role may not read is none that it can have marked. */
    private static boolean isMarked(ContentsInvocation invocation, Vault vault) {
        return invocation
                .services()
                .vaults()
                .tagsIfReadable(vault.arn())
                .flatMap(Mark::in)
                .isPresent();
    }
}
