package community.backup.recoverypoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import community.backup.failure.FailureCode;
import community.backup.failure.HandlerFailure;
import community.backup.handler.Operation;
import community.backup.handler.Wiring;
import community.backup.service.PointLifecycle;
import community.backup.service.PointStatus;
import community.backup.service.RecoveryPoint;
import community.backup.wait.Decision;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.cloudformation.proxy.HandlerErrorCode;
import software.amazon.cloudformation.proxy.ProgressEvent;

/** Changes the lifecycle and the tags of a recovery point. */
public final class UpdateHandler extends Handler {
    /** The ResourceType of EBS snapshots. Their cold storage is an archive, which needs an opt-in. */
    private static final String EBS = "EBS";

    public UpdateHandler() {
        this(Wiring.ofContainer());
    }

    UpdateHandler(Wiring wiring) {
        super(Operation.UPDATE, wiring);
    }

    @Override
    ProgressEvent<ResourceModel, CallbackContext> answer(Invocation invocation) {
        if (!invocation.facts().isRollback()) {
            invocation.tags().check();
        }
        Resolution resolution = PointLookup.resolve(invocation);
        if (resolution instanceof Resolution.InTheMaking making) {
            invocation.state().noteStatus(making.job().stateText());
            return invocation.end(new Decision.Wait("Backup job " + making.job().jobId()
                    + " is still making the recovery point: " + making.job().stateText()));
        }
        RecoveryPoint point = PointLookup.existing(invocation, resolution);
        if (point.status() == PointStatus.DELETING) {
            throw new HandlerFailure(
                    FailureCode.DELETING,
                    "Recovery point " + point.arn()
                            + " is being deleted and cannot be changed. Remove it from the template.");
        }
        ResourceModel former = invocation.facts().previous() == null
                ? invocation.state().model()
                : invocation.facts().previous();
        refuseCreateOnly(invocation.state().model(), former);
        CreateInput.checkLifecycle(invocation.state().model().getLifecycle());
        boolean taggable = RecoveryPoint.taggable(point.arn());
        // CloudFormation also rolls back an update that this check has refused. The rollback has nothing to undo.
        if (!taggable && !invocation.facts().isRollback() && invocation.tags().changed()) {
            throw untaggable(HandlerErrorCode.NotUpdatable, point.arn());
        }
        Optional<Map<String, String>> tags = invocation.tags().reported(invocation.points(), point.arn());
        Changes changes = Changes.between(
                point,
                tags,
                lifecycle(invocation, point, former),
                taggable ? invocation.tags().desired() : Map.of(),
                taggable ? formerTags(invocation, tags) : Map.of());
        if (changes.none()) {
            return invocation.done(point);
        }
        changes.apply(invocation.points(), point, invocation.tags());
        return invocation.done(PointLookup.existing(invocation, point.arn()));
    }

    private static HandlerFailure untaggable(HandlerErrorCode code, String arn) {
        return new HandlerFailure(
                FailureCode.UNTAGGABLE,
                code,
                "Tags: AWS Backup cannot tag recovery point %s, only those whose ARN has the service backup. Remove Tags, or set them in the service that the ARN names."
                        .formatted(arn));
    }

    /**
     * The whole lifecycle that the recovery point must have; null to leave it unchanged. A member that the template lacks stays as AWS
     * Backup reports it. A rollback instead removes the members that the failed update has set.
     */
    private static @Nullable PointLifecycle lifecycle(
            Invocation invocation, RecoveryPoint point, ResourceModel former) {
        PointLifecycle desired =
                ModelTranslator.lifecycle(invocation.state().model().getLifecycle());
        PointLifecycle before = ModelTranslator.lifecycle(former.getLifecycle());
        PointLifecycle reported = point.reportedLifecycle();
        if (desired == null) {
            PointLifecycle left = withoutLifecycle(invocation, reported, before);
            // AWS Backup refuses to change the move to cold storage of a recovery point that is already there.
            return left == null || !point.isCold() ? left : left.withColdStorageOf(reported);
        }
        PointLifecycle kept = invocation.facts().isRollback() && before != null ? reported.without(before) : reported;
        PointLifecycle whole = desired.orElse(point.isCold() ? kept.withColdStorageOf(reported) : kept);
        if (!invocation.facts().isRollback()) {
            CreateInput.checkChanged(whole);
            boolean asks = desired.movesToColdStorage()
                    && !Objects.equals(desired.moveToColdStorageAfterDays(), reported.moveToColdStorageAfterDays());
            if (asks && EBS.equals(point.resourceType())) {
                CreateInput.checkArchiving(whole);
            }
        }
        return whole;
    }

    /**
     * The lifecycle after Lifecycle was removed from the template; null to leave it unchanged. An update ends the lifecycle, so that AWS
     * Backup keeps the recovery point. A rollback does so only if the failed update has set the lifecycle. Otherwise the recovery point
     * still has its earlier one.
     */
    private static @Nullable PointLifecycle withoutLifecycle(
            Invocation invocation, PointLifecycle reported, @Nullable PointLifecycle before) {
        if (before == null) {
            return null;
        }
        boolean cameToBe = Objects.equals(reported.deleteAfterDays(), before.deleteAfterDays());
        return cameToBe || !invocation.facts().isRollback() ? PointLifecycle.KEEP : null;
    }

    /**
     * The tags that can be removed. A rollback removes only tags that the failed update has set. A tag with the same key and another value
     * is not the stack's.
     */
    private static Map<String, String> formerTags(Invocation invocation, Optional<Map<String, String>> reported) {
        Map<String, String> former = new HashMap<>(invocation.tags().former());
        if (invocation.facts().isRollback()) {
            former.entrySet().retainAll(reported.orElse(Map.of()).entrySet());
        }
        return former;
    }

    /** Loaded by the first update, so that it does not delay the start of the container. */
    private static final class Schema {
        static final List<String> CREATE_ONLY = new Configuration()
                .resourceSchemaJSONObject().getJSONArray("createOnlyProperties").toList().stream()
                        .map(pointer -> pointer.toString().substring("/properties/".length()))
                        .toList();
        static final ObjectMapper JSON = new ObjectMapper();
    }

    private static void refuseCreateOnly(ResourceModel desired, ResourceModel former) {
        JsonNode before = Schema.JSON.valueToTree(former);
        JsonNode now = Schema.JSON.valueToTree(desired);
        for (String property : Schema.CREATE_ONLY) {
            // A property that one of the models lacks has not changed: requests do not always have write-only
            // properties.
            if (before.hasNonNull(property)
                    && now.hasNonNull(property)
                    && !before.get(property).equals(now.get(property))) {
                throw new HandlerFailure(
                        FailureCode.CREATE_ONLY,
                        "%s cannot be changed%s: it belongs to the making of the backup. Replace the resource."
                                .formatted(property, fromTo(before.get(property), now.get(property))));
            }
        }
    }

    /** The two values for a message. The values of backup options are left out, as in the log. */
    private static String fromTo(JsonNode former, JsonNode now) {
        return now.isObject() ? "" : " from %s to %s".formatted(former.asText(), now.asText());
    }
}
