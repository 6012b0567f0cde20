package community.backup.local.awsbackup;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import community.backup.local.clock.MovableClock;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The {@link World} and the {@link Faults} as JSON over HTTP, for scripts and for clients in other languages. Every
 * path begins with {@code /_local/}; {@code docs/local-aws-backup.md} lists them. An invalid request gets status 400
 * and a message. A request for a vault, recovery point or job that does not exist gets 404.
 */
final class AdminApi {
    static final String PREFIX = "/_local/";

    private static final ObjectMapper JSON = new ObjectMapper()
            .registerModule(new SimpleModule()
                    .addSerializer(Instant.class, ToStringSerializer.instance)
                    .addSerializer(Optional.class, new ValueOfOptional()));

    private final LocalAwsBackup backup;
    private final World world;
    private final MovableClock clock;
    private final Map<String, Function<JsonNode, Object>> routes = new LinkedHashMap<>();

    AdminApi(LocalAwsBackup backup, MovableClock clock) {
        this.backup = backup;
        this.world = backup.world();
        this.clock = clock;
        routes.put("GET state", body -> state());
        routes.put("POST clock", this::moveClock);
        routes.put(
                "POST rate-limits",
                does(body -> backup.limitRates(body.path("on").asBoolean())));
        routes.put("POST assume", does(body -> world.assume(Alternative.valueOf(text(body, "alternative")))));
        routes.put("POST vaults", does(this::vault));
        routes.put("POST resources", does(this::resource));
        routes.put("POST durations", does(this::durations));
        routes.put("POST roles", does(this::role));
        routes.put("POST permissions", does(this::permissions));
        routes.put(
                "POST jobs",
                does(body -> world.endJob(
                        text(body, "id"),
                        JobState.valueOf(text(body, "state")),
                        body.path("message").asText())));
        routes.put(
                "POST next-backup",
                does(body -> world.nextBackupEnds(
                        text(body, "resourceArn"),
                        JobState.valueOf(text(body, "state")),
                        body.path("message").asText())));
        routes.put(
                "POST plans",
                body -> Map.of(
                        "id",
                        world.plan(
                                text(body, "name"),
                                text(body, "vault"),
                                text(body, "resourceArn"),
                                seconds(body, "everySeconds"))));
        routes.put("POST plans/remove", does(body -> world.removePlan(text(body, "id"))));
        routes.put("POST points", body -> Map.of("arn", AdminPoints.put(world, body)));
        routes.put("POST points/change", does(body -> AdminPoints.change(world, body)));
        routes.put("POST faults", does(body -> AdminFaults.inject(backup.faults(), body)));
        routes.put("DELETE faults", does(body -> backup.faults().clear()));
    }

    HttpAnswer handle(HttpCall call) {
        Function<JsonNode, Object> route =
                routes.get(call.method() + " " + call.path().substring(PREFIX.length()));
        if (route == null) {
            return answer(404, Map.of("message", "There is " + routes.keySet()));
        }
        try {
            return answer(200, route.apply(Shape.parse(call.body())));
        } catch (NoSuchElementException e) {
            return answer(404, Map.of("message", "There is no " + e.getMessage()));
        } catch (IllegalArgumentException | AwsError.Thrown e) {
            return answer(400, Map.of("message", String.valueOf(e.getMessage())));
        }
    }

    private static Function<JsonNode, Object> does(Consumer<JsonNode> action) {
        return body -> {
            action.accept(body);
            return Map.of();
        };
    }

    private Map<String, Object> state() {
        Map<String, Object> points = new LinkedHashMap<>();
        world.vaults().forEach(name -> points.put(name, world.pointsIn(name)));
        return Map.of("time", clock.instant(), "vaults", points, "jobs", world.jobs(), "calls", backup.calls());
    }

    private Map<String, Object> moveClock(JsonNode body) {
        if (body.has("offsetSeconds")) {
            clock.setOffset(seconds(body, "offsetSeconds"));
        }
        clock.advance(seconds(body, "advanceSeconds"));
        return Map.of("time", clock.instant(), "offsetSeconds", clock.offset().toMillis() / 1000.0);
    }

