package community.backup.vaultcontents;

import community.backup.handler.Operation;
import community.backup.handler.Wiring;
import community.backup.service.Page;
import community.backup.service.Vault;
import software.amazon.cloudformation.proxy.OperationStatus;
import software.amazon.cloudformation.proxy.ProgressEvent;

/** Lists the vaults that have a mark. Each call reads one page of AWS Backup's list of vaults. */
public final class ListHandler extends ContentsHandler {
    /** The most vaults on a page. At AWS Backup's rate of 20 calls a second, an invocation can read the tags of this many vaults. */
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

    /**
     * Whether a vault has a mark. A vault whose tags the role has no permission to read counts as unmarked: the role cannot have marked it.
     */
    private static boolean isMarked(ContentsInvocation invocation, Vault vault) {
        return invocation
                .services()
                .vaults()
                .tagsIfReadable(vault.arn())
                .flatMap(Mark::in)
                .isPresent();
    }
}
