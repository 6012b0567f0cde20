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
 * @param facts CloudFormation's request
 * @param state what this invocation and earlier ones know
 * @param points the calls to AWS Backup
 * @param tags the tags in the request
 * @param outcomes turns decisions and failures into events
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
            // Fails before any call to AWS Backup if the vault's name is missing or invalid.
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

    /** The event of a decision. */
    ProgressEvent<ResourceModel, CallbackContext> end(Decision decision) {
        return outcomes.of(decision);
    }

    /** Success with the whole model of a recovery point, as AWS Backup reports it. */
    ProgressEvent<ResourceModel, CallbackContext> done(RecoveryPoint point) {
        return outcomes.done(PointLookup.model(this, point));
    }
}