    private void vault(JsonNode body) {
        String name = text(body, "name");
        if (body.path("airGapped").asBoolean()) {
            world.createAirGappedVault(
                    name, body.path("minDays").asLong(7), body.path("maxDays").asLong(36_500));
        } else if (!world.vaults().contains(name)) {
            world.createVault(name);
        }
        if (body.has("locked") && body.path("locked").asBoolean()) {
            world.lockVault(name, days(body, "minDays"), days(body, "maxDays"));
        } else if (body.has("locked")) {
            world.unlockVault(name);
        }
    }

    private static @Nullable Long days(JsonNode body, String name) {
        return body.hasNonNull(name) ? body.get(name).asLong() : null;
    }

    private void resource(JsonNode body) {
        String arn = text(body, "arn");
        if (body.has("type")) {
            world.resource(arn, ProtectedResourceType.valueOf(text(body, "type")));
        }
        if (body.has("members")) {
            world.members(arn, JSON.convertValue(body.get("members"), String[].class));
        }
        if (body.path("removed").asBoolean()) {
            world.removeSource(arn);
        }
    }

    private void durations(JsonNode body) {
        if (body.has("type")) {
            ProtectedResourceType type = ProtectedResourceType.valueOf(text(body, "type"));
            given(body, "backupSeconds", duration -> world.backupTakes(type, duration));
            given(body, "deleteSeconds", duration -> world.deleteTakes(type, duration));
        }
        given(body, "jobsStartAfterSeconds", world::jobsStartAfter);
        given(body, "deletingShowsAfterSeconds", world::deletingShowsAfter);
        given(body, "jobRecordsLastSeconds", world::jobRecordsLast);
    }

    private static void given(JsonNode body, String name, Consumer<Duration> then) {
        if (body.has(name)) {
            then.accept(seconds(body, name));
        }
    }

    private void role(JsonNode body) {
        Role role = new Role(
                body.path("exists").asBoolean(true),
                body.path("mayCreateServiceLinkedRole").asBoolean(true),
                Set.of(JSON.convertValue(
                        body.path("mayNotDelete").isArray() ? body.get("mayNotDelete") : JSON.createArrayNode(),
                        ProtectedResourceType[].class)));
        world.role(text(body, "arn"), role);
    }

    /** Denies and allows actions for the caller, or in the access policy of a vault if the request names one. */
    private void permissions(JsonNode body) {
        Optional<String> vault = Optional.ofNullable(body.get("vault")).map(JsonNode::asText);
        body.path("deny")
                .forEach(action -> vault.ifPresentOrElse(
                        name -> world.denyInVault(name, action.asText()), () -> world.deny(action.asText())));
        body.path("allow")
                .forEach(action -> vault.ifPresentOrElse(
                        name -> world.allowInVault(name, action.asText()), () -> world.allow(action.asText())));
    }

    static String text(JsonNode body, String name) {
        if (!body.hasNonNull(name)) {
            throw new IllegalArgumentException(name + " is missing");
        }
        return body.get(name).asText();
    }

    /** A duration in seconds, which can have a fraction. It is zero if the member is missing. */
    static Duration seconds(JsonNode body, String name) {
        return Duration.ofMillis(Math.round(body.path(name).asDouble() * 1000));
    }

    private static HttpAnswer answer(int status, Object body) {
        try {
            return new HttpAnswer(status, Map.of("Content-Type", "application/json"), JSON.writeValueAsBytes(body));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Writes the value, or null. */
    @SuppressWarnings("rawtypes") // A class literal has no type arguments.
    private static final class ValueOfOptional extends JsonSerializer<Optional> {
        @Override
        public void serialize(Optional value, JsonGenerator json, SerializerProvider context) throws IOException {
            if (value.isPresent()) {
                context.defaultSerializeValue(value.get(), json);
            } else {
                json.writeNull();
            }
        }
    }
}
