package community.backup.recoverypoint.docs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import community.backup.local.lambda.TypeFolder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * The part of docs/reference.md about a resource type, generated from its schema.json. The order is that of
 * CloudFormation's own reference.
 */
final class ReferencePage {
    /** The command that writes the page again. */
    static final String COMMAND = "./mvnw test -Dtest=ReferencePageTest -Dreference.record";

    private final TypeFolder type;
    private final JsonNode schema;
    private final StringBuilder page = new StringBuilder();

    private ReferencePage(TypeFolder type) throws IOException {
        this.type = type;
        schema = new ObjectMapper().readTree(type.file("schema.json").toFile());
    }

    /** The whole page. */
    static String text() throws IOException {
        StringBuilder text = new StringBuilder("# Reference\n\n<!-- Made from the schemas by: ")
                .append(COMMAND)
                .append(" -->\n\n");
        text.append("| Type | For |\n| --- | --- |\n");
        for (TypeFolder type : TypeFolder.all()) {
            ReferencePage page = new ReferencePage(type);
            text.append("| [`%s`](#%s) | %s |\n"
                    .formatted(type.name(), type.name().toLowerCase(Locale.ROOT).replace(":", ""), page.purpose()));
        }
        for (TypeFolder type : TypeFolder.all()) {
            text.append("\n").append(new ReferencePage(type).part());
        }
        return text.toString();
    }

    /** The description in the schema, without the words with which every schema begins. */
    private String purpose() {
        return schema.path("description").asText().replaceFirst("^Resource Type definition for ", "");
    }

    private String part() {
        page.append("## ").append(type.name()).append("\n\nA resource for ").append(purpose());
        page.append(
                        "\nWhat becomes of recovery points when the resource is deleted: [safety](safety.md). What the schema cannot say: ")
                .append("[properties](%s#properties).\n".formatted(pageOfType()));
        page.append("\n### Syntax\n\n```yaml\nType: ").append(type.name()).append("\nProperties:\n");
        writable(schema).forEach(property -> syntax(property.getKey(), property.getValue(), "  "));
        page.append("```\n\n### Properties\n");
        writable(schema).forEach(property -> property(property.getKey(), property.getValue()));
        schema.path("definitions").properties().stream()
                .filter(definition -> writable(schema)
                        .anyMatch(property -> property.getValue().toString().contains("/" + definition.getKey() + '"')))
                .filter(definition ->
                        definition.getValue().path("type").asText().equals("object"))
                .forEach(definition -> definition(definition.getKey(), definition.getValue()));
        returned();
        handlers();
        return page.toString();
    }

    /** The page about the type. For the first type, this is not the README.md of its folder. */
    private String pageOfType() {
        boolean first = type.equals(TypeFolder.all().get(0));
        return first ? "recovery-point.md" : "../" + type.file("README.md");
    }

    private Stream<Map.Entry<String, JsonNode>> writable(JsonNode object) {
        return object.path("properties").properties().stream()
                .filter(property -> !listed("readOnlyProperties", property.getKey()));
    }

    private void syntax(String name, JsonNode property, String indent) {
        page.append(indent).append(name).append(":");
        JsonNode resolved = resolved(property);
        if (resolved.path("type").asText().equals("array")) {
            page.append("\n")
                    .append(indent)
                    .append("  - ")
                    .append(target(property.path("items")))
                    .append("\n");
        } else {
            page.append(" ").append(type(property)).append("\n");
        }
    }

    private void property(String name, JsonNode property) {
        page.append("\n#### ")
                .append(name)
                .append("\n\n")
                .append(description(property))
                .append("\n\n");
        line("Required", required(schema, name) ? "yes" : "no");
        facts(property);
        line("Update", listed("createOnlyProperties", name) ? "replaces the resource" : "in place");
        if (listed("writeOnlyProperties", name)) {
            line("Read back", "no: neither a read of the resource nor drift detection shows it");
        }
        if (listed("primaryIdentifier", name)) {
            line(
                    "Identifier",
                    schema.path("primaryIdentifier").size() > 1
                            ? "part of the primary identifier"
                            : "the primary identifier");
        }
    }

    private void definition(String name, JsonNode definition) {
        page.append("\n### The type ")
                .append(name)
                .append("\n\n")
                .append(definition.path("description").asText())
                .append("\n");
        definition.path("properties").properties().forEach(property -> {
            page.append("\n#### ")
                    .append(name)
                    .append('.')
                    .append(property.getKey())
                    .append("\n\n");
            page.append(description(property.getValue())).append("\n\n");
            line("Required", required(definition, property.getKey()) ? "yes" : "no");
            facts(property.getValue());
        });
        definition.path("patternProperties").properties().forEach(pattern -> {
            page.append("\nAny name of the form `").append(pattern.getKey()).append("`, with as value:\n\n");
            facts(pattern.getValue());
        });
    }

