package community.backup.local.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import community.backup.local.awsbackup.Account;
import community.backup.local.cloudformation.template.Expression;
import community.backup.local.cloudformation.template.Scope;
import community.backup.local.cloudformation.template.Template;
import community.backup.local.cloudformation.template.TemplateException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The desired state of a stack, read from a request and checked.
 *
 * @param parameters the values that {@code Ref} gives
 * @param exportNames the names of the exports, by output; outputs without an export are not in it
 * @param imports the names of the exports that it uses
 */
record DesiredStack(
        Template template,
        Map<String, JsonNode> parameters,
        Map<String, String> tags,
        Map<String, String> exportNames,
        Set<String> imports) {
    /**
     * Reads a request.
     *
     * @throws TemplateException if it is not valid
     */
    static DesiredStack read(StackRequest request, Engine engine) {
        Template template = engine.templates().packaged(Template.parse(request.template()), request.folder());
        new TemplateCheck(engine).check(template);
        List<String> unknown = request.parameters().keySet().stream()
                .filter(name -> !template.parameters().containsKey(name))
                .sorted()
                .toList();
        if (!unknown.isEmpty()) {
            throw new TemplateException("Parameters: " + unknown + " do not exist in the template");
        }
        Map<String, JsonNode> values = new LinkedHashMap<>();
        template.parameters()
                .forEach((name, parameter) -> values.put(
                        name,
                        parameter.value(Optional.ofNullable(request.parameters().get(name)))));
        Scope given = new Given(template, values, engine.account(), request.stackName());
        Template chosen = template.chosen(given);
        Map<String, String> exportNames = new LinkedHashMap<>();
        chosen.outputs().forEach((output, declared) -> declared.exportName()
                .ifPresent(name -> exportNames.put(output, name(name, template, given))));
        Set<String> imports = chosen.values()
                .flatMap(Expression::imports)
                .map(name -> name(name, template, given))
                .collect(Collectors.toCollection(TreeSet::new));
        return new DesiredStack(chosen, values, Map.copyOf(request.tags()), exportNames, imports);
    }

    /** The name of an export or import, which CloudFormation must know before any resource exists. */
    private static String name(Expression name, Template template, Scope given) {
        name.references()
                .map(Expression.Reference::name)
                .filter(template.resources()::containsKey)
                .findFirst()
                .ifPresent(resource -> {
                    throw new TemplateException(
                            "Template error: the name of an export cannot depend on a resource, and "
                                    + "one depends on " + resource + ".");
                });
        return name.resolve(given).asText();
    }

    /** The names that conditions can use. */
    private record Given(Template template, Map<String, JsonNode> parameters, Account account, String stackName)
            implements Scope {
        @Override
        public JsonNode ref(String name) {
            JsonNode parameter = parameters.get(name);
            if (parameter == null && !name.startsWith("AWS::")) {
                throw noResource(name);
            }
            return parameter != null ? parameter : StackScope.pseudoParameter(name, account, stackName, "");
        }

        @Override
        public JsonNode attribute(String logicalId, String attribute) {
            throw noResource(logicalId);
        }

        @Override
        public JsonNode imported(String exportName) {
            throw new TemplateException(
                    "Template error: Fn::ImportValue can be used in neither conditions nor the names of exports.");
        }

        @Override
        public boolean holds(String condition) {
            return template.holds(condition, this);
        }

        private static TemplateException noResource(String name) {
            return new TemplateException("Template format error: Unresolved dependencies [" + name
                    + "]. Cannot reference resources in the Conditions block of the template");
        }
    }
}
