package community.backup.local.awsbackup;

import static community.backup.local.awsbackup.AdminApi.seconds;
import static community.backup.local.awsbackup.AdminApi.text;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/** Recovery points of the admin API: {@code POST /_local/points} and {@code POST /_local/points/change}. */
final class AdminPoints {
    private AdminPoints() {}

    static String put(World world, JsonNode body) {
        PointSpec spec = world.point(text(body, "vault"), ProtectedResourceType.valueOf(text(body, "type")));
        if (body.has("status")) {
            spec.status(
                    StoredPointStatus.valueOf(text(body, "status")),
                    body.path("statusMessage").asText());
        }
        if (body.has("arn")) {
            spec.arn(text(body, "arn"));
        }
        if (body.has("resourceArn")) {
            spec.resource(text(body, "resourceArn"));
        }
        if (body.has("roleArn")) {
            spec.role(text(body, "roleArn"));
        }
        if (body.has("created")) {
            spec.created(Instant.parse(text(body, "created")));
        }
        if (body.has("parentArn")) {
            spec.nestedIn(text(body, "parentArn"));
        }
        if (body.has("deleteSeconds")) {
            spec.deleteTakes(seconds(body, "deleteSeconds"));
        }
        if (body.path("deleteAfterCopy").asBoolean()) {
            spec.deleteAfterCopy();
        } else {
            spec.lifecycle(LifecycleRule.of(body.get("lifecycle")));
        }
        body.path("tags")
                .properties()
                .forEach(tag -> spec.tag(tag.getKey(), tag.getValue().asText()));
        body.path("blockers").forEach(blocker -> spec.blockedBy(DeleteBlocker.valueOf(blocker.asText())));
        return spec.put();
    }

    /** Applies all changes of the request to one recovery point. */
    static void change(World world, JsonNode body) {
        String arn = text(body, "arn");
        if (body.path("unblock").asBoolean()) {
            world.unblock(arn);
        }
        body.path("block").forEach(blocker -> world.block(arn, DeleteBlocker.valueOf(blocker.asText())));
        if (body.has("hold")) {
            world.hold(arn, text(body, "hold"));
        }
        if (body.has("release")) {
            world.release(arn, text(body, "release"));
        }
        if (body.has("makeAccessPoint")) {
            world.makeAccessPoint(arn, text(body, "makeAccessPoint"));
        }
        if (body.has("deleteAccessPoint")) {
            world.deleteAccessPoint(arn, text(body, "deleteAccessPoint"));
        }
        if (body.has("busySeconds")) {
            world.busy(arn, seconds(body, "busySeconds"));
        }
        if (body.has("status")) {
            world.setStatus(
                    arn,
                    StoredPointStatus.valueOf(text(body, "status")),
                    body.path("statusMessage").asText());
        }
        if (body.path("vanish").asBoolean()) {
            world.removeBehindTheApi(arn);
        }
    }
}