    private void facts(JsonNode property) {
        JsonNode resolved = resolved(property);
        line("Type", type(property));
        range("Length", resolved, "minLength", "maxLength", "characters");
        range("Value", resolved, "minimum", "maximum", "");
        range("Number", resolved, "minItems", "maxItems", "items");
        if (resolved.has("enum")) {
            line(
                    "Value",
                    list(resolved.path("enum")).map(value -> "`" + value + "`").collect(Collectors.joining(" or ")));
        }
        if (resolved.has("default")) {
            line("Default", "`" + resolved.path("default").asText() + "`");
        }
        if (resolved.has("pattern")) {
            line("Pattern", "`" + resolved.path("pattern").asText() + "`");
        }
    }

    private void range(String what, JsonNode property, String least, String most, String unit) {
        List<String> parts = new ArrayList<>();
        if (property.has(least)) {
            parts.add("at least " + property.path(least).asText());
        }
        if (property.has(most)) {
            parts.add("at most " + property.path(most).asText());
        }
        if (!parts.isEmpty()) {
            line(what, (String.join(", ", parts) + " " + unit).strip());
        }
    }

    private void line(String name, String value) {
        page.append("- *").append(name).append("*: ").append(value).append("\n");
    }

    private void returned() {
        page.append("\n### Return values\n\n`Ref` gives ")
                .append(list(schema.path("primaryIdentifier"))
                        .map(ReferencePage::name)
                        .map(name -> "`" + name + "`")
                        .collect(Collectors.joining(" and ")))
                .append(schema.path("primaryIdentifier").size() > 1 ? ", with a `|` between them" : "")
                .append(". `Fn::GetAtt` gives:\n\n| Attribute | Type | Is |\n| --- | --- | --- |\n");
        schema.path("properties").properties().stream()
                .filter(property -> listed("readOnlyProperties", property.getKey()))
                .forEach(property -> attribute(property.getKey(), property.getValue()));
    }

    private void attribute(String name, JsonNode property) {
        page.append("| `").append(name).append("` | ").append(type(property)).append(" | ");
        page.append(description(property)).append(" |\n");
    }

    private void handlers() {
        page.append("\n### Permissions\n\nThe permissions of the execution role ([resource-role.yaml](../%s)), "
                        .formatted(type.file("resource-role.yaml")))
                .append(
                        "and CloudFormation's timeout, by handler:\n\n| Handler | Minutes | Actions |\n| --- | ---: | --- |\n");
        schema.path("handlers").properties().forEach(handler -> page.append("| ")
                .append(handler.getKey())
                .append(" | ")
                .append(handler.getValue().path("timeoutInMinutes").asText("one invocation"))
                .append(" | ")
                .append(list(handler.getValue().path("permissions"))
                        .map(action -> "`" + action + "`")
                        .collect(Collectors.joining(", ")))
                .append(" |\n"));
    }

    private JsonNode resolved(JsonNode property) {
        String reference = property.path("$ref").asText("");
        return reference.isEmpty() ? property : schema.at(reference.substring(1));
    }

    private String description(JsonNode property) {
        return property.has("description")
                ? property.path("description").asText()
                : resolved(property).path("description").asText();
    }

    /** The name of the property's type in CloudFormation's reference. */
    private String type(JsonNode property) {
        JsonNode resolved = resolved(property);
        return switch (resolved.path("type").asText()) {
            case "string" -> "String";
            case "integer" -> "Integer";
            case "boolean" -> "Boolean";
            case "array" -> "List of " + target(resolved.path("items"));
            case "object" -> target(property);
            default -> throw new IllegalStateException("no word for " + resolved);
        };
    }

    /** The name of the definition to which the property refers. */
    private static String target(JsonNode property) {
        return property.path("$ref").asText().replaceFirst(".*/", "");
    }

    private static boolean required(JsonNode object, String name) {
        return list(object.path("required")).anyMatch(name::equals);
    }

    private boolean listed(String list, String name) {
        return list(schema.path(list)).map(ReferencePage::name).anyMatch(name::equals);
    }

    private static String name(String pointer) {
        return pointer.replaceFirst("^/properties/", "");
    }

    private static Stream<String> list(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asText);
    }
}
