package community.backup.recoverypoint.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * Checks that the picture in README.md shows the recording beside it, and that the recording matches the demo's output.
 */
class RecordingIT {
    private static final Path RECORDING = Path.of("docs", "demo.cast");
    private static final Path PICTURE = Path.of("docs", "demo.svg");

    /** An event of a stack, or a claim. The demo always prints these. The number of polls between them differs. */
    private static final Pattern PROMISED = Pattern.compile("( *#:#:#  [A-Z_]+ .*|  (holds|FAILED)  .*)");

    @Test
    void the_recording_has_the_events_and_claims_of_the_demo_and_no_others(@TempDir Path tmpdir)
            throws IOException, InterruptedException {
        String output = DemoProcess.run(List.of("--scene", "2"), tmpdir);

        Set<String> promised = promised(output.lines());
        assertThat(promised).hasSizeGreaterThan(15);
        assertThat(promised(recorded().lines()))
                .as("What the demo says has changed: tools/record-demo records it again")
                .isEqualTo(promised);
    }

    @Test
    void the_picture_is_of_the_recording(@TempDir Path folder) throws IOException, InterruptedException {
        assertThat(drawn(RECORDING, folder))
                .as("tools/record-demo draws it again")
                .isEqualTo(Files.readString(PICTURE));
        assertThat(Files.size(PICTURE)).isLessThan(400_000);
    }

    @Test
    void a_picture_has_the_texts_of_its_frames_each_line_once_with_its_colour(@TempDir Path folder)
            throws IOException, InterruptedException, ParserConfigurationException, SAXException {
        Path recording = Files.writeString(folder.resolve("small.cast"), """
                {"version": 2, "width": 20, "height": 3}
                [0, "o", "$ <command>\\r\\n"]
                [1, "o", "\\u001b[32mfirst\\u001b[0m  and \\u001b[2mfaint\\u001b[0m\\r\\n"]
                [2, "o", "\\u001b[1A\\u001b[Jsecond"]
                """);
        String svg = drawn(recording, folder);
        Document document = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));

        NodeList texts = document.getElementsByTagName("text");
        assertThat(IntStream.range(0, texts.getLength())
                        .mapToObj(i -> texts.item(i)
                                        .getAttributes()
                                        .getNamedItem("class")
                                        .getNodeValue() + ": " + texts.item(i).getTextContent()))
                .containsExactly(
                        "default: $ <command>",
                        "green: first",
                        "default: and",
                        "brightblack: faint",
                        "default: second");
        assertThat(document.getElementsByTagName("use").getLength()).isEqualTo(1 + 2 + 2);
        assertThat(svg).contains("0.000%{transform:translateY(0px)}").doesNotContain("<script");
    }

    private static String drawn(Path recording, Path folder) throws IOException, InterruptedException {
        Path picture = folder.resolve("drawn.svg");
        Process python = new ProcessBuilder(
                        "tools/python",
                        "record",
                        "python",
                        "tools/record-demo.py",
                        "draw",
                        recording.toString(),
                        picture.toString())
                .redirectErrorStream(true)
                .start();
        String output = new String(python.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(python.waitFor()).as(output).isZero();
        return Files.readString(picture);
    }

    /** The output in the recording, without control sequences. */
    private static String recorded() throws IOException {
        ObjectMapper json = new ObjectMapper();
        StringBuilder text = new StringBuilder();
        for (String line : Files.readAllLines(RECORDING)) {
            JsonNode value = json.readTree(line);
            text.append(value.isArray() ? value.get(2).asText() : "");
        }
        return text.toString().replaceAll("\u001b\\[[?0-9;]*[a-zA-Z]", "");
    }

    private static Set<String> promised(Stream<String> lines) {
        return lines.map(line -> line.stripTrailing().replaceAll("[0-9]+", "#"))
                .filter(line -> PROMISED.matcher(line).matches())
                .collect(Collectors.toSet());
    }
}
