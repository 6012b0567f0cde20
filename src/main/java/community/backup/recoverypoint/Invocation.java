package community.backup.recoverypoint;

import community.backup.recoverypoint.failure.HandlerFailure;
import community.backup.recoverypoint.failure.Nature;
import community.backup.recoverypoint.failure.ServiceFailure;
import community.backup.recoverypoint.point.RecoveryPoint;
import community.backup.recoverypoint.point.RecoveryPointId;
import community.backup.recoverypoint.point.RecoveryPoints;
import community.backup.recoverypoint.point.Resolution;
import community.backup.recoverypoint.wait.Decision;
import community.backup.recoverypoint.wait.Elapsed;
import community.backup.recoverypoint.wait.Stopwatch;
import community.backup.recoverypoint.wait.WaitPlan;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import software.amazon.cloudformation.proxy.AmazonWebServicesClientProxy;
import software.amazon.cloudformation.proxy.HandlerErrorCode;
import software.amazon.cloudformation.proxy.Logger;
import software.amazon.cloudformation.proxy.OperationStatus;
import software.amazon.cloudformation.proxy.ProgressEvent;
import software.amazon.cloudformation.proxy.ResourceHandlerRequest;

/** One invocation of a handler: what was asked, what is known so far, and the ways in which it can end. */
final class Invocation {
    private final Operation operation;
    private final Wiring wiring;
    private final RecoveryPoints points;
    private final ResourceHandlerRequest<ResourceModel> request;
    private final Stopwatch watch;
    private final boolean first;
    private ResourceModel model;
    private CallbackContext context;

    private Invocation(
            Operation operation,
            Wiring wiring,
            RecoveryPoints points,
            ResourceHandlerRequest<ResourceModel> request,
            @Nullable CallbackContext earlier) {
        this.operation = operation;
        this.wiring = wiring;
        this.points = points;
        this.request = request;
        Instant now = wiring.clock().instant();
        ResourceModel desired = request.getDesiredResourceState();
        this.model = identified(operation, desired == null ? new ResourceModel() : desired);
        this.first = earlier == null || earlier.startedAt() == null;
        long startedAt =
                first || earlier == null || earlier.startedAt() == null ? now.toEpochMilli() : earlier.startedAt();
        this.context = (earlier == null ? CallbackContext.builder() : earlier.toBuilder())
                .startedAt(startedAt)
                .build();
        WaitPlan plan = operation.plan();
        this.watch = new Stopwatch(Instant.ofEpochMilli(startedAt), now, plan == null ? Duration.ZERO : plan.budget());
    }

    /** The second identifier does as well; what a handler answers has the first. */
    private static ResourceModel identified(Operation operation, ResourceModel model) {
        return operation == Operation.CREATE || model.getRecoveryPointId() != null
                ? model
                : model.toBuilder().recoveryPointId(model.getRecoveryPointArn()).build();
    }

    /** Runs a handler's flow; an error that passes is left to the next invocation where there is one. */
    static ProgressEvent<ResourceModel, CallbackContext> run(
            Operation operation,
            Wiring wiring,
            @Nullable AmazonWebServicesClientProxy proxy,
            ResourceHandlerRequest<ResourceModel> request,
            @Nullable CallbackContext context,
            Logger logger,
            Function<Invocation, ProgressEvent<ResourceModel, CallbackContext>> flow) {
        if (proxy == null) {
            return ProgressEvent.failed(
                    request.getDesiredResourceState(),
                    null,
                    HandlerErrorCode.InvalidCredentials,
                    "CloudFormation handed no credentials to the type: register it with an execution role.");
        }
        boolean patient = operation.plan() == null;
        Invocation it = new Invocation(operation, wiring, wiring.points(proxy, patient), request, context);
        ProgressEvent<ResourceModel, CallbackContext> event = it.answer(flow);
        logger.log(it.line(event));
        return event;
    }

    private ProgressEvent<ResourceModel, CallbackContext> answer(
            Function<Invocation, ProgressEvent<ResourceModel, CallbackContext>> flow) {
        try {
            // Every operation is about one vault, and asks AWS Backup nothing without its name.
            vaultName();
            return flow.apply(this);
        } catch (ServiceFailure failure) {
            return failure.nature() == Nature.PASSING && operation.plan() != null && model.getRecoveryPointId() != null
                    ? afterError(failure)
                    : failed(failure.code(), failure.getMessage());
        } catch (HandlerFailure failure) {
            return failed(failure.code(), failure.getMessage());
        }
    }

    private ProgressEvent<ResourceModel, CallbackContext> afterError(ServiceFailure failure) {
        if (watch.lastChance()) {
            return gaveUp(failure.getMessage());
        }
        note(each -> each.errors(context.errors() + 1));
        return waiting(failure.getMessage());
    }

    private ProgressEvent<ResourceModel, CallbackContext> gaveUp(String last) {
        return failed(
                HandlerErrorCode.NotStabilized,
                "Gave up after %s; at last: %s".formatted(Elapsed.text(watch.elapsed()), last));
    }

    RecoveryPoints points() {
        return points;
    }

    ResourceModel model() {
        return model;
    }

    @Nullable ResourceModel previousModel() {
        return request.getPreviousResourceState();
    }

    ResourceHandlerRequest<ResourceModel> request() {
        return request;
    }

    /** The tags that the recovery point shall have: the stack's and the resource's own, which win. */
    Map<String, String> desiredTags() {
        return request.getDesiredResourceTags() == null ? Map.of() : request.getDesiredResourceTags();
    }

    /** The same of the template before. */
    Map<String, String> formerTags() {
        return request.getPreviousResourceTags() == null ? Map.of() : request.getPreviousResourceTags();
    }

    CallbackContext context() {
        return context;
    }

