package community.backup.recoverypoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
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
    /** AWS Backup's name of the type whose cold storage is an archive, which needs an opt-in. */
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
                    HandlerErrorCode.NotUpdatable,
                    "Recovery point " + point.arn()
                            + " is being deleted and cannot be changed. Remove it from the template.");
        }
        ResourceModel former = invocation.facts().previous() == null
                ? invocation.state().model()
                : invocation.facts().previous();
        refuseCreateOnly(invocation.state().model(), former);
        CreateInput.checkLifecycle(invocation.state().model().getLifecycle());
        boolean taggable = RecoveryPoint.taggable(point.arn());
        // A change that was refused is rolled back too, and there is nothing to take back then.
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
                code,
                "Tags: AWS Backup cannot tag recovery point %s, only those whose ARN has the service backup. Remove Tags, or set them in the service that the ARN names."
                        .formatted(arn));
    }

    /**
     * The whole lifecycle that the recovery point must have; null if it keeps the one that it has. What the template does not
     * mention stays as AWS Backup reports it, except in a rollback, which takes back what the change set.
     */
    private static @Nullable PointLifecycle lifecycle(
            Invocation invocation, RecoveryPoint point, ResourceModel former) {
        PointLifecycle desired =
                ModelTranslator.lifecycle(invocation.state().model().getLifecycle());
        PointLifecycle before = ModelTranslator.lifecycle(former.getLifecycle());
        PointLifecycle reported = point.reportedLifecycle();
        if (desired == null) {
            PointLifecycle left = withoutLifecycle(invocation, reported, before);
            // AWS Backup refuses to change the move of what is in cold storage already.
            return left == null || !point.isCold() ? left : left.withColdStorageOf(reported);
        }
        PointLifecycle kept = invocation.facts().isRollback() && before != null ? reported.without(before) : reported;
        PointLifecycle whole = desired.orElse(point.isCold() ? kept.withColdStorageOf(reported) : kept);
        if (!invocation.facts().isRollback()) {
            CreateInput.checkChanged(whole);
            boolean asks = desired.cools()
                    && !Objects.equals(desired.moveToColdStorageAfterDays(), reported.moveToColdStorageAfterDays());
            if (asks && EBS.equals(point.resourceType())) {
                CreateInput.checkArchiving(whole);
            }
        }
        return whole;
    }

    /**
     * A lifecycle that left the template ends with it: what was to be deleted one day is kept. In a rollback only if it came to
     * be: else the recovery point has the one that it had before.
     */
    private static @Nullable PointLifecycle withoutLifecycle(
            Invocation invocation, PointLifecycle reported, @Nullable PointLifecycle before) {
        if (before == null) {
            return null;
        }
        boolean cameToBe = Objects.equals(reported.deleteAfterDays(), before.deleteAfterDays());
        return cameToBe || !invocation.facts().isRollback() ? PointLifecycle.KEEP : null;
    }

    /** A rollback removes only what came to be: a tag of the same name with another value is not the stack's. */
    private static Map<String, String> formerTags(Invocation invocation, Optional<Map<String, String>> reported) {
        Map<String, String> former = new HashMap<>(invocation.tags().former());
        if (invocation.facts().isRollback()) {
            former.entrySet().retainAll(reported.orElse(Map.of()).entrySet());
        }
        return former;
    }

    /** Made by the first update, not while the container starts. */
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
            // What is not given on either side is no change: write-only properties are not always handed back.
            if (before.hasNonNull(property)
                    && now.hasNonNull(property)
                    && !before.get(property).equals(now.get(property))) {
                throw new HandlerFailure(
                        HandlerErrorCode.NotUpdatable,
                        "%s cannot be changed%s: it belongs to the making of the backup. Replace the resource."
                                .formatted(property, fromTo(before.get(property), now.get(property))));
            }
        }
    }

    /** The values of options stay out of messages, as they stay out of the log. */
    private static String fromTo(JsonNode former, JsonNode now) {
        return now.isObject() ? "" : " from %s to %s".formatted(former.asText(), now.asText());
    }
}
