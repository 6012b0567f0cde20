package community.backup.local.awsbackup;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Builds a JSON object in the service's wire format: a member without a value is left out, and a time is a number of
 * seconds since 1970, with milliseconds as a fraction.
 */
final class Shape {
    static final ObjectMapper JSON = new ObjectMapper();

    private final ObjectNode node = JSON.createObjectNode();

    /** Adds a member, unless {@code value} is null. */
    Shape with(String name, @Nullable Object value) {
        if (value != null) {
            node.set(name, toNode(value));
        }
        return this;
    }

    ObjectNode node() {
        return node;
    }

    private static JsonNode toNode(Object value) {
        if (value instanceof Shape shape) {
            return shape.node;
        }
        if (value instanceof Instant time) {
            return JSON.getNodeFactory().numberNode(BigDecimal.valueOf(time.toEpochMilli(), 3));
        }
        if (value instanceof Enum<?> constant) {
            return JSON.getNodeFactory().textNode(constant.name());
        }
        if (value instanceof Collection<?> items) {
            var array = JSON.createArrayNode();
            items.forEach(item -> array.add(toNode(item)));
            return array;
        }
        if (value instanceof Map<?, ?> map) {
            var object = JSON.createObjectNode();
            map.forEach((key, item) -> object.set(String.valueOf(key), toNode(item)));
            return object;
        }
        return JSON.valueToTree(value);
    }

    static byte[] bytes(JsonNode node) {
        try {
            return JSON.writeValueAsBytes(node);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The body of a request. An empty body is an empty object, and an invalid body is a missing node. */
    static JsonNode parse(byte[] body) {
        if (body.length == 0) {
            return JSON.createObjectNode();
        }
        try {
            return JSON.readTree(new String(body, StandardCharsets.UTF_8));
        } catch (JsonProcessingException e) {
            return JSON.missingNode();
        }
    }
}
