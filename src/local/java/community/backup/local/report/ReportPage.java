package community.backup.local.report;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A recording as one self-contained page of HTML: it contains the style, the scripts and the recording. */
final class ReportPage {
    /** A line of page.html that is replaced by a file beside it, or by the recording. */
    private static final Pattern PLACE = Pattern.compile("^ *\\{\\{([a-z.]+)}}$", Pattern.MULTILINE);

    private static final String RECORDING = "recording";

    private static final ObjectMapper JSON = new ObjectMapper()
            .registerModule(new SimpleModule().addSerializer(new StdSerializer<>(Instant.class) {
                @Override
                public void serialize(Instant time, JsonGenerator json, SerializerProvider provider)
                        throws IOException {
                    json.writeNumber(time.toEpochMilli());
                }
            }));

    private ReportPage() {}

    /** The page's text. */
    static String of(Recording recording) {
        return PLACE.matcher(resource("page.html"))
                .replaceAll(place -> Matcher.quoteReplacement(
                        place.group(1).equals(RECORDING) ? json(recording) : resource(place.group(1))));
    }

    /**
     * The recording as JSON, with times in milliseconds since 1970. The characters with a meaning in HTML are escaped,
     * so that no text can end the script element or begin a comment.
     */
    static String json(Recording recording) {
        try {
            return JSON.writeValueAsString(recording)
                    .replace("<", "\\u003c")
                    .replace(">", "\\u003e")
                    .replace("&", "\\u0026");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String resource(String name) {
        try (InputStream file = ReportPage.class.getResourceAsStream(name)) {
            if (file == null) {
                throw new IllegalStateException(name + " is missing beside " + ReportPage.class);
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
