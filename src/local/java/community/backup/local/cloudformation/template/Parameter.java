package community.backup.local.cloudformation.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import java.util.Optional;

/**
 * A parameter that a template declares.
 *
 * @param type String, Number, CommaDelimitedList or {@link #STORED}
 * @param defaultValue the value if the request has none
 * @param allowedValues the allowed values; empty if all are allowed
 * @param allowedPattern a regular expression that the whole value must match; empty if all values are allowed
 */
public record Parameter(
        String name, String type, Optional<String> defaultValue, List<String> allowedValues, String allowedPattern) {
    /** The type of a parameter whose given value is the name of a parameter in Parameter Store. */
    static final String STORED = "AWS::SSM::Parameter::Value<String>";

    /**
     * The parameter's value as {@code Ref} gives it.
     *
     * @param given the value in the request
     * @throws TemplateException if there is no value, or the declaration does not allow it
     */
    public JsonNode value(Optional<String> given) {
        String text = given.or(() -> defaultValue)
                .orElseThrow(() -> new TemplateException("Parameters: [" + name + "] must have values"));
        if (!allowedValues.isEmpty() && !allowedValues.contains(text)) {
            throw TemplateException.error(
                    "the parameter " + name + " must be one of " + allowedValues + " and is " + text + ".");
        }
        if (!allowedPattern.isEmpty() && !text.matches(allowedPattern)) {
            throw TemplateException.error(
                    "the parameter " + name + " must match " + allowedPattern + " and is " + text + ".");
        }
        if (type.equals("Number") && !text.matches("[-+]?[0-9]+([.][0-9]+)?")) {
            throw TemplateException.error("the parameter " + name + " must be a number and is " + text + ".");
        }
        if (type.equals(STORED)) {
            return JsonNodeFactory.instance.textNode(StoredParameters.value(text)
                    .orElseThrow(() -> new TemplateException(
                            "Unable to fetch parameters [" + text + "] from parameter store for this account.")));
        }
        if (type.equals("CommaDelimitedList")) {
            ArrayNode list = JsonNodeFactory.instance.arrayNode();
            for (String item : text.split(",", -1)) {
                list.add(item.strip());
            }
            return list;
        }
        return JsonNodeFactory.instance.textNode(text);
    }
}
