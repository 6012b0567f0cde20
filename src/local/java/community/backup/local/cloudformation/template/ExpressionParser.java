package community.backup.local.cloudformation.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import community.backup.local.cloudformation.template.Expression.Choice;
import community.backup.local.cloudformation.template.Expression.Contains;
import community.backup.local.cloudformation.template.Expression.Holds;
import community.backup.local.cloudformation.template.Expression.Import;
import community.backup.local.cloudformation.template.Expression.Items;
import community.backup.local.cloudformation.template.Expression.Join;
import community.backup.local.cloudformation.template.Expression.Literal;
import community.backup.local.cloudformation.template.Expression.Mapping;
import community.backup.local.cloudformation.template.Expression.Name;
import community.backup.local.cloudformation.template.Expression.Not;
import community.backup.local.cloudformation.template.Expression.Reference;
import community.backup.local.cloudformation.template.Expression.Same;
import community.backup.local.cloudformation.template.Expression.Several;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Turns a template's values into expressions. Every error names the place, such as {@code Resources.Point.Properties}.
 */
final class ExpressionParser {
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{(!?)([^}]*)}");

    /** The limit for Fn::And and Fn::Or in the template reference. */
    private static final int MOST_CONDITIONS = 10;

    private ExpressionParser() {}

    static Expression parse(JsonNode value, String place) {
        if (value instanceof ObjectNode object) {
            if (object.size() == 1) {
                String key = object.fieldNames().next();
                if (key.equals("Ref") || key.equals("Condition") || key.startsWith("Fn::")) {
                    return function(key, object.get(key), place);
                }
            }
            return new Mapping(fields(object, place));
        }
        if (value.isArray()) {
            List<Expression> items = new ArrayList<>();
            value.forEach(item -> items.add(parse(item, place + "[" + items.size() + "]")));
            return new Items(items);
        }
        if (value.isNull()) {
            throw TemplateException.error("null values are not allowed in templates, at " + place + ".");
        }
        return new Literal(value);
    }

    static Map<String, Expression> fields(ObjectNode object, String place) {
        Map<String, Expression> fields = new LinkedHashMap<>();
        object.properties()
                .forEach(field -> fields.put(field.getKey(), parse(field.getValue(), place + "." + field.getKey())));
        return fields;
    }

    private static Expression function(String name, JsonNode argument, String place) {
        return switch (name) {
            case "Ref" -> new Name(new Reference(text(argument, "Ref", place), ""));
            case "Fn::GetAtt" -> getAtt(argument, place);
            case "Fn::Join" -> join(argument, place);
            case "Fn::Sub" -> sub(argument, place);
            case "Fn::If" -> choice(argument, place);
            case "Fn::ImportValue" -> new Import(parse(argument, place));
            default ->
                throw TemplateException.error(
                        name + " at " + place
                                + " is not known to the local CloudFormation; Ref, Fn::GetAtt, Fn::Sub, Fn::Join, Fn::If and Fn::ImportValue are.");
        };
    }

    /** A condition in the section Conditions or Rules. */
    static Expression condition(JsonNode value, String place) {
        String name = value.size() == 1 ? value.fieldNames().next() : "";
        JsonNode argument = value.path(name);
        int size = argument.isArray() ? argument.size() : 0;
        if (name.equals("Condition") && argument.isTextual()) {
            return new Holds(argument.asText());
        }
        if (name.equals("Fn::Not") && size == 1) {
            return new Not(condition(argument.get(0), place));
        }
        if (name.equals("Fn::Equals") && size == 2) {
            return new Same(parse(argument.get(0), place), parse(argument.get(1), place));
        }
        if (name.equals("Fn::Contains") && size == 2 && place.startsWith("Rules.")) {
            return new Contains(parse(argument.get(0), place), parse(argument.get(1), place));
        }
        if (name.matches("Fn::(And|Or)") && size >= 2 && size <= MOST_CONDITIONS) {
            List<Expression> conditions = new ArrayList<>();
            argument.forEach(each -> conditions.add(condition(each, place)));
            return new Several(name.equals("Fn::And"), conditions);
        }
        throw TemplateException.error(
                place
                        + " must be Fn::Equals of two values, Fn::Not of a condition, Fn::And or Fn::Or of 2 to 10, or Condition with the name of another: the local CloudFormation knows no other conditions.");
    }

    private static Expression choice(JsonNode argument, String place) {
        if (!argument.isArray() || argument.size() != 3) {
            throw TemplateException.error("Fn::If at " + place + " needs a condition and two values.");
        }
        return new Choice(
                text(argument.get(0), "Fn::If", place), parse(argument.get(1), place), parse(argument.get(2), place));
    }

    private static Expression getAtt(JsonNode argument, String place) {
        if (argument.isArray() && argument.size() == 2) {
            return attribute(
                    text(argument.get(0), "Fn::GetAtt", place), text(argument.get(1), "Fn::GetAtt", place), place);
        }
        String text = text(argument, "Fn::GetAtt", place);
        int dot = text.indexOf('.');
        return attribute(text.substring(0, Math.max(dot, 0)), text.substring(dot + 1), place);
    }

    private static Expression attribute(String logicalId, String attribute, String place) {
        if (logicalId.isEmpty() || attribute.isEmpty()) {
            throw TemplateException.error("Fn::GetAtt at " + place + " needs a resource and an attribute.");
        }
        return new Name(new Reference(logicalId, attribute));
    }

    private static Expression join(JsonNode argument, String place) {
        if (!argument.isArray() || argument.size() != 2) {
            throw TemplateException.error("Fn::Join at " + place + " needs a delimiter and a list of strings.");
        }
        return new Join(text(argument.get(0), "Fn::Join", place), parse(argument.get(1), place));
    }

    private static Expression sub(JsonNode argument, String place) {
        if (argument.isArray() && argument.size() == 2 && argument.get(1) instanceof ObjectNode variables) {
            return sub(text(argument.get(0), "Fn::Sub", place), fields(variables, place), place);
        }
        return sub(text(argument, "Fn::Sub", place), Map.of(), place);
    }

    private static Expression sub(String text, Map<String, Expression> variables, String place) {
        List<Expression> parts = new ArrayList<>();
        Matcher variable = VARIABLE.matcher(text);
        int end = 0;
        while (variable.find()) {
            parts.add(literal(text.substring(end, variable.start())));
            String name = variable.group(2).strip();
            if (!variable.group(1).isEmpty()) {
                parts.add(literal("${" + variable.group(2) + "}"));
            } else if (variables.containsKey(name)) {
                parts.add(variables.get(name));
            } else {
                int dot = name.indexOf('.');
                parts.add(
                        dot < 0
                                ? new Name(new Reference(name, ""))
                                : attribute(name.substring(0, dot), name.substring(dot + 1), place));
            }
            end = variable.end();
        }
        parts.add(literal(text.substring(end)));
        return new Join("", new Items(parts));
    }

    private static Expression literal(String text) {
        return new Literal(JsonNodeFactory.instance.textNode(text));
    }

    private static String text(JsonNode value, String function, String place) {
        if (!value.isTextual()) {
            throw TemplateException.error(function + " at " + place + " needs a string and was given " + value + ".");
        }
        return value.asText();
    }
}
