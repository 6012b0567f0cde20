package community.backup.recoverypoint;

import community.backup.handler.Operation;
import community.backup.handler.Outcomes;
import community.backup.handler.Wiring;
import community.backup.service.RecoveryPoint;
import community.backup.service.RecoveryPoints;
import community.backup.wait.Decision;
import community.backup.wait.Stopwatch;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.cloudformation.proxy.AmazonWebServicesClientProxy;
import software.amazon.cloudformation.proxy.ProgressEvent;
import software.amazon.cloudformation.proxy.ResourceHandlerRequest;

/**
 * One invocation of an operation.
 *
 * @param facts what CloudFormation asks for
 * @param state what the operation knows so far
 * @param points AWS Backup
 */
record Invocation(
        RequestFacts facts,
        OperationState state,
        RecoveryPoints points,
        Tags tags,
        Outcomes<ResourceModel, CallbackContext> outcomes) {

    static Invocation of(
            Operation operation,
            Wiring wiring,
            AmazonWebServicesClientProxy proxy,
            ResourceHandlerRequest<ResourceModel> request,
            @Nullable CallbackContext earlier) {
        RequestFacts facts = new RequestFacts(operation, request);
        OperationState state = new OperationState(
                operation, facts.desired(), earlier, wiring.clock().instant());
        return new Invocation(
                facts,
                state,
                wiring.services(proxy, state::isLast, state).points(),
                new Tags(request, operation == Operation.READ),
                new Outcomes<>(state, state.watch(), state::isLast, wiring::roll));
    }

    /** Runs a handler's flow. */
    ProgressEvent<ResourceModel, CallbackContext> run(
            Function<Invocation, ProgressEvent<ResourceModel, CallbackContext>> flow) {
        return outcomes.of(() -> {
            // Every operation is about one vault, and asks AWS Backup nothing without its name.
            vaultName();
            return flow.apply(this);
        });
    }

    String vaultName() {
        return facts.vaultName();
    }

    Stopwatch watch() {
        return state.watch();
    }

    /** Ends as decided. */
    ProgressEvent<ResourceModel, CallbackContext> end(Decision decision) {
        return outcomes.of(decision);
    }

    /** Ends with the whole model of a recovery point, as AWS Backup reports it. */
    ProgressEvent<ResourceModel, CallbackContext> done(RecoveryPoint point) {
        return outcomes.done(PointLookup.model(this, point));
    }
}
