package community.backup.handler;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import community.backup.failure.FailureCode;
import community.backup.failure.HandlerFailure;
import java.util.Map;
import org.json.JSONObject;

/**
 * Checks the numbers and booleans of the models in a request. CloudFormation also sends them as text. The runtime's
 * parser reads an empty text as null and cuts off decimals. So this class looks for values that are not a whole number
 * or a boolean.
 */
final class ScalarProperties {
    private static final Map<String, String> FORMS = Map.of("integer", "-?[0-9]{1,18}", "boolean", "true|false");

    private ScalarProperties() {}

    /**
     * Refuses an invalid value in the model that a create or an update requests. In the other models, which describe
     * existing resources, it removes the value: it must not prevent a delete or a rollback.
     *
     * @throws HandlerFailure if the requested model has an invalid value
     */
    static void check(JsonNode request, JSONObject schema) {
        JsonNode models = request.path("requestData");
        boolean wanted = request.path("action").asText().matches("CREATE|UPDATE")
                && !request.path("rollback").asBoolean();
        check(models.path("resourceProperties"), schema, schema, "", wanted);
        check(models.path("previousResourceProperties"), schema, schema, "", false);
    }

    private static void check(JsonNode model, JSONObject schema, JSONObject rules, String path, boolean wanted) {
        JSONObject properties = rules.getJSONObject("properties");
        for (String name : properties.keySet()) {
            JSONObject rule = properties.getJSONObject(name);
            if (rule.has("$ref")) {
                rule = (JSONObject) schema.query(rule.getString("$ref"));
            }
            String type = rule.optString("type");
            if (rule.has("properties")) {
                check(model.path(name), schema, rule, path + name + ".", wanted);
            } else if (model.has(name) && !model.get(name).asText().matches(FORMS.getOrDefault(type, "(?s).*"))) {
                if (wanted) {
                    throw new HandlerFailure(
                            FailureCode.INVALID_PROPERTY,
                            "%s%s must be of type %s. Correct the property.".formatted(path, name, type));
                }
                ((ObjectNode) model).remove(name);
            }
        }
    }
}
