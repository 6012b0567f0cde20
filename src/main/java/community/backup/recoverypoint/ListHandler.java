package community.backup.recoverypoint;

import community.backup.handler.Operation;
import community.backup.handler.Wiring;
import community.backup.service.Page;
import community.backup.service.PointQuery;
import community.backup.service.RecoveryPoint;
import software.amazon.cloudformation.proxy.OperationStatus;
import software.amazon.cloudformation.proxy.ProgressEvent;

/** Lists the recovery points of a vault by their ARNs. Each call returns one page of AWS Backup's list. */
public final class ListHandler extends Handler {
    public ListHandler() {
        this(Wiring.ofContainer());
    }

    ListHandler(Wiring wiring) {
        super(Operation.LIST, wiring);
    }

    @Override
    ProgressEvent<ResourceModel, CallbackContext> answer(Invocation invocation) {
        PointQuery query = PointQuery.ofVault(invocation.vaultName())
                .from(
                        invocation.facts().request().getNextToken(),
                        invocation.facts().request().getMaxResults());
        Page<RecoveryPoint> page = invocation.points().page(query);
        return ProgressEvent.<ResourceModel, CallbackContext>builder()
                .status(OperationStatus.SUCCESS)
                .resourceModels(
                        page.items().stream().map(ModelTranslator::listed).toList())
                .nextToken(page.nextToken())
                .build();
    }
}
