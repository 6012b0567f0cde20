package community.backup.local.cloudformation.resource;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A resource type's schema, as far as CloudFormation itself uses it. */
public final class ResourceSchema {
    /** The timeout of an action whose schema has none. */
    private static final int DEFAULT_TIMEOUT_MINUTES = 120;

    private final JsonNode schema;
    private final PropertyTypes types;
    private final List<JsonPointer> identifier;
    private final List<JsonPointer> createOnly;
    private final List<JsonPointer> readOnly;
    private final List<JsonPointer> writeOnly;
    private final List<JsonPointer> attributes;

    /**
     * The schema in the registry's notation. A built-in type can also have {@code attributes}: properties that a
     * template can give and that {@code Fn::GetAtt} can read.
     */
    public ResourceSchema(JsonNode schema) {
        this.schema = schema;
        types = new PropertyTypes(schema);
        identifier = pointers(schema.path("primaryIdentifier"));
        createOnly = pointers(schema.path("createOnlyProperties"));
        readOnly = pointers(schema.path("readOnlyProperties"));
        writeOnly = pointers(schema.path("writeOnlyProperties"));
        attributes = pointers(schema.path("attributes"));
    }

    /** The type's name, such as {@code AWS::Backup::BackupVault}. */
    public String typeName() {
        return schema.path("typeName").asText();
    }

    /** The greatest duration of an action, with all its invocations. */
    public Duration timeout(Action action) {
        return Duration.ofMinutes(schema.path("handlers")
                .path(action.schemaName())
                .path("timeoutInMinutes")
                .asInt(DEFAULT_TIMEOUT_MINUTES));
    }

    /** Whether the type has an update handler. Without one, every change replaces the resource. */
    public boolean canUpdate() {
        return schema.path("handlers").has("update");
    }

    /** Whether the type has a handler for an action. */
    public boolean has(Action action) {
        return schema.path("handlers").has(action.schemaName());
    }

    /** The properties that a LIST needs and that the model lacks. */
    public List<String> missingForList(JsonNode model) {
        List<String> missing = new ArrayList<>();
        schema.at("/handlers/list/handlerSchema/required").forEach(name -> {
            if (!model.has(name.asText())) {
                missing.add(name.asText());
            }
        });
        return missing;
    }

    /** Whether a resource of this type also gets the stack's tags when they change after its creation. */
    public boolean takesTagUpdates() {
        JsonNode tagging = schema.path("tagging");
        return tagging.path("taggable").asBoolean(true)
                && tagging.path("tagUpdatable").asBoolean(true);
    }

    /** The primary identifier, joined by {@code |}: the value of {@code Ref}. Empty if a part is missing. */
    public Optional<String> physicalId(JsonNode model) {
        List<String> parts = identifier.stream()
                .map(part -> model.at(part).asText(""))
                .filter(part -> !part.isEmpty())
                .toList();
        return parts.size() == identifier.size() ? Optional.of(String.join("|", parts)) : Optional.empty();
    }

    /** The properties of the primary identifier alone, as far as the model has them. */
    public ObjectNode identifierOf(JsonNode model) {
        ObjectNode properties = JsonNodeFactory.instance.objectNode();
        identifier.stream()
                .filter(part -> !model.at(part).isMissingNode())
                .forEach(part -> properties.set(name(part), model.at(part)));
        return properties;
    }

    /** The names of the properties that make up the primary identifier. */
    public List<String> identifierNames() {
        return identifier.stream().map(ResourceSchema::name).toList();
    }

    /** The create-only properties that differ between two models. */
    public List<String> replacing(JsonNode before, JsonNode after) {
        return differing(createOnly, before, after);
    }

    /** The read-only properties that differ between two models. */
    public List<String> readOnlyDiffering(JsonNode before, JsonNode after) {
        return differing(readOnly, before, after);
    }

    private static List<String> differing(List<JsonPointer> properties, JsonNode before, JsonNode after) {
        return properties.stream()
                .filter(property -> !before.at(property).equals(after.at(property)))
                .map(ResourceSchema::name)
                .toList();
    }

    /** The names of the read-only properties. */
    public List<String> readOnlyNames() {
        return readOnly.stream().map(ResourceSchema::name).toList();
    }

    /** The names of the write-only properties. */
    public List<String> writeOnlyNames() {
        return writeOnly.stream().map(ResourceSchema::name).toList();
    }

    /** The write-only properties that a model contains. */
    public List<String> writeOnlyIn(JsonNode model) {
        return writeOnly.stream()
                .filter(property -> !model.at(property).isMissingNode())
                .map(ResourceSchema::name)
                .toList();
    }

    /**
     * Whether {@code Fn::GetAtt} can read the attribute: a read-only property, a listed attribute, or a property inside
     * one of them.
     */
    public boolean hasAttribute(String attribute) {
        return Stream.concat(readOnly.stream(), attributes.stream())
                .map(ResourceSchema::name)
                .anyMatch(property -> attribute.equals(property)
                        || (attribute.startsWith(property + ".") && types.knows(attribute.split("\\.", -1))));
    }

    /** An attribute of a resource, from its model. */
    public JsonNode attribute(JsonNode model, String attribute) {
        return model.at("/" + attribute.replace('.', '/'));
    }

    /** The properties with scalars converted to the types in the schema, as CloudFormation does: "35" becomes 35. */
    public ObjectNode typed(ObjectNode properties) {
        return types.typed(properties);
    }

    /** The errors in the names of properties in a template: unknown, read-only or missing ones. Each is one clause. */
    public List<String> objections(Iterator<String> given) {
        List<String> missing = new ArrayList<>();
        schema.path("required").forEach(name -> missing.add(name.asText()));
        List<String> objections = new ArrayList<>();
        given.forEachRemaining(name -> {
            missing.remove(name);
            if (!types.knows(name)) {
                objections.add("the property " + name + " is not known to " + typeName());
            } else if (readOnly.stream().anyMatch(property -> name(property).equals(name))) {
                objections.add("the property " + name + " is read-only");
            }
        });
        missing.forEach(name -> objections.add("the property " + name + " is required"));
        return objections;
    }

    private static List<JsonPointer> pointers(JsonNode list) {
        List<JsonPointer> pointers = new ArrayList<>();
        list.forEach(
                pointer -> pointers.add(JsonPointer.compile(pointer.asText().substring("/properties".length()))));
        return pointers;
    }

    private static String name(JsonPointer property) {
        List<String> segments = new ArrayList<>();
        for (JsonPointer rest = property; !rest.matches(); rest = rest.tail()) {
            segments.add(rest.getMatchingProperty());
        }
        return segments.stream().collect(Collectors.joining("."));
    }
}
