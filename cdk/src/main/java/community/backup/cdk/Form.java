package community.backup.cdk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.Token;

/**
 * What the type's schema says of the form of a property: of a text its length and pattern, of a number its bounds.
 *
 * @param property the name in the template
 * @param least characters, or the smallest number
 * @param most characters, or the largest number
 * @param pattern of all of a text; empty for a number
 */
record Form(String property, long least, long most, Pattern pattern) {
    private static final JsonNode SCHEMA = schema();

    static Form ofText(String property) {
        JsonNode said = followed(SCHEMA.path("properties").path(property));
        return new Form(
                property,
                said.path("minLength").asLong(1),
                said.path("maxLength").asLong(),
                Pattern.compile(said.path("pattern").asText()));
    }

    /** The form of a number; those of a lifecycle are days, whose names have it before them. */
    static Form ofNumber(String property) {
        JsonNode said = SCHEMA;
        for (String name : property.split("[.]", -1)) {
            said = followed(said.path("properties").path(name));
        }
        return new Form(
                property, said.path("minimum").asLong(), said.path("maximum").asLong(), Pattern.compile(""));
    }

    private static JsonNode followed(JsonNode said) {
        return said.has("$ref") ? SCHEMA.at(said.path("$ref").asText().substring(1)) : said;
    }

    private static JsonNode schema() {
        try (InputStream file = Form.class.getResourceAsStream("schema.json")) {
            return new ObjectMapper().readTree(Objects.requireNonNull(file, "schema.json is in the jar"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Throws where the text is known and is none of this form, in the words of the type's handler. */
    void check(@Nullable String text) {
        if (text == null || Token.isUnresolved(text)) {
            return;
        }
        if (text.length() < least
                || text.length() > most
                || !pattern.matcher(text).matches()) {
            throw new IllegalArgumentException("%s: \"%s\" is not %d to %d characters that match %s. Correct it."
                    .formatted(property, text, least, most, pattern));
        }
    }

    boolean admits(long number) {
        return number >= least && number <= most;
    }
}
