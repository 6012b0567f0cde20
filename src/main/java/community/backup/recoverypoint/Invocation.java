package community.backup.recoverypoint;

import community.backup.failure.AwsText;
import community.backup.failure.HandlerFailure;
import community.backup.failure.ServiceFailure;
import community.backup.service.BackupJob;
import community.backup.service.BackupOrder;
import community.backup.service.JobStatus;
import community.backup.service.RecoveryPoint;
import community.backup.service.RecoveryPoints;
import community.backup.wait.Decision;
import community.backup.wait.Elapsed;
import community.backup.wait.Stopwatch;
import community.backup.wait.WaitPlan;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import software.amazon.cloudformation.proxy.AmazonWebServicesClientProxy;
import software.amazon.cloudformation.proxy.HandlerErrorCode;
import software.amazon.cloudformation.proxy.OperationStatus;
import software.amazon.cloudformation.proxy.ProgressEvent;
import software.amazon.cloudformation.proxy.ResourceHandlerRequest;

/** One invocation of a handler: what was asked, what is known so far, and the ways in which it can end. */
final class Invocation {
    private final Operation operation;
    private final Wiring wiring;
    private final RecoveryPoints points;
    private final ResourceHandlerRequest<ResourceModel> request;
    private final Tags tags;
    private final Stopwatch watch;
    private final boolean first;
    private ResourceModel model;
    private CallbackContext context;

