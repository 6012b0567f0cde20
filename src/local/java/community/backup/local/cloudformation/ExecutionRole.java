package community.backup.local.cloudformation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import community.backup.local.awsbackup.Account;
import community.backup.local.cloudformation.template.Expression;
import community.backup.local.cloudformation.template.Parameter;
import community.backup.local.cloudformation.template.PseudoParameters;
import community.backup.local.cloudformation.template.Scope;
import community.backup.local.cloudformation.template.Template;
import community.backup.local.cloudformation.template.TemplateException;
import community.backup.local.iam.Identity;
import community.backup.local.iam.Policy;
import community.backup.local.lambda.TypeFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The role with which CloudFormation runs the type, as a stack of {@code resource-role.yaml} creates it. */
public final class ExecutionRole {
    private static final Path FILE = Path.of("resource-role.yaml");
    private static final ObjectMapper JSON = new ObjectMapper();

    private ExecutionRole() {}

    /** The permissions of the role that {@code cfn submit} creates: every parameter of the template has its default. */
    public static Identity identity(Account account) {
        return identity(account, Map.of());
    }

    /**
     * The permissions of the role without its permissions boundary: the template has only the ARN of that.
     *
     * @param parameters the values of parameters that differ from their default
     */
    public static Identity identity(Account account, Map<String, String> parameters) {
        return identity(account, parameters, text());
    }

    /**
     * The permissions of a role from another version of the template.
     *
     * @param parameters the values of parameters that differ from their default
     * @param text the template, in YAML
     */
    public static Identity identity(Account account, Map<String, String> parameters, String text) {
        List<Policy> policies = new ArrayList<>();
        properties(Template.parse(text), account, parameters)
                .path("Policies")
                .forEach(policy -> policies.add(Policy.parse(document(policy.path("PolicyDocument")))));
        return new Identity(List.copyOf(policies), Optional.empty());
    }

    /** The permissions of the roles of all resource types together. */
    public static Identity ofAllTypes(Account account) {
        List<Policy> policies = new ArrayList<>();
        for (TypeFolder type : TypeFolder.all()) {
            try {
                policies.addAll(identity(account, Map.of(), Files.readString(type.file("resource-role.yaml")))
                        .policies());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return new Identity(List.copyOf(policies), Optional.empty());
    }

    /** The role's properties, with all functions resolved. */
    public static JsonNode properties(Account account, Map<String, String> parameters) {
        return properties(Template.parse(text()), account, parameters);
    }

    private static JsonNode properties(Template template, Account account, Map<String, String> parameters) {
        if (!template.parameters().keySet().containsAll(parameters.keySet())) {
            throw new IllegalArgumentException(parameters.keySet() + " are not all among " + template.parameters());
        }
        return template.resource("ExecutionRole").properties().resolve(new Names(template, account, parameters));
    }

    /** The template as it is in the repository. */
    public static String text() {
        try {
            return Files.readString(FILE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** CloudFormation accepts a policy document also as JSON text. */
    private static JsonNode document(JsonNode value) {
        try {
            return value.isTextual() ? JSON.readTree(value.asText()) : value;
        } catch (JsonProcessingException e) {
            throw new TemplateException("PolicyDocument is not well-formed: " + value.asText());
        }
    }

    /** The names that a template can use without a stack. */
    private record Names(Template template, Account account, Map<String, String> given) implements Scope {
        @Override
        public JsonNode ref(String name) {
            Parameter parameter = template.parameters().get(name);
            if (parameter != null) {
                return parameter.value(Optional.ofNullable(given.get(name)));
            }
            return switch (name) {
                case "AWS::AccountId" -> text(account.id());
                case "AWS::Region" -> text(account.region());
                case "AWS::Partition" -> text(account.partition());
                case PseudoParameters.NO_VALUE -> Expression.noValue();
                default -> throw new TemplateException(name + " is not known without a stack");
            };
        }

        @Override
        public JsonNode attribute(String logicalId, String attribute) {
            throw new TemplateException(logicalId + "." + attribute + " is not known without a stack");
        }

        @Override
        public JsonNode imported(String exportName) {
            throw new TemplateException("The export " + exportName + " is not known without a stack");
        }

        @Override
        public boolean holds(String condition) {
            return template.holds(condition, this);
        }

        private static JsonNode text(String value) {
            return JsonNodeFactory.instance.textNode(value);
        }
    }
}
