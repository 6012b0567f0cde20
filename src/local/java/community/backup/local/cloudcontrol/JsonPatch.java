package community.backup.local.cloudcontrol;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** A JSON Patch (RFC 6902). */
final class JsonPatch {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> WITH_VALUE = Set.of("add", "replace", "test");
    private static final Set<String> WITH_FROM = Set.of("move", "copy");
    private static final String END = "-";

    /** 1 and 1.0 are equal. */
    private static final Comparator<JsonNode> BY_VALUE = (one, other) -> one.isNumber() && other.isNumber()
            ? one.decimalValue().compareTo(other.decimalValue())
            : one.equals(other) ? 0 : 1;

    private final List<Operation> operations;

    private JsonPatch(List<Operation> operations) {
        this.operations = operations;
    }

    /**
     * One operation.
     *
     * @param value the value of add, replace and test
     * @param from the source of move and copy; the whole document for the other operations
     */
    private record Operation(String op, JsonPointer path, JsonNode value, JsonPointer from) {
        JsonNode apply(JsonNode document) {
            return switch (op) {
                case "add" -> put(document, path, value);
                case "remove" -> removed(document, path);
                case "replace" -> path.matches() ? value : put(removed(document, path), path, value);
                case "move" -> {
                    JsonNode moved = existing(document, from);
                    yield put(removed(document, from), path, moved);
                }
                case "copy" -> put(document, path, existing(document, from).deepCopy());
                default -> tested(document);
            };
        }

        private JsonNode tested(JsonNode document) {
            if (!existing(document, path).equals(BY_VALUE, value)) {
                throw CloudControlException.notValid("The patch's test of " + path + " fails.");
            }
            return document;
        }
    }

    /**
     * Reads a patch.
     *
     * @throws CloudControlException if it is not valid
     */
    static JsonPatch parse(String text) {
        JsonNode list;
        try {
            list = JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw CloudControlException.notValid("PatchDocument is no JSON: " + e.getOriginalMessage());
        }
        if (!list.isArray()) {
            throw CloudControlException.notValid("PatchDocument must be a list of operations.");
        }
        List<Operation> operations = new ArrayList<>();
        list.forEach(operation -> operations.add(operation(operation)));
        return new JsonPatch(operations);
    }

    private static Operation operation(JsonNode tree) {
        String op = tree.path("op").asText();
        boolean needsFrom = WITH_FROM.contains(op);
        if (!WITH_VALUE.contains(op) && !needsFrom && !op.equals("remove")) {
            throw CloudControlException.notValid(
                    "An operation of PatchDocument has the op \"" + op + "\"; RFC 6902 knows no such operation.");
        }
        if (WITH_VALUE.contains(op) && !tree.has("value")) {
            throw CloudControlException.notValid("An operation " + op + " of PatchDocument has no value.");
        }
        return new Operation(
                op, pointer(tree, "path"), tree.path("value"), needsFrom ? pointer(tree, "from") : JsonPointer.empty());
    }

    private static JsonPointer pointer(JsonNode operation, String name) {
        JsonNode path = operation.path(name);
        if (!path.isTextual()) {
            throw CloudControlException.notValid("An operation of PatchDocument has no " + name + ".");
        }
        String text = path.asText();
        // An example of the user guide has paths without the slash.
        return JsonPointer.compile(text.isEmpty() || text.startsWith("/") ? text : "/" + text);
    }

    /** The paths that operations other than add change. */
    List<JsonPointer> changedWithoutAdd() {
        List<JsonPointer> paths = new ArrayList<>();
        for (Operation operation : operations) {
            if (!operation.op().equals("add") && !operation.op().equals("test")) {
                paths.add(operation.path());
            }
            if (operation.op().equals("move")) {
                paths.add(operation.from());
            }
        }
        return paths;
    }

    /**
     * The document after all operations, applied in their order.
     *
     * @throws CloudControlException if one of them cannot be applied
     */
    ObjectNode applyTo(ObjectNode document) {
        JsonNode result = document.deepCopy();
        for (Operation operation : operations) {
            result = operation.apply(result);
        }
        if (result instanceof ObjectNode object) {
            return object;
        }
        throw CloudControlException.notValid("The patch leaves no object.");
    }

    private static JsonNode put(JsonNode document, JsonPointer path, JsonNode value) {
        if (path.matches()) {
            return value;
        }
        JsonNode parent = document.at(path.head());
        String name = path.last().getMatchingProperty();
        int index = path.last().getMatchingIndex();
        if (parent instanceof ObjectNode object) {
            object.set(name, value);
        } else if (parent instanceof ArrayNode array && name.equals(END)) {
            array.add(value);
        } else if (parent instanceof ArrayNode array && index >= 0 && index <= array.size()) {
            array.insert(index, value);
        } else {
            throw noSuchPlace(path);
        }
        return document;
    }

    private static JsonNode removed(JsonNode document, JsonPointer path) {
        existing(document, path);
        if (path.matches()) {
            throw CloudControlException.notValid("The patch removes the whole resource.");
        }
        JsonNode parent = document.at(path.head());
        if (parent instanceof ObjectNode object) {
            object.remove(path.last().getMatchingProperty());
        } else {
            ((ArrayNode) parent).remove(path.last().getMatchingIndex());
        }
        return document;
    }

    private static JsonNode existing(JsonNode document, JsonPointer path) {
        JsonNode found = document.at(path);
        if (found.isMissingNode()) {
            throw noSuchPlace(path);
        }
        return found;
    }

    private static CloudControlException noSuchPlace(JsonPointer path) {
        return CloudControlException.notValid("The resource has nothing at " + path + ", where the patch changes it.");
    }
}
