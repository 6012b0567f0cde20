package community.backup.local.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;

/**
 * The state of a stack at one moment.
 *
 * @param status such as CREATE_COMPLETE
 * @param reason the reason of this status; empty if there is none
 * @param outputs in the order of the template
 * @param exportNames the names of the exports, by output; outputs without an export are not in it
 * @param physicalIds the physical ids of its resources, by logical id
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
