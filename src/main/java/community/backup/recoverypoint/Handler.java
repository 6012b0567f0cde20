package community.backup.recoverypoint;

import org.jspecify.annotations.Nullable;
import software.amazon.cloudformation.proxy.AmazonWebServicesClientProxy;
import software.amazon.cloudformation.proxy.Logger;
import software.amazon.cloudformation.proxy.ProgressEvent;
import software.amazon.cloudformation.proxy.ResourceHandlerRequest;

/** How the generated wrapper's call becomes an invocation of one of the operations. Holds nothing of a request. */
abstract class Handler extends BaseHandler<CallbackContext> {
    private final Operation operation;
    private final Wiring wiring;

    Handler(Operation operation, Wiring wiring) {
        this.operation = operation;
        this.wiring = wiring;
    }

    @Override
    public final ProgressEvent<ResourceModel, CallbackContext> handleRequest(
            AmazonWebServicesClientProxy proxy,
            ResourceHandlerRequest<ResourceModel> request,
            @Nullable CallbackContext context,
            Logger logger) {
        return Invocation.run(operation, wiring, proxy, request, context, logger, this::answer);
    }

    /** What the operation does in one invocation, and how that ends. */
    abstract ProgressEvent<ResourceModel, CallbackContext> answer(Invocation it);
}
