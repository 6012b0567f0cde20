package community.backup.handler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.json.JSONObject;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks numbers and booleans of a model against the schema of a type. CloudFormation also sends them as text. */
@NullMarked
class ScalarPropertiesTest {
    private static final List<String> NO_NUMBERS = List.of(
            "\"\"", "\"35.9\"", "35.9", "\" 35\"", "\"35 \"", "\"1e3\"", "1e3", "null", "\"null\"", "true", "{}");
    private static final List<String> NO_BOOLEANS =
            List.of("\"\"", "\"True\"", "\" true\"", "\"yes\"", "1", "\"1\"", "null", "\"null\"", "[]");

    private static JsonNode checked(String action, String properties, String previous, boolean rollback)
            throws IOException {
        JsonNode request = new ObjectMapper().readTree("""
                {"action": "%s", "rollback": %s,
                 "requestData": {"resourceProperties": {%s}, "previousResourceProperties": {%s}}}
                """.formatted(action, rollback, properties, previous));
        ScalarProperties.check(request, new JSONObject(Files.readString(Path.of("schema.json"))));
        return request.path("requestData");
    }

    private static void refuses(String action, String properties, String message) {
        assertThatThrownBy(() -> checked(action, properties, "", false))
                .as(properties)
                .hasMessage(message + ". Correct the property.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"CREATE", "UPDATE"})
    void what_is_no_whole_number_or_boolean_is_refused_by_the_propertys_name(String action) {
        for (String value : NO_NUMBERS) {
            refuses(action, "\"StartWindowMinutes\": " + value, "StartWindowMinutes must be of type integer");
            refuses(
                    action,
                    "\"Lifecycle\": {\"DeleteAfterDays\": %s}".formatted(value),
                    "Lifecycle.DeleteAfterDays must be of type integer");
        }
        for (String value : NO_BOOLEANS) {
            refuses(action, "\"IsParent\": " + value, "IsParent must be of type boolean");
            refuses(
                    action,
                    "\"Lifecycle\": {\"OptInToArchiveForSupportedResources\": %s}".formatted(value),
                    "Lifecycle.OptInToArchiveForSupportedResources must be of type boolean");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            CREATE | "StartWindowMinutes": "90", "Lifecycle": {"DeleteAfterDays": "-1"}
            UPDATE | "Lifecycle": {"DeleteAfterDays": 35, "OptInToArchiveForSupportedResources": "false"}
            """)
    void a_number_or_boolean_as_text_is_one(String action, String properties) throws IOException {
        assertThat(checked(action, properties, "", false).path("resourceProperties"))
                .isEqualTo(new ObjectMapper().readTree("{" + properties + "}"));
    }

    @ParameterizedTest
    @CsvSource({"UPDATE, true", "CREATE, true", "DELETE, false", "READ, false", "LIST, false"})
    void what_exists_is_not_refused_for_a_bad_value_which_is_left_out(String action, boolean rollback)
            throws IOException {
        for (String value :
                Stream.concat(NO_NUMBERS.stream(), Stream.of("\"soon\"")).toList()) {
            String properties =
                    "\"StartWindowMinutes\": %s, \"Lifecycle\": {\"DeleteAfterDays\": %s}".formatted(value, value);

            assertThat(checked(action, properties, "", rollback).path("resourceProperties"))
                    .hasToString("{\"Lifecycle\":{}}");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"CREATE", "UPDATE", "DELETE"})
    void a_bad_value_of_the_former_template_is_left_out_so_that_it_can_be_corrected(String action) throws IOException {
        String previous = "\"StartWindowMinutes\": \"abc\", \"CompleteWindowMinutes\": \"90\"";

        assertThat(checked(action, "", previous, false).path("previousResourceProperties"))
                .hasToString("{\"CompleteWindowMinutes\":\"90\"}");
    }
}
