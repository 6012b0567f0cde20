package community.backup.recoverypoint;

import community.backup.recoverypoint.point.PointQuery;
import org.jspecify.annotations.Nullable;
import software.amazon.cloudformation.proxy.AmazonWebServicesClientProxy;
import software.amazon.cloudformation.proxy.Logger;
import software.amazon.cloudformation.proxy.OperationStatus;
import software.amazon.cloudformation.proxy.ProgressEvent;
import software.amazon.cloudformation.proxy.ResourceHandlerRequest;

/** Lists the recovery points of a vault, a page of the service's for each call, under their ARNs. */
public final class ListHandler extends BaseHandler<CallbackContext> {
    private final Wiring wiring;

    public ListHandler() {
        this(Wiring.ofContainer());
    }

    ListHandler(Wiring wiring) {
        this.wiring = wiring;
    }

    @Override
    public ProgressEvent<ResourceModel, CallbackContext> handleRequest(
            AmazonWebServicesClientProxy proxy,
            ResourceHandlerRequest<ResourceModel> request,
            @Nullable CallbackContext context,
            Logger logger) {
        return Invocation.run(Operation.LIST, wiring, proxy, request, context, logger, ListHandler::list);
    }

    private static ProgressEvent<ResourceModel, CallbackContext> list(Invocation it) {
        PointQuery query = PointQuery.ofVault(it.vaultName())
                .from(it.request().getNextToken(), it.request().getMaxResults());
        PointQuery.Page page = it.points().page(query);
        return ProgressEvent.<ResourceModel, CallbackContext>builder()
                .status(OperationStatus.SUCCESS)
                .resourceModels(
                        page.points().stream().map(ModelTranslator::listed).toList())
                .nextToken(page.nextToken())
                .build();
    }
}
