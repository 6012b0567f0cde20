package community.backup.local.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import community.backup.local.clock.Agenda;
import community.backup.local.clock.MovableClock;
import community.backup.local.cloudformation.resource.ResourceHandler;
import community.backup.local.cloudformation.resource.ResourceSchema;
import community.backup.local.cloudformation.resource.ResourceType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * A handler of the type {@code Test::Local::Thing}, which keeps its resources in a map. A test can prepare answers for
 * an action on a name. The handler returns each of them once, before its own answers.
 */
public final class FakeThings implements ResourceHandler {
    public static final ObjectMapper JSON = new ObjectMapper();

    private static final String SCHEMA = """
            {
              "typeName": "Test::Local::Thing",
              "properties": {
                "Name": {"type": "string"}, "Size": {"type": "integer"}, "Secret": {"type": "string"},
                "After": {"type": "string"}, "Id": {"type": "string"}, "Serial": {"type": "integer"}
              },
              "required": ["Name"],
              "primaryIdentifier": ["/properties/Name", "/properties/Id"],
              "createOnlyProperties": ["/properties/Name"],
              "readOnlyProperties": ["/properties/Id", "/properties/Serial"],
              "writeOnlyProperties": ["/properties/Secret"],
              "handlers": {"create": {"timeoutInMinutes": 30}, "read": {}, "update": {}, "delete": {}, "list": {}}
            }
            """;

    private final Map<String, ObjectNode> things = new TreeMap<>();
    private final Map<String, Deque<JsonNode>> scripted = new HashMap<>();
    private final List<JsonNode> requests = new ArrayList<>();
    private int serial;

    public ResourceType type() {
        return new ResourceType(new ResourceSchema(json(SCHEMA)), this);
    }

    /** A CloudFormation that knows only this type. Its time passes at once. */
    LocalCloudFormation cloudFormation(StackEventListener listener) {
        MovableClock clock = MovableClock.startingAt(Instant.parse("2026-01-01T00:00:00Z"));
        return new LocalCloudFormation(new Agenda(clock, Double.POSITIVE_INFINITY), List.of(type()), listener);
    }

    /** Prepares the answers to the next requests for this action and name. */
    public FakeThings answer(String action, String name, String... answers) {
        for (String answer : answers) {
            scripted.computeIfAbsent(action + " " + name, key -> new ArrayDeque<>())
                    .add(json(answer));
        }
        return this;
    }

    /** The names of the things that exist, with their ids. */
    public List<String> existing() {
        return List.copyOf(things.keySet());
    }

    /** All requests so far: action and name. */
    public List<String> log() {
        return requests.stream().map(FakeThings::key).toList();
    }

    /** The requests for this action and name. */
    public List<JsonNode> requests(String action, String name) {
        return requests.stream()
                .filter(request -> key(request).equals(action + " " + name))
                .toList();
    }

    @Override
    public CompletionStage<JsonNode> invoke(ObjectNode request) {
        return CompletableFuture.completedFuture(answer(request));
    }

    private JsonNode answer(ObjectNode request) {
        requests.add(request.deepCopy());
        Deque<JsonNode> answers = scripted.getOrDefault(key(request), new ArrayDeque<>());
        if (!answers.isEmpty()) {
            return answers.removeFirst();
        }
        JsonNode properties = request.path("requestData").path("resourceProperties");
        String id =
                properties.path("Name").asText() + "|" + properties.path("Id").asText();
        ObjectNode thing = things.get(id);
        String action = request.path("action").asText();
        if (action.equals("CREATE")) {
            return create(properties);
        }
        if (action.equals("LIST")) {
            return list();
        }
        if (thing == null) {
            return json("{'status':'FAILED','errorCode':'NotFound','message':'no such thing'}");
        }
        return switch (action) {
            case "READ" -> success(thing);
            case "UPDATE" -> success(thing.setAll((ObjectNode) properties));
            case "DELETE" -> {
                things.remove(id);
                yield json("{'status':'SUCCESS'}");
            }
            default -> throw new IllegalArgumentException(action);
        };
    }

    private JsonNode list() {
        ObjectNode event = JSON.createObjectNode().put("status", "SUCCESS");
        ArrayNode models = event.putArray("resourceModels");
        things.values().forEach(thing -> models.addObject()
                .put("Name", thing.path("Name").asText())
                .put("Id", thing.path("Id").asText()));
        return event;
    }

    private JsonNode create(JsonNode properties) {
        ObjectNode created = properties.deepCopy();
        serial++;
        created.put("Id", "id-" + serial).put("Serial", serial);
        things.put(created.path("Name").asText() + "|" + created.path("Id").asText(), created);
        return success(created);
    }

    private static JsonNode success(JsonNode thing) {
        ObjectNode event = JSON.createObjectNode().put("status", "SUCCESS");
        ObjectNode shown = thing.deepCopy();
        shown.remove("Secret");
        event.set("resourceModel", shown);
        return event;
    }

    private static String key(JsonNode request) {
        return request.path("action").asText() + " "
                + request.path("requestData")
                        .path("resourceProperties")
                        .path("Name")
                        .asText();
    }

    /** JSON that may be written with single quotes. */
    public static JsonNode json(String text) {
        try {
            return JSON.readTree(text.replace('\'', '"'));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
