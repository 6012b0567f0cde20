package community.backup.recoverypoint.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/**
 * The contents of a terminal in which a command has ended, by src/test/python/in-terminal.py.
 *
 * @param shown its lines, without the empty ones at the end
 * @param sent everything that the terminal received
 * @param status the command's exit status
 */
record Terminal(List<String> shown, boolean hidesCursor, String sent, int status) {

    /** Runs a command to its end. */
    static Terminal run(Map<String, String> environment, List<String> command)
            throws IOException, InterruptedException {
        return interruptAt("", environment, command);
    }

    /**
     * Runs a command, and presses Ctrl-C as soon as the terminal shows a text. The command's parent ignores interrupts,
     * as a build does that runs in the background of a script. The command must not inherit that.
     */
    static Terminal interruptAt(String text, Map<String, String> environment, List<String> command)
            throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(List.of("sh", "-c", "trap '' INT QUIT HUP; exec \"$@\"", "sh"));
        all.addAll(List.of("tools/python", "record", "python", "src/test/python/in-terminal.py", text));
        all.addAll(command);
        ProcessBuilder python = new ProcessBuilder(all).redirectError(ProcessBuilder.Redirect.INHERIT);
        python.environment().put("TERM", "xterm-256color");
        python.environment().remove("NO_COLOR");
        python.environment().putAll(environment);
        Process process = python.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        JsonNode result = new ObjectMapper().readTree(output);
        List<String> lines = StreamSupport.stream(result.get("shown").spliterator(), false)
                .map(JsonNode::asText)
                .toList();
        int end = lines.size();
        while (end > 0 && lines.get(end - 1).isEmpty()) {
            end--;
        }
        return new Terminal(
                lines.subList(0, end),
                result.get("hidesCursor").asBoolean(),
                result.get("sent").asText(),
                result.get("status").asInt());
    }
}
