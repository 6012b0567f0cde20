package community.backup.local.cloudformation.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import community.backup.local.cloudformation.template.Expression.Mapping;
import community.backup.local.cloudformation.template.Expression.Reference;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/** Reads a template's sections and checks that every name in it is declared. */
final class TemplateParser {
    private static final Set<String> SECTIONS = Set.of(
            "AWSTemplateFormatVersion",
            "Description",
            "Metadata",
            "Parameters",
            "Rules",
            "Conditions",
            "Resources",
            "Outputs");
    private static final Set<String> PARAMETER = Set.of(
            "Type", "Default", "Description", "AllowedValues", "AllowedPattern", "ConstraintDescription", "NoEcho");
    private static final Set<String> PARAMETER_TYPES =
            Set.of("String", "Number", "CommaDelimitedList", Parameter.STORED);
    private static final Set<String> RESOURCE =
            Set.of("Type", "Condition", "Properties", "DependsOn", "DeletionPolicy", "UpdateReplacePolicy", "Metadata");
    private static final Set<String> OUTPUT = Set.of("Condition", "Value", "Description", "Export");

    private TemplateParser() {}

    static Template parse(ObjectNode tree) {
        checkKeys(tree, SECTIONS, "the template");
        Template template = new Template(
                section(tree, "Parameters", TemplateParser::parameter),
                section(tree, "Rules", TemplateParser::rule),
                section(tree, "Conditions", (name, value) -> ExpressionParser.condition(value, "Conditions." + name)),
                section(tree, "Resources", TemplateParser::resource),
                section(tree, "Outputs", TemplateParser::output));
        if (template.resources().isEmpty()) {
            throw new TemplateException("Template format error: At least one Resources member must be defined.");
        }
        checkNames(template);
        checkConditions(tree, template);
        DependencyOrder.check(template);
        return template;
    }

    private static <T> Map<String, T> section(ObjectNode tree, String name, BiFunction<String, ObjectNode, T> read) {
        Map<String, T> members = new LinkedHashMap<>();
        object(tree.path(name), name).properties().forEach(member -> {
            if (!member.getKey().matches("[A-Za-z0-9]+")) {
                throw TemplateException.error(
                        "the name " + member.getKey() + " in " + name + " must consist of letters and digits.");
            }
            members.put(
                    member.getKey(),
                    read.apply(member.getKey(), object(member.getValue(), name + "." + member.getKey())));
        });
        return members;
    }

    private static Parameter parameter(String name, ObjectNode tree) {
        String place = "Parameters." + name;
        checkKeys(tree, PARAMETER, place);
        String type = text(tree, "Type", place);
        if (!PARAMETER_TYPES.contains(type)) {
            throw TemplateException.error(place + ".Type is " + type + "; known here are "
                    + String.join(", ", new TreeSet<>(PARAMETER_TYPES)) + ".");
        }
        List<String> allowed = new ArrayList<>();
        tree.path("AllowedValues").forEach(value -> allowed.add(value.asText()));
        return new Parameter(
                name,
                type,
                tree.has("Default") ? Optional.of(tree.get("Default").asText()) : Optional.empty(),
                allowed,
                tree.path("AllowedPattern").asText(""));
    }

    private static List<Template.Assertion> rule(String name, ObjectNode tree) {
        String place = "Rules." + name;
        checkKeys(tree, Set.of("Assertions"), place);
        List<Template.Assertion> assertions = new ArrayList<>();
        tree.path("Assertions").forEach(each -> {
            String where = place + ".Assertions[" + assertions.size() + "]";
            ObjectNode assertion = object(each, where);
            checkKeys(assertion, Set.of("Assert", "AssertDescription"), where);
            assertions.add(new Template.Assertion(
                    ExpressionParser.condition(assertion.path("Assert"), where),
                    assertion.path("AssertDescription").asText(where + " does not hold.")));
        });
        return assertions;
    }

    private static Template.DeclaredResource resource(String name, ObjectNode tree) {
        String place = "Resources." + name;
        checkKeys(tree, RESOURCE, place);
        return new Template.DeclaredResource(
                name,
                text(tree, "Type", place),
                condition(tree, place),
                new Mapping(ExpressionParser.fields(object(tree.path("Properties"), place + ".Properties"), place)),
                names(tree.path("DependsOn"), place + ".DependsOn"),
                policy(tree, "DeletionPolicy", place),
                policy(tree, "UpdateReplacePolicy", place),
                tree.has("DeletionPolicy"));
    }

    private static Optional<String> condition(ObjectNode tree, String place) {
        return tree.has("Condition") ? Optional.of(text(tree, "Condition", place)) : Optional.empty();
    }

