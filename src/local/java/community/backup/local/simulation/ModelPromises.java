package community.backup.local.simulation;

import static community.backup.local.simulation.PromiseChecker.promise;

import com.fasterxml.jackson.databind.JsonNode;
import community.backup.local.awsbackup.BackupOperation;
import community.backup.local.awsbackup.JobState;
import community.backup.local.awsbackup.LifecycleRule;
import community.backup.local.awsbackup.PointView;
import community.backup.local.cloudformation.resource.Action;
import community.backup.local.simulation.GroundTruth.TargetPoint;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The promises of create, update and read: the returned model is true, and only the requested changes are made. */
final class ModelPromises {
    private static final Set<BackupOperation> TAGGING =
            Set.of(BackupOperation.LIST_TAGS, BackupOperation.TAG_RESOURCE, BackupOperation.UNTAG_RESOURCE);

    private final GroundTruth truth;
    private final OtherActors others;
    private Optional<PointView> pointBefore = Optional.empty();
    private boolean underWayBefore;

    ModelPromises(GroundTruth truth, OtherActors others) {
        this.truth = truth;
        this.others = others;
    }

    void before(SimulatedInvocation invocation, TargetPoint target) {
        pointBefore = truth.point(target);
        underWayBefore = isUnderWay(target);
    }

    void after(SimulatedInvocation invocation, TargetPoint target) {
        boolean clear =
                invocation.calls().stream().allMatch(call -> call.fault().isEmpty())
                        && !invocation.run().disturbed();
        boolean alone = target.arn()
                .filter(arn -> others.changedSince(arn, invocation.begin()))
                .isEmpty();
        if (!invocation.status().equals("SUCCESS")) {
            return;
        }
        JsonNode model = invocation.answer().path("resourceModel");
        Optional<PointView> point = truth.point(target);
        boolean wasOrIs = point.isPresent() || pointBefore.isPresent() || underWayBefore || isUnderWay(target);
        // An unknown status can mean anything.
        boolean reliable = invocation.calls().stream()
                .noneMatch(call -> call.fault().equals("stale")
                        || call.fault().equals("unknown status")
                        || (call.operation() == BackupOperation.DESCRIBE_BACKUP_JOB
                                && !call.fault().isEmpty()
                                && call.meaning()
                                        .filter(WireError.Meaning.MISSING::equals)
                                        .isPresent()));
        // The handler has found another candidate in the documented way, or the call itself is a violation.
        boolean concluded = invocation.calls(BackupOperation.DESCRIBE_RECOVERY_POINT).stream()
                .anyMatch(call -> !truth.family(target).contains(call.subject()));
        promise(
                wasOrIs || concluded || !reliable || truth.mayLinger(target, invocation.begin()),
                "success means that the recovery point exists",
                invocation,
                target);
        if (invocation.action() == Action.CREATE) {
            checkJob(invocation, target, model);
        }
        if (invocation.action() != Action.READ && point.isPresent() && clear && alone) {
            checkProperties(invocation, point.get());
        }
        if (point.isPresent() && clear && alone && pointBefore.isPresent()) {
            checkModel(invocation, point.get(), model);
        }
    }

    private static boolean isUnderWay(TargetPoint target) {
        return target.job().filter(job -> job.state().active()).isPresent();
    }

    private static void checkJob(SimulatedInvocation invocation, TargetPoint target, JsonNode model) {
        target.job().ifPresent(job -> {
            promise(
                    job.state() == JobState.COMPLETED,
                    "a backup is made when its job is complete",
                    invocation,
                    Descriptions.of(job));
            promise(
                    model.path("RecoveryPointArn").asText().equals(job.pointArn()),
                    "a create returns the ARN of its own backup",
                    invocation,
                    model);
        });
    }

    /** The template's properties are set, and all others are unchanged. */
    private void checkProperties(SimulatedInvocation invocation, PointView point) {
        JsonNode properties = invocation.properties();
        JsonNode lifecycle = properties.path("Lifecycle");
        if (lifecycle.isObject()) {
            LifecycleRule now = point.lifecycle();
            promise(
                    days(now.deleteAfterDays())
                            == lifecycle.path("DeleteAfterDays").asLong(-1),
                    "the lifecycle is the template's",
                    invocation,
                    "deleted after " + days(now.deleteAfterDays()) + " days instead of " + lifecycle);
        }
        if (PointDeclaration.untaggable(point.arn())) {
            return;
        }
        // The handler sets tags of the stack only if AWS Backup allows it.
        boolean denied = invocation.calls().stream().anyMatch(call -> !call.ok() && TAGGING.contains(call.operation()));
        Map<String, String> desired = tags(invocation.request(), denied ? "" : "stackTags", "resourceProperties");
        Map<String, String> former = tags(invocation.request(), "previousStackTags", "previousResourceProperties");
        promise(
                point.tags().entrySet().containsAll(desired.entrySet()),
                "the tags are the template's",
                invocation,
                point.tags() + " instead of " + desired);
        if (invocation.action() == Action.UPDATE && pointBefore.isPresent() && !denied) {
            Set<String> left = new HashSet<>(pointBefore.get().tags().keySet());
            // A rollback removes only the values that the update has set.
            former.entrySet()
                    .removeIf(tag -> invocation.isRollback()
                            && !tag.getValue().equals(pointBefore.get().tags().get(tag.getKey())));
            left.removeAll(former.keySet());
            left.addAll(desired.keySet());
            promise(
                    point.tags().keySet().equals(left),
                    "other tags stay, and former ones go",
                    invocation,
                    point.tags());
        }
    }

    private static long days(@Nullable Long days) {
        return days == null ? -1 : days;
    }

    private static Map<String, String> tags(JsonNode request, String ofStack, String properties) {
        Map<String, String> tags = new HashMap<>();
        request.path("requestData")
                .path(ofStack)
                .properties()
                .forEach(tag -> tags.put(tag.getKey(), tag.getValue().asText()));
        request.path("requestData")
                .path(properties)
                .path("Tags")
                .forEach(tag ->
                        tags.put(tag.path("Key").asText(), tag.path("Value").asText()));
        return tags;
    }

    private static void checkModel(SimulatedInvocation invocation, PointView point, JsonNode model) {
        promise(
                model.path("RecoveryPointArn").asText(point.arn()).equals(point.arn()),
                "the ARN is the recovery point's",
                invocation,
                model);
        promise(
                model.path("ResourceArn").asText(point.resourceArn()).equals(point.resourceArn()),
                "the resource is the recovery point's",
                invocation,
                model);
    }
}
