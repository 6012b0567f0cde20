package community.backup.recoverypoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import community.backup.failure.HandlerFailure;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.json.JSONObject;
import org.jspecify.annotations.Nullable;
import software.amazon.cloudformation.proxy.HandlerErrorCode;

/**
 * The numbers and booleans of a model in a request. CloudFormation sends them as text too. The runtime's parser takes an empty
 * text for null and cuts off decimals, so whatever is not a whole number or a boolean is found here.
 */
final class ScalarProperties {
    private static final Pattern WHOLE_NUMBER = Pattern.compile("-?[0-9]{1,18}");
    private static final Set<String> BOOLEANS = Set.of("true", "false");
    private static final Set<String> CHECKED = Set.of("CREATE", "UPDATE");

    /** The numbers and booleans of the schema, by their path in small letters: the parser ignores the case of names. */
    private static final Map<String, Scalar> SCALARS = scalars();

    private record Scalar(String name, boolean number) {
        boolean admits(JsonNode value) {
            if (value.isTextual()) {
                return number
                        ? WHOLE_NUMBER.matcher(value.textValue()).matches()
                        : BOOLEANS.contains(value.textValue());
            }
            return number ? value.isIntegralNumber() && value.canConvertToLong() : value.isBoolean();
        }
    }

    private ScalarProperties() {}

    /**
     * The request, if what the template asks for has only whole numbers and booleans where the schema wants them. Other models
     * describe what exists, so they lose a value that is neither: it must not prevent a delete or a rollback.
     *
     * @throws HandlerFailure if a property of a create or update has another value
     */
    static Payload checked(Payload payload) {
        JsonNode data = member(payload.json(), "requestData");
        JsonNode action = member(payload.json(), "action");
        JsonNode rollback = member(payload.json(), "rollback");
        boolean wanted =
                action != null && CHECKED.contains(action.asText()) && !(rollback != null && rollback.asBoolean());
        boolean changed = remove(member(data, "previousResourceProperties"));
        JsonNode model = member(data, "resourceProperties");
        if (wanted) {
            refuse(model);
        } else {
            changed |= remove(model);
        }
        return changed ? new Payload(payload.json().toString(), payload.json()) : payload;
    }

    private static void refuse(@Nullable JsonNode model) {
        wrong(model, "").stream().findFirst().ifPresent(wrong -> {
            throw new HandlerFailure(
                    HandlerErrorCode.InvalidRequest,
                    "%s must be %s. Correct the property."
                            .formatted(wrong.scalar.name, wrong.scalar.number ? "a whole number" : "true or false"));
        });
    }

    private static boolean remove(@Nullable JsonNode model) {
        List<Wrong> all = wrong(model, "");
        all.forEach(wrong -> wrong.in.remove(wrong.key));
        return !all.isEmpty();
    }

    /** A value that is neither a whole number nor a boolean where the schema wants one. */
    private record Wrong(Scalar scalar, ObjectNode in, String key) {}

    private static List<Wrong> wrong(@Nullable JsonNode model, String prefix) {
        List<Wrong> wrong = new ArrayList<>();
        if (model instanceof ObjectNode object) {
            object.properties().forEach(property -> {
                String path = prefix + property.getKey().toLowerCase(Locale.ROOT);
                Scalar scalar = SCALARS.get(path);
                if (scalar == null) {
                    wrong.addAll(wrong(property.getValue(), path + "."));
                } else if (!scalar.admits(property.getValue())) {
                    wrong.add(new Wrong(scalar, object, property.getKey()));
                }
            });
        }
        return wrong;
    }

    private static @Nullable JsonNode member(@Nullable JsonNode object, String name) {
        if (object == null) {
            return null;
        }
        for (Map.Entry<String, JsonNode> each : object.properties()) {
            if (each.getKey().equalsIgnoreCase(name)) {
                return each.getValue();
            }
        }
        return null;
    }

    private static Map<String, Scalar> scalars() {
        JSONObject schema = new Configuration().resourceSchemaJSONObject();
        Map<String, Scalar> scalars = new HashMap<>();
        collect(scalars, schema, schema.getJSONObject("properties"), "");
        return scalars;
    }

    private static void collect(Map<String, Scalar> scalars, JSONObject schema, JSONObject properties, String prefix) {
        for (String name : properties.keySet()) {
            JSONObject property = properties.getJSONObject(name);
            if (property.has("$ref")) {
                String definition = property.getString("$ref").substring("#/definitions/".length());
                property = schema.getJSONObject("definitions").getJSONObject(definition);
            }
            String type = property.getString("type");
            if (property.has("properties")) {
                collect(scalars, schema, property.getJSONObject("properties"), prefix + name + ".");
            } else if (type.equals("integer") || type.equals("boolean")) {
                scalars.put(
                        (prefix + name).toLowerCase(Locale.ROOT), new Scalar(prefix + name, type.equals("integer")));
            }
        }
    }
}