    private static DeletionPolicy policy(ObjectNode tree, String name, String place) {
        DeletionPolicy policy = DeletionPolicy.parse(tree.path(name).asText("Delete"), place + "." + name);
        if (name.equals("UpdateReplacePolicy") && policy == DeletionPolicy.RETAIN_EXCEPT_ON_CREATE) {
            throw TemplateException.error(place + "." + name + " can be Delete or Retain only.");
        }
        return policy;
    }

    private static Template.Output output(String name, ObjectNode tree) {
        String place = "Outputs." + name;
        checkKeys(tree, OUTPUT, place);
        if (!tree.has("Value")) {
            throw TemplateException.error(place + " has no Value.");
        }
        return new Template.Output(
                condition(tree, place),
                ExpressionParser.parse(tree.get("Value"), place + ".Value"),
                tree.has("Export") ? Optional.of(exportName(tree.get("Export"), place + ".Export")) : Optional.empty());
    }

    private static Expression exportName(JsonNode export, String place) {
        if (export.size() != 1 || !export.has("Name")) {
            throw TemplateException.error(place + " needs a Name and nothing else.");
        }
        return ExpressionParser.parse(export.get("Name"), place + ".Name");
    }

    private static void checkNames(Template template) {
        Set<String> unresolved = new TreeSet<>();
        template.references().map(Reference::name).forEach(name -> {
            if (!template.resources().containsKey(name)
                    && !template.parameters().containsKey(name)
                    && !PseudoParameters.NAMES.contains(name)) {
                unresolved.add(name);
            }
        });
        template.resources().values().stream()
                .flatMap(resource -> resource.dependsOn().stream())
                .filter(name -> !template.resources().containsKey(name))
                .forEach(unresolved::add);
        if (!unresolved.isEmpty()) {
            throw new TemplateException("Template format error: Unresolved resource dependencies " + unresolved
                    + " in the Resources block of the template");
        }
    }

    private static void checkConditions(ObjectNode tree, Template template) {
        choices(tree).map(choice -> choice.path(0).asText()).forEach(name -> checkCondition(template, name, "Fn::If"));
        template.resources().values().forEach(resource -> resource.condition()
                .ifPresent(name -> checkCondition(template, name, "Resources." + resource.logicalId())));
        template.outputs().forEach((output, value) -> value.condition()
                .ifPresent(name -> checkCondition(template, name, "Outputs." + output)));
        template.conditions().forEach((name, condition) -> checkNamed(template, List.of(name), condition));
    }

    /**
     * Checks the conditions that a condition uses.
     *
     * @param path the names of the conditions that led to it, its own name included
     */
    private static void checkNamed(Template template, List<String> path, Expression condition) {
        if (!(condition instanceof Expression.Holds named)) {
            condition.parts().forEach(part -> checkNamed(template, path, part));
            return;
        }
        String name = named.condition();
        checkCondition(template, name, "Conditions." + path.get(path.size() - 1));
        if (path.contains(name)) {
            throw new TemplateException("Template format error: Circular dependency between conditions: " + path);
        }
        List<String> longer = new ArrayList<>(path);
        longer.add(name);
        checkNamed(
                template, longer, Objects.requireNonNull(template.conditions().get(name)));
    }

    private static void checkCondition(Template template, String name, String place) {
        if (!template.conditions().containsKey(name)) {
            throw new TemplateException(
                    "Template format error: Unresolved condition dependency " + name + " in " + place);
        }
    }

    /** The arguments of every Fn::If, also of one inside another. */
    private static Stream<JsonNode> choices(JsonNode tree) {
        return tree.findValues("Fn::If").stream().flatMap(choice -> Stream.concat(Stream.of(choice), choices(choice)));
    }

    private static Set<String> names(JsonNode value, String place) {
        Set<String> names = new TreeSet<>();
        if (value.isTextual()) {
            names.add(value.asText());
        } else if (value.isArray()) {
            value.forEach(name -> names.add(name.asText()));
        } else if (!value.isMissingNode()) {
            throw TemplateException.error(place + " must be a logical id or a list of them.");
        }
        return names;
    }

    private static void checkKeys(ObjectNode tree, Set<String> known, String place) {
        tree.fieldNames().forEachRemaining(key -> {
            if (!known.contains(key)) {
                throw TemplateException.error(
                        key + " in " + place + " is not known to the local CloudFormation; it knows "
                                + String.join(", ", new TreeSet<>(known)) + ".");
            }
        });
    }

    private static ObjectNode object(JsonNode value, String place) {
        if (value.isMissingNode()) {
            return JsonNodeFactory.instance.objectNode();
        }
        if (value instanceof ObjectNode object) {
            return object;
        }
        throw TemplateException.error(place + " must be an object.");
    }

    private static String text(ObjectNode tree, String key, String place) {
        if (!tree.path(key).isTextual()) {
            throw TemplateException.error(place + " needs a " + key + ".");
        }
        return tree.get(key).asText();
    }
}
