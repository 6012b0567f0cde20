package community.backup.cdk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.regex.Pattern;

/** The schema of a resource type, for the forms of its properties. */
final class Schema {
    static final Schema RECOVERY_POINT = new Schema("schema.json");
    static final Schema VAULT_CONTENTS = new Schema("vault-contents/schema.json");

    private final JsonNode root;

    private Schema(String file) {
        try (InputStream text = Schema.class.getResourceAsStream(file)) {
            root = new ObjectMapper().readTree(Objects.requireNonNull(text, file + " is in the jar"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The form of a text. */
    Form text(String property) {
        JsonNode said = followed(root.path("properties").path(property));
        return new Form(
                property,
                said.path("minLength").asLong(1),
                said.path("maxLength").asLong(),
                Pattern.compile(said.path("pattern").asText()));
    }

    /** The form of a number. The name of a member, such as the days of a lifecycle, begins with the property and a dot. */
    Form number(String property) {
        JsonNode said = root;
        for (String name : property.split("[.]", -1)) {
            said = followed(said.path("properties").path(name));
        }
        return new Form(
                property, said.path("minimum").asLong(), said.path("maximum").asLong(), Pattern.compile(""));
    }

    /** The form of a tag's key or value; the bounds are of its length. */
    Form tag(String member) {
        JsonNode said =
                followed(root.at("/properties/Tags/items")).path("properties").path(member);
        return new Form(
                "Tags",
                said.path("minLength").asLong(),
                said.path("maxLength").asLong(),
                Pattern.compile(said.path("pattern").asText()));
    }

    /** How many tags there can be. */
    long mostTags() {
        return root.at("/properties/Tags/maxItems").asLong();
    }

    /** The pattern of the names of a map. */
    Pattern names(String property) {
        return Pattern.compile(entries(property).fieldNames().next());
    }

    /** The pattern of the values of a map. */
    Pattern values(String property) {
        return Pattern.compile(
                entries(property).elements().next().path("pattern").asText());
    }

    private JsonNode entries(String property) {
        return followed(root.path("properties").path(property)).path("patternProperties");
    }

    private JsonNode followed(JsonNode said) {
        return said.has("$ref") ? root.at(said.path("$ref").asText().substring(1)) : said;
    }
}
