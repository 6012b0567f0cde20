package community.backup.vaultcontents;

import community.backup.failure.FailureCode;
import community.backup.handler.LogLine;
import community.backup.handler.Operation;
import community.backup.handler.Outcomes;
import community.backup.handler.Wiring;
import org.jspecify.annotations.Nullable;
import software.amazon.cloudformation.proxy.AmazonWebServicesClientProxy;
import software.amazon.cloudformation.proxy.Logger;
import software.amazon.cloudformation.proxy.OperationStatus;
import software.amazon.cloudformation.proxy.ProgressEvent;
import software.amazon.cloudformation.proxy.ResourceHandlerRequest;

/**
 * The base of the five handlers. It makes a {@link ContentsInvocation} of the generated wrapper's call, and writes one log line. It keeps
 * no request data in fields, because one handler serves many requests.
 */
abstract class ContentsHandler extends BaseHandler<CallbackContext> {
    private final Operation operation;
    private final Wiring wiring;

    ContentsHandler(Operation operation, Wiring wiring) {
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
            // A create without credentials has set no mark, so a rollback has nothing to delete.
            ResourceModel model = operation == Operation.CREATE ? null : request.getDesiredResourceState();
            return Outcomes.withoutCredentials(operation, model, logger);
        }
        ContentsInvocation invocation = ContentsInvocation.of(operation, wiring, proxy, request, context);
        ProgressEvent<ResourceModel, CallbackContext> event = invocation.run(this::answer);
        logger.log(line(invocation, event));
        return event;
    }

    /** Does the operation's work in one invocation, and returns the event that ends it. */
    abstract ProgressEvent<ResourceModel, CallbackContext> answer(ContentsInvocation invocation);

    private String line(ContentsInvocation invocation, ProgressEvent<ResourceModel, CallbackContext> event) {
        CallbackContext context = invocation.state().context();
        LogLine line = new LogLine()
                .with("operation", operation)
                .with("vault", invocation.model().getBackupVaultName())
                .with("first", invocation.state().first())
                .with("elapsed", invocation.watch().elapsed().toSeconds() + "s")
                .with("empties", context.empties())
                .with("initial", context.initial())
                .with("remaining", context.remaining())
                .with("pace", context.pace())
                .with("errors", context.errors())
                .with("outcome", event.getStatus())
                .with("code", event.getErrorCode())
                .with("failure", FailureCode.in(event.getMessage()))
                .with("delay", event.getCallbackDelaySeconds());
        // Stack events do not show why a delete kept the recovery points, so the log has to.
        boolean explains = event.getStatus() == OperationStatus.SUCCESS && event.getMessage() != null;
        return (explains ? line.with("message", event.getMessage()) : line).toString();
    }
}
