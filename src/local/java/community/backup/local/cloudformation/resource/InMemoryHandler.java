package community.backup.local.cloudformation.resource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import community.backup.local.awsbackup.Account;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** The handler of a built-in type that only stores the model: the template's properties, an identifier and attributes. */
final class InMemoryHandler implements ResourceHandler {
    private final String identifier;
    private final Map<String, String> attributes;
    private final Consumer<JsonNode> onCreate;
    private final Consumer<JsonNode> onDelete;
    private final Map<String, ObjectNode> models = new HashMap<>();
    private int number;

    private InMemoryHandler(
            String identifier,
            Map<String, String> attributes,
            Consumer<JsonNode> onCreate,
            Consumer<JsonNode> onDelete) {
        this.identifier = identifier;
        this.attributes = attributes;
        this.onCreate = onCreate;
        this.onDelete = onDelete;
    }

    /**
     * A type with such a handler.
     *
     * @param identifier the property that identifies a resource; an attribute, or a property that a template can give
     * @param attributes the attributes for {@code Fn::GetAtt}, each with a format of partition, region, account and the
     *     resource's name
     * @param properties the properties that a template may give; a template with others is refused
     * @param onCreate receives each new resource; it refuses one with a NoSuchElementException that has the name of the
     *     missing thing, or with an IllegalArgumentException that has the whole message
     * @param onDelete receives each deleted resource
     */
    static ResourceType type(
            String typeName,
            String identifier,
            Map<String, String> attributes,
            Collection<String> properties,
            Consumer<JsonNode> onCreate,
            Consumer<JsonNode> onDelete) {
        ObjectNode schema = JsonNodeFactory.instance.objectNode().put("typeName", typeName);
        ObjectNode known = schema.putObject("properties");
        properties.forEach(known::putObject);
        attributes.keySet().forEach(name -> {
            known.putObject(name).put("type", "string");
            schema.withArray("/readOnlyProperties").add("/properties/" + name);
        });
        schema.putArray("primaryIdentifier").add("/properties/" + identifier);
        if (!attributes.containsKey(identifier)) {
            schema.putArray("createOnlyProperties").add("/properties/" + identifier);
        }
        schema.putObject("tagging").put("taggable", false);
        ObjectNode handlers = schema.putObject("handlers");
        List.of(Action.CREATE, Action.READ, Action.UPDATE, Action.DELETE)
                .forEach(action -> handlers.putObject(action.schemaName()));
        return new ResourceType(
                new ResourceSchema(schema), new InMemoryHandler(identifier, attributes, onCreate, onDelete));
    }

    @Override
    public CompletionStage<JsonNode> invoke(ObjectNode request) {
        ObjectNode properties = (ObjectNode) request.path("requestData").path("resourceProperties");
        Action action = Action.valueOf(request.path("action").asText());
        ObjectNode present = models.get(id(properties));
        ObjectNode answer;
        if (action == Action.CREATE) {
            answer = create(request, properties);
        } else if (present == null) {
            answer = ProgressEvent.failed("NotFound", id(properties) + " does not exist");
        } else {
            answer = switch (action) {
                case UPDATE -> update(present, properties);
                case DELETE -> delete(present);
                default -> succeeded(present);
            };
        }
        return CompletableFuture.completedFuture(answer);
    }

    private ObjectNode create(ObjectNode request, ObjectNode properties) {
        String stack = request.path("stackId").asText().split("/", -1)[1];
        number++;
        String name = properties
                .path(identifier)
                .asText(stack + "-"
                        + request.path("requestData").path("logicalResourceId").asText() + "-" + number);
        ObjectNode model = properties.deepCopy().put(identifier, name);
        attributes.forEach((attribute, format) -> model.put(
                attribute,
                format.formatted(
                        Account.example().partition(),
                        Account.example().region(),
                        Account.example().id(),
                        name)));
        if (models.putIfAbsent(id(model), model) != null) {
            return ProgressEvent.failed("AlreadyExists", id(model) + " already exists");
        }
        try {
            onCreate.accept(model);
        } catch (NoSuchElementException e) {
            models.remove(id(model));
            return ProgressEvent.failed("InvalidRequest", "There is no " + e.getMessage() + ".");
        } catch (IllegalArgumentException e) {
            models.remove(id(model));
            return ProgressEvent.failed("InvalidRequest", Objects.requireNonNull(e.getMessage()));
        }
        return succeeded(model);
    }

    private ObjectNode update(ObjectNode present, ObjectNode properties) {
        ObjectNode model = properties.deepCopy();
        attributes.keySet().forEach(name -> model.set(name, present.get(name)));
        models.put(id(model), model);
        return succeeded(model);
    }

    private ObjectNode delete(ObjectNode present) {
        models.remove(id(present));
        onDelete.accept(present);
        return ProgressEvent.succeeded();
    }

    private String id(JsonNode model) {
        return model.path(identifier).asText();
    }

    private static ObjectNode succeeded(ObjectNode model) {
        ObjectNode event = ProgressEvent.succeeded();
        event.set("resourceModel", model.deepCopy());
        return event;
    }
}
