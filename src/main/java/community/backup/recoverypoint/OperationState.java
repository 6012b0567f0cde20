package community.backup.recoverypoint;

import community.backup.failure.HandlerFailure;
import community.backup.handler.Operation;
import community.backup.handler.ResumableState;
import community.backup.handler.SchemaRule;
import community.backup.service.BackupOrder;
import community.backup.service.Bookmarks;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import software.amazon.cloudformation.proxy.HandlerErrorCode;

/**
 * What an operation knows so far, from earlier invocations and this one. The next invocation gets it: the model and the callback
 * context.
 */
class OperationState extends ResumableState<ResourceModel, CallbackContext> implements Bookmarks {
    private final Operation operation;
    private ResourceModel model;

    /**
     * @param model the request's model; if it has only the second identifier, that becomes the first
     * @param earlier what an earlier invocation has left; null in the first
     */
    OperationState(Operation operation, ResourceModel model, @Nullable CallbackContext earlier, Instant now) {
        super(operation, earlier, now, startedAt -> (earlier == null ? CallbackContext.builder() : earlier.toBuilder())
                .startedAt(startedAt)
                .build());
        this.operation = operation;
        this.model = operation == Operation.CREATE ? created(model, earlier) : identified(model);
    }

    /**
     * A create has an identity only if it started a job. Any other was written into the template, and the delete that follows a
     * failed create must not get it.
     */
    private static ResourceModel created(ResourceModel model, @Nullable CallbackContext earlier) {
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

    private static ResourceModel identified(ResourceModel model) {
        return model.getRecoveryPointId() != null
                ? model
                : model.toBuilder().recoveryPointId(model.getRecoveryPointArn()).build();
    }

    @Override
    public ResourceModel model() {
        return model;
    }

    /**
     * Without a model CloudFormation does not delete in its rollback what it never owned, and a repetition has what the template
     * says: from the model of a failure the runtime takes the write-only properties out.
     */
    @Override
    public @Nullable ResourceModel modelOfFailure() {
        return operation == Operation.CREATE && model.getRecoveryPointId() == null ? null : model;
    }

    @Override
    public void noteErrors(int errors, @Nullable Long doubtfulSince) {
        note(each -> each.errors(errors).doubtfulSince(doubtfulSince));
    }

    /** Whether no invocation can follow: the operation answers at once, or the resource has no identity to wait with. */
    boolean isLast() {
        return operation.plan() == null || model.getRecoveryPointId() == null;
    }

    /** The identity; a failure if the model has none, since such a resource was never made. */
    RecoveryPointId id() {
        return Identifiers.id(model);
    }

    /** Keeps something for the next invocation. */
    void note(UnaryOperator<CallbackContext.CallbackContextBuilder> change) {
        keep(change.apply(context().toBuilder()).build());
    }

    /** Keeps the status that was seen, and since when. */
    void noteStatus(String status) {
        if (!status.equals(context().status())) {
            note(each -> each.status(status).statusSince(nowMillis()));
        }
    }

    /** Keeps what an identity was resolved to: in the model too, without which the next invocation does not believe it. */
    void noteResolved(Resolution.Known known) {
        model = model.toBuilder().recoveryPointArn(known.arn()).build();
        note(each -> each.arn(known.arn()));
        noteMade(known.madeAt());
    }

    /** Keeps when the recovery point was made, if that is known. */
    void noteMade(@Nullable Instant madeAt) {
        if (madeAt != null) {
            note(each -> each.madeAt(madeAt.toEpochMilli()));
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

    /** The backup job that this create has started; null if it has started none. */
    @Nullable String startedJob() {
        String jobId = context().jobId();
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

    /** Whether the recovery point is known to be so old that no look can be one from before it was made. */
    boolean longMade() {
        Duration since = since(context().madeAt());
        Instant completed = time(model.getCompletionDate());
        return (since != null && since.compareTo(Resolution.SHOWN) >= 0)
                || (completed != null && watch().since(completed).compareTo(Resolution.SHOWN) >= 0);
    }

    /** Whether the backup job that makes the recovery point was started so lately that AWS Backup may not show it yet. */
    boolean justStarted() {
        Instant started = startedAt();
        return started != null && watch().since(started).compareTo(Resolution.SHOWN) < 0;
    }

    /** Whether the operation has taken so long that AWS Backup shows every job that was started before it. */
    boolean longUnderWay() {
        return watch().elapsed().compareTo(Resolution.SHOWN) >= 0;
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

    long nowMillis() {
        return watch().now().toEpochMilli();
    }

    /** Since then; null if it is not set. */
    @Nullable Duration since(@Nullable Long epochMillis) {
        return epochMillis == null ? null : watch().since(Instant.ofEpochMilli(epochMillis));
    }

    /** Since the status last noted was first seen. */
    Duration inStatus() {
        Duration since = since(context().statusSince());
        return since == null ? Duration.ZERO : since;
    }

    @Override
    public @Nullable String token(String listing) {
        return context().pages() == null ? null : context().pages().get(listing);
    }

    @Override
    public void put(String listing, @Nullable String token) {
        if (Objects.equals(token, token(listing))) {
            return;
        }
        Map<String, String> pages =
                new HashMap<>(context().pages() == null ? Map.of() : context().pages());
        if (token == null) {
            pages.remove(listing);
        } else {
            pages.put(listing, token);
        }
        // A page was read, so errors before it are not in a row with those after it.
        note(each -> each.pages(pages.isEmpty() ? null : Map.copyOf(pages)).errors(0));
    }
}
