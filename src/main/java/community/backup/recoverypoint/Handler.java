package community.backup.recoverypoint;

import community.backup.failure.FailureCode;
import community.backup.handler.LogLine;
import community.backup.handler.Operation;
import community.backup.handler.Outcomes;
import community.backup.handler.Wiring;
import org.jspecify.annotations.Nullable;
import software.amazon.cloudformation.proxy.AmazonWebServicesClientProxy;
import software.amazon.cloudformation.proxy.Logger;
import software.amazon.cloudformation.proxy.ProgressEvent;
import software.amazon.cloudformation.proxy.ResourceHandlerRequest;

/**
 * The base of the five handlers. It makes an {@link Invocation} of the generated wrapper's call, and writes one log line. It keeps no
 * request data in fields, because one handler serves many requests.
 */
abstract class Handler extends BaseHandler<CallbackContext> {
    private final Operation operation;
    private final Wiring wiring;

    Handler(Operation operation, Wiring wiring) {
        this.operation = operation;
        this.wiring = wiring;
    }

    @Override
    public final ProgressEvent<ResourceModel, CallbackContext> handleRequest(
            @Nullable AmazonWebServicesClientProxy proxy,
            ResourceHandlerRequest<ResourceModel> request,
            @Nullable CallbackContext context,
            Logger logger) {
        if (proxy == null) {
            return Outcomes.withoutCredentials(operation, request.getDesiredResourceState(), logger);
        }
        Invocation invocation = Invocation.of(operation, wiring, proxy, request, context);
        ProgressEvent<ResourceModel, CallbackContext> event = invocation.run(this::answer);
        logger.log(line(invocation, event));
        return event;
    }

    /** Does the operation's work in one invocation, and returns the event that ends it. */
    abstract ProgressEvent<ResourceModel, CallbackContext> answer(Invocation invocation);

    private String line(Invocation invocation, ProgressEvent<ResourceModel, CallbackContext> event) {
        return new LogLine()
                .with("operation", operation)
                .with("vault", invocation.state().model().getBackupVaultName())
                .with("id", invocation.state().model().getRecoveryPointId())
                .with("first", invocation.state().first())
                .with("elapsed", invocation.watch().elapsed().toSeconds() + "s")
                .with("status", invocation.state().context().status())
                .with("errors", invocation.state().context().errors())
                .with("outcome", event.getStatus())
                .with("code", event.getErrorCode())
                .with("failure", FailureCode.in(event.getMessage()))
                .with("skipped", invocation.tags().skipped())
                .with("delay", event.getCallbackDelaySeconds())
                .toString();
    }
}
