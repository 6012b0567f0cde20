package community.backup.recoverypoint;

import community.backup.recoverypoint.point.Page;
import community.backup.recoverypoint.point.PointQuery;
import community.backup.recoverypoint.point.RecoveryPoint;
import software.amazon.cloudformation.proxy.OperationStatus;
import software.amazon.cloudformation.proxy.ProgressEvent;

/** Lists the recovery points of a vault, a page of the service's for each call, under their ARNs. */
public final class ListHandler extends Handler {
    public ListHandler() {
        this(Wiring.ofContainer());
    }

    ListHandler(Wiring wiring) {
        super(Operation.LIST, wiring);
    }

    @Override
    ProgressEvent<ResourceModel, CallbackContext> answer(Invocation it) {
        PointQuery query = PointQuery.ofVault(it.vaultName())
                .from(it.request().getNextToken(), it.request().getMaxResults());
        Page<RecoveryPoint> page = it.points().page(query);
        return ProgressEvent.<ResourceModel, CallbackContext>builder()
                .status(OperationStatus.SUCCESS)
                .resourceModels(
                        page.items().stream().map(ModelTranslator::listed).toList())
                .nextToken(page.nextToken())
                .build();
    }
}
