package community.backup.local.cloudformation.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A request of the AWS Query protocol: a form whose names are paths, such as {@code Tags.member.2.Key}.
 *
 * @param fields a tree of the fields, by the parts of their paths
 */
record QueryRequest(ObjectNode fields) {
    /** Reads the body of a request. */
    static QueryRequest parse(String form) {
        ObjectNode fields = JsonNodeFactory.instance.objectNode();
        for (String field : form.split("&", -1)) {
            String[] sides = field.split("=", 2);
            String[] path = decode(sides[0]).split("\\.", -1);
            ObjectNode parent = fields;
            for (int i = 0; i < path.length - 1; i++) {
                parent = parent.withObjectProperty(path[i]);
            }
            parent.put(path[path.length - 1], sides.length > 1 ? decode(sides[1]) : "");
        }
        return new QueryRequest(fields);
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    /** The requested operation. */
    String action() {
        return text("Action");
    }

    /** The names of the fields. */
    Set<String> names() {
        Set<String> names = new LinkedHashSet<>();
        fields.fieldNames().forEachRemaining(names::add);
        return names;
    }

    /** Whether a field has an effect: an empty list and false have none. */
    boolean hasEffect(String name) {
        JsonNode value = fields.path(name);
        return value.isObject() || !Set.of("", "false").contains(value.asText());
    }

    /** A field's value; empty if the request does not have it. */
    String text(String name) {
        return fields.path(name).asText();
    }

    /** Whether a field is true. */
    boolean flag(String name) {
        return text(name).equals("true");
    }

    /** A list's elements, in their order. */
    List<JsonNode> list(String name) {
        return numbered(fields.path(name).path("member"));
    }

    /** A list of texts, in their order. */
    List<String> texts(String name) {
        return list(name).stream().map(JsonNode::asText).toList();
    }

    /**
     * A list of pairs as a map.
     *
     * @param key the name of the field with the key
     * @param value the name of the field with the value
     */
    Map<String, String> pairs(String name, String key, String value) {
        return pairs(list(name), key, value);
    }

    /** A map, such as an identifier in a list of resources. */
    static Map<String, String> map(JsonNode field) {
        return pairs(numbered(field.path("entry")), "key", "value");
    }

    private static Map<String, String> pairs(List<JsonNode> list, String key, String value) {
        Map<String, String> pairs = new LinkedHashMap<>();
        list.forEach(pair -> pairs.put(pair.path(key).asText(), pair.path(value).asText()));
        return pairs;
    }

    private static List<JsonNode> numbered(JsonNode elements) {
        Map<Integer, JsonNode> byNumber = new TreeMap<>();
        elements.properties().forEach(each -> byNumber.put(Integer.valueOf(each.getKey()), each.getValue()));
        return new ArrayList<>(byNumber.values());
    }
}
