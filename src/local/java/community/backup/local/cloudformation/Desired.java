package community.backup.local.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import community.backup.local.cloudformation.resource.Account;
import community.backup.local.cloudformation.template.Scope;
import community.backup.local.cloudformation.template.Template;
import community.backup.local.cloudformation.template.TemplateException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a stack is to be, read and checked.
 *
 * @param parameters as {@code Ref} gives them
 */
record Desired(Template template, Map<String, JsonNode> parameters, Map<String, String> tags) {
    /**
     * Reads what was asked for.
     *
     * @throws TemplateException if it is not valid
     */
    static Desired read(StackRequest request, Engine engine) {
        Template template = Template.parse(request.template());
        new TemplateCheck(engine.types()).check(template);
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
        return new Desired(template.chosen(given), values, Map.copyOf(request.tags()));
    }

    /** What conditions can name. */
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
        public boolean holds(String condition) {
            return template.holds(condition, this);
        }

        private static TemplateException noResource(String name) {
            return new TemplateException("Template format error: Unresolved dependencies [" + name
                    + "]. Cannot reference resources in the Conditions block of the template");
        }
    }
}