    Invocation(
            Operation operation,
            Wiring wiring,
            AmazonWebServicesClientProxy proxy,
            ResourceHandlerRequest<ResourceModel> request,
            @Nullable CallbackContext earlier) {
        this.operation = operation;
        this.wiring = wiring;
        this.points = wiring.points(proxy, this::patient, new ContextBookmarks(this));
        this.request = request;
        this.tags = new Tags(request, operation == Operation.READ);
        Instant now = wiring.clock().instant();
        ResourceModel desired = request.getDesiredResourceState();
        this.model = identified(operation, desired == null ? new ResourceModel() : desired, earlier);
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
    private static ResourceModel identified(
            Operation operation, ResourceModel model, @Nullable CallbackContext earlier) {
        if (operation == Operation.CREATE) {
            // A create has an identity only if it started a job. Any other was written into the template, and the
            // delete
            // that follows a failed create must not get it.
            boolean started = earlier != null && earlier.jobId() != null;
            return started
                    ? model
                    : model.toBuilder()
                            .recoveryPointId(null)
                            .recoveryPointArn(null)
                            .creationDate(null)
                            .completionDate(null)
                            .build();
        }
        return model.getRecoveryPointId() != null
                ? model
                : model.toBuilder().recoveryPointId(model.getRecoveryPointArn()).build();
    }

    /** Whether the next call has to outlast errors that pass: there is no next invocation, or none without an identity. */
    private boolean patient() {
        return operation.plan() == null || model.getRecoveryPointId() == null;
    }

    /** Runs a handler's flow; an error that passes, or may, is left to the next invocation where there is one. */
    ProgressEvent<ResourceModel, CallbackContext> run(
            Function<Invocation, ProgressEvent<ResourceModel, CallbackContext>> flow) {
        try {
            // Every operation is about one vault, and asks AWS Backup nothing without its name.
            vaultName();
            return flow.apply(this);
        } catch (ServiceFailure failure) {
            return afterError(failure);
        } catch (HandlerFailure failure) {
            return failed(failure.code(), failure.getMessage());
        }
    }

    private ProgressEvent<ResourceModel, CallbackContext> afterError(ServiceFailure failure) {
        boolean doubtful = isDoubtful(failure);
        long since = context.doubtfulSince() == null ? nowMillis() : context.doubtfulSince();
        boolean mayPass = doubtful
                ? watch.since(Instant.ofEpochMilli(since)).compareTo(WaitPlan.DOUBT) < 0
                : failure.kind().passes();
        if (!mayPass || patient()) {
            return failed(failure.code(), failure.getMessage());
        }
        if (watch.lastChance()) {
            return gaveUp(failure.getMessage());
        }
        note(each -> each.errors(context.errors() + 1).doubtfulSince(doubtful ? since : null));
        return waiting(failure.getMessage(), failure.code() == HandlerErrorCode.Throttling);
    }

    /**
     * Whether an error passes within minutes, if at all. A denial after the first invocation is one: new credentials and changed
     * policies take a while to be known everywhere.
     */
    private boolean isDoubtful(ServiceFailure failure) {
        return switch (failure.kind()) {
            case DOUBTFUL -> true;
            case DENIED, UNAUTHENTICATED -> !first;
            case PASSING, BUSY, MISSING, REFUSED -> false;
        };
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

    Tags tags() {
        return tags;
    }

    /** Whether the stack takes back what it did. */
    boolean isRollback() {
        return Boolean.TRUE.equals(request.getRollback());
    }

    CallbackContext context() {
        return context;
    }

    /** Whether this is the operation's first invocation. */
    boolean first() {
        return first;
    }

    String vaultName() {
        return Identifiers.vault(model);
    }

    RecoveryPointId id() {
        return Identifiers.id(model);
    }

    /** The vault's ARN, made of the request's partition, region and account. */
    String vaultArn() {
        return "arn:%s:backup:%s:%s:backup-vault:%s"
                .formatted(
                        request.getAwsPartition() == null ? "aws" : request.getAwsPartition(),
                        request.getRegion(),
                        request.getAwsAccountId(),
                        vaultName());
    }

    /**
     * Which recovery point the identity stands for.
     *
     * @throws ServiceFailure if AWS Backup does not find a job that it cannot have forgotten; a later invocation may find it
     * @throws HandlerFailure if the identity contradicts what AWS Backup reports of its job
     */
    Resolution resolve() {
        RecoveryPointId id = id();
        String resolved = context.arn();
        String told = Identifiers.arn(model);
        if (id instanceof RecoveryPointId.OfJob && resolved != null && resolved.equals(told)) {
            return new Resolution.Known(resolved);
        }
        Set<String> candidates = new LinkedHashSet<>();
        if (context.candidates() != null) {
            candidates.addAll(context.candidates());
        }
        Resolution resolution;
        try {
            Resolution.Sought sought = new Resolution.Sought(id, vaultName(), told, model.getResourceArn(), candidates);
            resolution = Resolution.of(sought, points, watch.now());
        } finally {
            // What the listing has found by now counts also if the rest of it is for the next invocation.
            note(each -> each.candidates(candidates.isEmpty() ? null : List.copyOf(candidates)));
        }
        if (resolution instanceof Resolution.InTheMaking making) {
            refuseUntold(making.job());
        }
        if (resolution instanceof Resolution.JobNotFound job) {
            throw ServiceFailure.jobNotFound(job.jobId());
        }
        if (resolution instanceof Resolution.Mismatch mismatch) {
            // Not NotFound: during a delete, CloudFormation would take the resource for deleted.
            throw new HandlerFailure(
                    HandlerErrorCode.InvalidRequest,
                    "RecoveryPointId %s does not match its backup job, which AWS Backup created at %s. Give the recovery point's ARN."
                            .formatted(id.text(), mismatch.created()));
        }
        return resolution;
    }

    /**
     * Refuses an ARN that this account and region cannot have. AWS Backup is not asked: the type's role is for what they can
     * have, so the answer would be a denial, which says nothing.
     */
    void refuseElsewhere(String property, String arn) {
        if (RecoveryPoint.elsewhere(arn, request.getAwsPartition(), request.getRegion(), request.getAwsAccountId())) {
            throw new HandlerFailure(
                    HandlerErrorCode.NotFound,
                    "%s: vault %s of partition %s, region %s and account %s cannot have recovery point %s. Correct the ARN."
                            .formatted(
                                    property,
                                    vaultName(),
                                    request.getAwsPartition(),
                                    request.getRegion(),
                                    request.getAwsAccountId(),
                                    arn));
        }
    }

    /** The backup job that this create has started; null where it has started none. */
    @Nullable String startedJob() {
        String jobId = context.jobId();
        if (jobId == null) {
            return null;
        }
        String identity = model.getRecoveryPointId();
        if (identity == null
                || (id() instanceof RecoveryPointId.OfJob job && !job.jobId().equals(jobId))) {
            throw new HandlerFailure(
                    HandlerErrorCode.InvalidRequest,
                    "callbackContext.jobId is %s, and RecoveryPointId is %s: the context is not the one that this create has left. Create it again."
                            .formatted(SchemaRule.quoted(jobId), identity));
        }
        return jobId;
    }

    /** Refuses a backup job that is COMPLETED and still does not name its recovery point long after it should. */
    void refuseUntold(BackupJob job) {
        if (job.state() != JobStatus.COMPLETED || job.recoveryPointArn() != null) {
            return;
        }
        Duration complete = job.completedAt() == null ? inStatus() : watch.since(job.completedAt());
        if (complete.compareTo(Resolution.ARN_TOLD) >= 0) {
            throw ServiceFailure.untold(
                    "Backup job %s has been COMPLETED for %s, and AWS Backup does not say which recovery point it made. Look for the recovery point in vault %s. Delete it there, or import it by its ARN; then delete the stack and retain this resource."
                            .formatted(job.jobId(), Elapsed.text(complete), vaultName()));
        }
    }

    /** Keeps what an identity was resolved to: in the model too, without which the next invocation does not believe it. */
    void noteResolved(Resolution.Known known) {
        model = model.toBuilder().recoveryPointArn(known.arn()).build();
        note(each -> each.arn(known.arn()));
        noteMade(known.madeAt());
    }

    /** Keeps when the recovery point was made, where that is known. */
    void noteMade(@Nullable Instant madeAt) {
        if (madeAt != null) {
            note(each -> each.madeAt(madeAt.toEpochMilli()));
        }
    }

    /** Whether the recovery point is known to be so old that no look can be one from before it was made. */
    boolean longMade() {
        Duration since = since(context.madeAt());
        Instant completed = time(model.getCompletionDate());
        return (since != null && since.compareTo(Resolution.SHOWN) >= 0)
                || (completed != null && watch.since(completed).compareTo(Resolution.SHOWN) >= 0);
    }

    /** Whether the backup job that makes the recovery point was started so lately that AWS Backup may not show it yet. */
    boolean justStarted() {
        Instant started = startedAt();
        return started != null && watch.since(started).compareTo(Resolution.SHOWN) < 0;
    }

    /** Whether the operation has taken so long that AWS Backup shows every job that was started before it. */
    boolean longUnderWay() {
        return watch.elapsed().compareTo(Resolution.SHOWN) >= 0;
    }

    /** When the backup began, as far as the model says it. */
    @Nullable Instant startedAt() {
        return time(model.getCreationDate());
    }

    /** What a model says is what AWS Backup told, or no time at all. */
    private static @Nullable Instant time(@Nullable String date) {
        try {
            return date == null ? null : Instant.parse(date);
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    /** Gives the resource the identity of the backup that was started. */
    void identify(BackupOrder.Accepted accepted) {
        RecoveryPointId id = accepted.arn() == null
                ? new RecoveryPointId.OfJob(accepted.jobId(), accepted.createdAt())
                : new RecoveryPointId.OfArn(accepted.arn());
        model = model.toBuilder()
                .recoveryPointId(id.text())
                .recoveryPointArn(accepted.arn())
                .creationDate(accepted.createdAt().toString())
                .build();
        note(each -> each.jobId(accepted.jobId()));
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
            note(each -> each.errors(0).doubtfulSince(null));
            return waiting(wait.why(), false);
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
        Map<String, String> reported = tags.reported(points, point.arn()).orElse(Map.of());
        return done(ModelTranslator.model(id(), point, reported, vaultArn()));
    }

    ProgressEvent<ResourceModel, CallbackContext> failed(HandlerErrorCode code, String message) {
        boolean nothingMade = operation == Operation.CREATE && model.getRecoveryPointId() == null;
        // Without a model CloudFormation does not delete in its rollback what it never owned, and a repetition has what
        // the template says: from the model of a failure the runtime takes the write-only properties out.
        return ProgressEvent.failed(nothingMade ? null : model, null, code, AwsText.fit(message));
    }

    private ProgressEvent<ResourceModel, CallbackContext> waiting(String why, boolean throttled) {
        Duration next = watch.untilNextLook(context.errors(), throttled, wiring.roll());
        boolean soon = context.doubtfulSince() != null && next.compareTo(WaitPlan.BETWEEN_DOUBTS) > 0;
        Duration delay = soon ? WaitPlan.BETWEEN_DOUBTS : next;
        return ProgressEvent.<ResourceModel, CallbackContext>builder()
                .status(OperationStatus.IN_PROGRESS)
                .resourceModel(model)
                .callbackContext(context)
                .callbackDelaySeconds((int) delay.toSeconds())
                .message(AwsText.fit(why + ", next look in " + Elapsed.text(delay)))
                .build();
    }
}
