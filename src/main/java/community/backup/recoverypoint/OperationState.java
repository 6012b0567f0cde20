package community.backup.recoverypoint;

import community.backup.failure.FailureCode;
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

/** The state of an operation: its model and its callback context. Each invocation gets both from the one before, and passes them on. */
class OperationState extends ResumableState<ResourceModel, CallbackContext> implements Bookmarks {
    private final Operation operation;
    private ResourceModel model;

    /**
     * @param model the request's model. If it has RecoveryPointArn but no RecoveryPointId, the ARN becomes its RecoveryPointId
     * @param earlier the callback context of the invocation before; null in the first
     */
    OperationState(Operation operation, ResourceModel model, @Nullable CallbackContext earlier, Instant now) {
        super(operation, earlier, now, startedAt -> (earlier == null ? CallbackContext.builder() : earlier.toBuilder())
                .startedAt(startedAt)
                .build());
        this.operation = operation;
        this.model = operation == Operation.CREATE ? created(model, earlier) : identified(model);
    }

    /**
     * Removes identifiers and dates that a create has not obtained itself: they come from the template. A failed create must not return
     * such an identifier, because CloudFormation then deletes the resource that it names.
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
     * The model; null for a create that has started no backup. Without a model, CloudFormation deletes nothing in its rollback. A retry of
     * the create also keeps all properties of the template, because the runtime removes write-only properties from the model of a failure.
     */
    @Override
    public @Nullable ResourceModel modelOfFailure() {
        return operation == Operation.CREATE && model.getRecoveryPointId() == null ? null : model;
    }

    @Override
    public void noteErrors(int errors, @Nullable Long doubtfulSince) {
        note(each -> each.errors(errors).doubtfulSince(doubtfulSince));
    }

    /**
     * Whether no invocation can follow this one. Either the operation must end in one invocation, or the resource has no identifier, which
     * every IN_PROGRESS event must have.
     */
    boolean isLast() {
        return operation.plan() == null || model.getRecoveryPointId() == null;
    }

    /**
     * The resource's identifier.
     *
     * @throws HandlerFailure if the model has none, since such a resource was never made, or an invalid one
     */
    RecoveryPointId id() {
        return Identifiers.id(model);
    }

    /** Keeps something for the next invocation. */
    void note(UnaryOperator<CallbackContext.CallbackContextBuilder> change) {
        keep(change.apply(context().toBuilder()).build());
    }

    /** Keeps a status. If it differs from the last one, it also keeps the present time as its beginning. */
    void noteStatus(String status) {
        if (!status.equals(context().status())) {
            note(each -> each.status(status).statusSince(nowMillis()));
        }
    }

    /**
     * Keeps the ARN that an identifier stands for. The model gets it too, because the next invocation ignores an ARN in the context that
     * the model lacks.
     */
    void noteResolved(Resolution.Known known) {
        model = model.toBuilder().recoveryPointArn(known.arn()).build();
        note(each -> each.arn(known.arn()));
        noteMade(known.madeAt());
    }

    /** Keeps a time by which the recovery point existed. Null changes nothing. */
    void noteMade(@Nullable Instant madeAt) {
        if (madeAt != null) {
            note(each -> each.madeAt(madeAt.toEpochMilli()));
        }
    }

    /** Sets the resource's identifier: the recovery point's ARN if StartBackupJob returned it, otherwise the backup job. */
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

    /**
     * The backup job that this create has started; null if it has started none.
     *
     * @throws HandlerFailure if the callback context and the model do not belong to the same create
     */
    @Nullable String startedJob() {
        String jobId = context().jobId();
        if (jobId == null) {
            return null;
        }
        String identity = model.getRecoveryPointId();
        if (identity == null
                || (id() instanceof RecoveryPointId.OfJob job && !job.jobId().equals(jobId))) {
            throw new HandlerFailure(
                    FailureCode.INVALID_REQUEST,
                    "callbackContext.jobId is %s, and RecoveryPointId is %s: the context is not the one that this create has left. Create it again."
                            .formatted(SchemaRule.quoted(jobId), identity));
        }
        return jobId;
    }

    /** Whether the recovery point is known to have existed for {@link Resolution#SHOWN}. Then a read cannot be from before it was made. */
    boolean longMade() {
        Duration since = since(context().madeAt());
        Instant completed = time(model.getCompletionDate());
        return (since != null && since.compareTo(Resolution.SHOWN) >= 0)
                || (completed != null && watch().since(completed).compareTo(Resolution.SHOWN) >= 0);
    }

    /** Whether the backup job that makes the recovery point started so recently that AWS Backup may not show it yet. */
    boolean justStarted() {
        Instant started = startedAt();
        return started != null && watch().since(started).compareTo(Resolution.SHOWN) < 0;
    }

    /** Whether the operation has run so long that AWS Backup shows every job that started before it. */
    boolean longUnderWay() {
        return watch().elapsed().compareTo(Resolution.SHOWN) >= 0;
    }

    /** When the backup job was created, from the model's CreationDate; null if the model has no valid one. */
    @Nullable Instant startedAt() {
        return time(model.getCreationDate());
    }

    /** Parses a date of the model; null if it is missing or invalid. */
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

    /** The time since then; null if {@code epochMillis} is null. */
    @Nullable Duration since(@Nullable Long epochMillis) {
        return epochMillis == null ? null : watch().since(Instant.ofEpochMilli(epochMillis));
    }

    /** The time since the last noted status was first seen; zero if there is none. */
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
        // A page was read in between, so earlier errors and later ones are not consecutive.
        note(each -> each.pages(pages.isEmpty() ? null : Map.copyOf(pages)).errors(0));
    }
}
