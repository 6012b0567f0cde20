package community.backup.local.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import community.backup.local.awsbackup.Account;
import community.backup.local.cloudformation.template.Expression;
import community.backup.local.cloudformation.template.PseudoParameters;
import community.backup.local.cloudformation.template.Scope;
import community.backup.local.cloudformation.template.Template;
import community.backup.local.cloudformation.template.TemplateException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The meaning of the names in a template during an operation on its stack. It uses the resources as they are at the
 * time of the call.
 */
final class StackScope implements Scope {
    private final Engine engine;
    private final Stack stack;
    private final DesiredStack desired;

    StackScope(Engine engine, Stack stack, DesiredStack desired) {
        this.engine = engine;
        this.stack = stack;
        this.desired = desired;
    }

    /**
     * The desired state of a resource: its properties in the template, resolved and converted to the types in its
     * schema.
     *
     * @throws TemplateException if a value is missing
     */
    StackResource wanted(String logicalId) {
        Template.DeclaredResource declared = desired.template().resource(logicalId);
        ObjectNode properties =
                engine.schema(declared.type()).typed(declared.properties().resolve(this));
        return StackResource.wanted(desired.template(), logicalId, properties);
    }

    /**
     * The values of the outputs.
     *
     * @throws TemplateException if a value is missing or is not a string
     */
    Map<String, JsonNode> outputs() {
        Map<String, JsonNode> outputs = new LinkedHashMap<>();
        desired.template()
                .outputs()
                .forEach((name, output) ->
                        outputs.put(name, string(name, output.value().resolve(this))));
        return outputs;
    }

    private static JsonNode string(String output, JsonNode value) {
        if (!value.isValueNode() || value.isNull()) {
            throw new TemplateException("Template error: Outputs." + output + " must be a string, and its value is "
                    + (value.isMissingNode() ? "AWS::NoValue" : value) + ".");
        }
        return value;
    }

    @Override
    public JsonNode ref(String name) {
        JsonNode parameter = desired.parameters().get(name);
        if (parameter != null) {
            return parameter;
        }
        return name.startsWith("AWS::")
                ? pseudoParameter(name, engine.account(), stack.name(), stack.id())
                : text(physicalId(name));
    }

    @Override
    public JsonNode attribute(String logicalId, String attribute) {
        StackResource resource = existing(logicalId);
        JsonNode value = engine.schema(resource.type()).attribute(resource.model(), attribute);
        if (value.isMissingNode()) {
            throw new TemplateException("Attribute '" + attribute + "' of " + logicalId + " does not exist.");
        }
        return value;
    }

    @Override
    public JsonNode imported(String exportName) {
        return engine.exports().value(exportName);
    }

    @Override
    public boolean holds(String condition) {
        return desired.template().holds(condition, this);
    }

    static JsonNode pseudoParameter(String name, Account account, String stackName, String stackId) {
        return switch (name) {
            case "AWS::AccountId" -> text(account.id());
            case "AWS::Region" -> text(account.region());
            case "AWS::Partition" -> text(account.partition());
            case "AWS::URLSuffix" -> text("amazonaws.com");
            case "AWS::StackName" -> text(stackName);
            case "AWS::StackId" -> text(stackId);
            case PseudoParameters.NO_VALUE -> Expression.noValue();
            default -> throw new IllegalArgumentException(name);
        };
    }

    private String physicalId(String logicalId) {
        return existing(logicalId).physicalId().orElseThrow(() -> new IllegalStateException(logicalId));
    }

    private StackResource existing(String logicalId) {
        return stack.resource(logicalId).orElseThrow(() -> new IllegalStateException(logicalId));
    }

    private static JsonNode text(String value) {
        return JsonNodeFactory.instance.textNode(value);
    }
}
