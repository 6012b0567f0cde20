package community.backup.local.cloudformation.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The descriptions in a template. They are no part of a {@link Template}: a changed description alone is no update of a
 * stack.
 *
 * @param template the template's own description; empty if it has none
 * @param outputs the descriptions of outputs, by output
 */
public record Descriptions(String template, Map<String, String> outputs) {
    /** Reads the descriptions of a valid template. */
    public static Descriptions of(String text) {
        JsonNode tree = TemplateReader.read(text);
        Map<String, String> outputs = new LinkedHashMap<>();
        tree.path("Outputs").properties().forEach(output -> {
            if (output.getValue().has("Description")) {
                outputs.put(
                        output.getKey(), output.getValue().get("Description").asText());
            }
        });
        return new Descriptions(tree.path("Description").asText(), outputs);
    }
}
