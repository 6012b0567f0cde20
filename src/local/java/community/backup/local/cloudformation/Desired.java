package community.backup.local.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
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
        return new Desired(template, values, Map.copyOf(request.tags()));
    }
}
