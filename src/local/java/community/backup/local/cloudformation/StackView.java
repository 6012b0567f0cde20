package community.backup.local.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;

/**
 * A stack at one moment.
 *
 * @param status such as CREATE_COMPLETE
 * @param reason why it has this status; empty where there is nothing to say
 * @param outputs in the template's order
 * @param exportNames of those outputs that are exported, by output
 * @param physicalIds of the resources that it holds, by logical id
 */
public record StackView(
        String name,
        String id,
        String status,
        String reason,
        Map<String, JsonNode> outputs,
        Map<String, String> exportNames,
        Map<String, String> physicalIds) {

    /**
     * An output's value.
     *
     * @throws NoSuchElementException if the stack has no such output
     */
    public String output(String outputName) {
        return Optional.ofNullable(outputs.get(outputName)).orElseThrow().asText();
    }
}