    /** Whether this is the operation's first invocation. */
    boolean first() {
        return first;
    }

    String vaultName() {
        return Names.vault(model);
    }

    RecoveryPointId id() {
        return Names.id(model);
    }

    @Nullable String jobId() {
        return Names.job(model);
    }

    /** Which recovery point the identity stands for. */
    Resolution resolve() {
        RecoveryPointId id = id();
        String resolved = context.arn();
        String told = Names.arn(model);
        return id instanceof RecoveryPointId.OfJob && resolved != null && resolved.equals(told)
                ? new Resolution.Known(resolved)
                : Resolution.of(id, told, vaultName(), model.getResourceArn(), points, watch.now());
    }

    /** The backup job that this create has started; null where it has started none. */
    @Nullable String startedJob() {
        String jobId = context.jobId();
        if (jobId != null && !jobId.equals(jobId())) {
            throw new HandlerFailure(
                    HandlerErrorCode.InvalidRequest,
                    "callbackContext.jobId is %s, and BackupJobId is %s: the context is not the one that this create has left. Create it again."
                            .formatted(PropertyForm.quoted(jobId), jobId()));
        }
        return jobId;
    }

    /** Keeps what an identity was resolved to: in the model too, without which the next invocation does not believe it. */
    void noteResolved(Resolution.Known known) {
        model = model.toBuilder().recoveryPointArn(known.arn()).build();
        note(each -> each.arn(known.arn())
                .madeAt(
                        known.madeAt() == null
                                ? context.madeAt()
                                : Long.valueOf(known.madeAt().toEpochMilli())));
    }

    /** Whether the recovery point was made so lately that a look can be one from before. */
    boolean justMade() {
        Duration since = since(context.madeAt());
        return since != null && since.compareTo(Resolution.SHOWN) < 0;
    }

    /** Gives the resource its identity, and the job that makes it where there is one. */
    void identify(RecoveryPointId id, @Nullable String jobId) {
        model = model.toBuilder()
                .recoveryPointId(id.text())
                .recoveryPointArn(id instanceof RecoveryPointId.OfArn known ? known.arn() : null)
                .backupJobId(jobId)
                .build();
    }

    /** Keeps something for the next invocation. */
    void note(UnaryOperator<CallbackContext.CallbackContextBuilder> change) {
        context = change.apply(context.toBuilder()).build();
    }

    /** Keeps the status that was seen, and since when. */
    void noteStatus(String status) {
        if (!status.equals(context.status())) {
            note(each -> each.status(status).statusSince(nowMillis()));
        }
    }

    long nowMillis() {
        return watch.now().toEpochMilli();
    }

    /** Since then; null where it is not set. */
    @Nullable Duration since(@Nullable Long epochMillis) {
        return epochMillis == null ? null : watch.since(Instant.ofEpochMilli(epochMillis));
    }

    /** Since the status last noted was first seen. */
    Duration inStatus() {
        Duration since = since(context.statusSince());
        return since == null ? Duration.ZERO : since;
    }

    /** The operation's time. */
    Stopwatch watch() {
        return watch;
    }

    /** Ends as decided; done means done without a model, as a delete is. */
    ProgressEvent<ResourceModel, CallbackContext> end(Decision decision) {
        if (decision instanceof Decision.Wait wait && watch.lastChance()) {
            return gaveUp(wait.why());
        }
        if (decision instanceof Decision.Wait wait) {
            note(each -> each.errors(0));
            return waiting(wait.why());
        }
        if (decision instanceof Decision.Failed failed) {
            return failed(failed.code(), failed.message());
        }
        return ProgressEvent.success(null, null);
    }

    ProgressEvent<ResourceModel, CallbackContext> done(ResourceModel result) {
        return ProgressEvent.success(result, null);
    }

    /** The whole model of a recovery point as AWS Backup reports it, under the identity that was asked for. */
    ProgressEvent<ResourceModel, CallbackContext> done(RecoveryPoint point) {
        Map<String, String> tags = RecoveryPoint.taggable(point.arn()) ? points.tags(point.arn()) : Map.of();
        return done(ModelTranslator.model(id(), point, tags));
    }

    ProgressEvent<ResourceModel, CallbackContext> failed(HandlerErrorCode code, String message) {
        if (operation == Operation.CREATE && first && model.getExistingRecoveryPointArn() != null) {
            // Nothing was made: without an identifier CloudFormation does not delete in its rollback what it never
            // owned.
            model = model.toBuilder()
                    .recoveryPointId(null)
                    .recoveryPointArn(null)
                    .build();
        }
        return ProgressEvent.failed(model, null, code, message);
    }

    private ProgressEvent<ResourceModel, CallbackContext> waiting(String why) {
        Duration delay = watch.untilNextLook(context.errors(), wiring.roll());
        return ProgressEvent.<ResourceModel, CallbackContext>builder()
                .status(OperationStatus.IN_PROGRESS)
                .resourceModel(model)
                .callbackContext(context)
                .callbackDelaySeconds((int) delay.toSeconds())
                .message(why + ", next look in " + Elapsed.text(delay))
                .build();
    }

    private String line(ProgressEvent<ResourceModel, CallbackContext> event) {
        return "operation=%s vault=%s id=%s first=%s elapsed=%ss status=%s errors=%d outcome=%s code=%s delay=%d"
                .formatted(
                        operation,
                        model.getBackupVaultName(),
                        model.getRecoveryPointId(),
                        first,
                        watch.elapsed().toSeconds(),
                        context.status(),
                        context.errors(),
                        event.getStatus(),
                        event.getErrorCode(),
                        event.getCallbackDelaySeconds())
                // A name that was refused must not write lines of its own.
                .replaceAll("\\p{Cntrl}", "?");
    }
}
