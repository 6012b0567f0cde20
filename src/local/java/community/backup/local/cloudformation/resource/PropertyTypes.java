package community.backup.local.cloudformation.resource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The types of the properties in a schema. */
final class PropertyTypes {
    private final JsonNode schema;

    PropertyTypes(JsonNode schema) {
        this.schema = schema;
    }

    /** Whether the schema has a property at this path. */
    boolean knows(String... path) {
        JsonNode type = schema;
        for (String name : path) {
            type = followed(property(type, name));
        }
        return !type.isMissingNode();
    }

    ObjectNode typed(ObjectNode properties) {
        return (ObjectNode) typed(properties, schema);
    }

    private JsonNode typed(JsonNode value, JsonNode unfollowed) {
        JsonNode type = followed(unfollowed);
        if (value instanceof ObjectNode object) {
            ObjectNode result = JsonNodeFactory.instance.objectNode();
            object.properties()
                    .forEach(field ->
                            result.set(field.getKey(), typed(field.getValue(), property(type, field.getKey()))));
            return result;
        }
        if (value instanceof ArrayNode array) {
            ArrayNode result = JsonNodeFactory.instance.arrayNode();
            array.forEach(item -> result.add(typed(item, type.path("items"))));
            return result;
        }
        return scalar(value, type.path("type").asText());
    }

    /** A value that does not fit stays as it is: the handler's own validation gives the better message. */
    private static JsonNode scalar(JsonNode value, String type) {
        String text = value.asText();
        if (type.equals("integer") && text.matches("-?[0-9]{1,18}")) {
            return JsonNodeFactory.instance.numberNode(Long.parseLong(text));
        }
        if (type.equals("boolean") && text.matches("true|false")) {
            return JsonNodeFactory.instance.booleanNode(Boolean.parseBoolean(text));
        }
        return type.equals("string") ? JsonNodeFactory.instance.textNode(text) : value;
    }

    private JsonNode property(JsonNode type, String name) {
        JsonNode named = type.path("properties").path(name);
        if (!named.isMissingNode()) {
            return named;
        }
        JsonNode patterns = type.path("patternProperties");
        return patterns.isEmpty() ? named : patterns.elements().next();
    }

    private JsonNode followed(JsonNode type) {
        return type.has("$ref") ? schema.at(type.get("$ref").asText().substring(1)) : type;
    }
}
