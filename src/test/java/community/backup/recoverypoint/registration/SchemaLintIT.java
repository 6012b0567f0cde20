package community.backup.recoverypoint.registration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import community.backup.ScriptRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests the findings of {@code tools/schema-lint.py} in the schema and the inputs of a type. */
class SchemaLintIT {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String SCHEMA = """
            {
              "typeName": "Some::Made::Up",
              "additionalProperties": false,
              "definitions": {
                "Tag": {
                  "type": "object",
                  "additionalProperties": false,
                  "properties": {"Key": {"type": "string"}, "Value": {"type": "string"}},
                  "required": ["Key"]
                }
              },
              "properties": {
                "Name": {"type": "string", "minLength": 2, "maxLength": 10, "pattern": "^[a-z-]+$"},
                "Arn": {"type": "string"},
                "Id": {"type": "string"},
                "Mode": {"type": "string", "enum": ["ON", "OFF"]},
                "Days": {"type": "integer", "minimum": 1, "maximum": 100},
                "Tags": {"type": "array", "maxItems": 50, "items": {"$ref": "#/definitions/Tag"}},
                "Options": {
                  "type": "object",
                  "additionalProperties": false,
                  "patternProperties": {"^[a-z]+$": {"type": "string"}}
                }
              },
              "required": ["Name"],
              "readOnlyProperties": ["/properties/Id"],
              "createOnlyProperties": ["/properties/Name"],
              "primaryIdentifier": ["/properties/Id"],
              "additionalIdentifiers": [["/properties/Name"]],
              "handlers": {"create": {}, "update": {}}
            }
            """;

    private static final String CREATE = """
            {
              "Name": "vault",
              "Arn": "arn:{{partition}}:iam::{{account}}:role/{{region}}",
              "Mode": "ON",
              "Tags": [{"Key": "k", "Value": "v"}],
              "Options": {"vss": "enabled"}
            }
            """;

    private static final String UPDATE = "{\"Name\": \"vault\", \"Days\": 7}";

    @TempDir
    Path project;

    @BeforeEach
    void layOutAType() throws IOException {
        write("schema.json", SCHEMA);
        write("inputs/inputs_1_create.json", CREATE);
        write("inputs/inputs_1_update.json", UPDATE);
    }

    private void write(String file, String content) throws IOException {
        Path path = project.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, content);
    }

    private ScriptRun lint(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of("tools", "python").toAbsolutePath().toString(),
                "cfn",
                "python",
                Path.of("tools", "schema-lint.py").toAbsolutePath().toString()));
        command.addAll(List.of(arguments));
        return ScriptRun.of(project, Map.of(), command);
    }

    @Test
    void inputs_that_set_every_property_and_write_nothing_out_pass() throws IOException, InterruptedException {
        assertThat(lint("inputs", "schema.json", "inputs")).isEqualTo(new ScriptRun(0, ""));
    }

    static Stream<Arguments> wrongValues() {
        return Stream.of(
                Arguments.of("Arn", "eu-west-1", "the Region is written out (eu-west-1): write {{region}}"),
                Arguments.of("Arn", "x-us-gov-east-1-y", "the Region is written out (us-gov-east-1): write {{region}}"),
                Arguments.of("Arn", "eusc-de-east-1a", "the Region is written out (eusc-de-east-1): write {{region}}"),
                Arguments.of("Arn", "ap-southeast-2", "the Region is written out (ap-southeast-2): write {{region}}"),
                Arguments.of("Arn", "b-123456789012-c", "the account is written out (123456789012): write {{account}}"),
                Arguments.of(
                        "Arn",
                        "arn:aws-cn:iam::x",
                        "the partition is written out (arn:aws-cn:): write arn:{{partition}}:"),
                Arguments.of(
                        "Arn", "arn:aws:iam::x", "the partition is written out (arn:aws:): write arn:{{partition}}:"),
                Arguments.of(
                        "Arn",
                        "{{VaultName}}",
                        "{{VaultName}} is no variable of the contract tests: use {{region}}, {{account}}, {{partition}}"
                                + " and fixed names"),
                Arguments.of("NoSuchProperty", "x", "the schema has no such property: correct its name, or remove it"),
                Arguments.of("Id", "x", "it is readOnly, and no request sets it: remove it"));
    }

    @ParameterizedTest
    @MethodSource("wrongValues")
    void a_value_that_an_input_must_not_have_is_found(String property, String value, String fault)
            throws IOException, InterruptedException {
        ObjectNode input = (ObjectNode) JSON.readTree(UPDATE);
        write("inputs/inputs_1_update.json", input.put(property, value).toString());

        assertThat(lint("inputs", "schema.json", "inputs"))
                .isEqualTo(new ScriptRun(1, "inputs/inputs_1_update.json: /" + property + ": " + fault + "\n"));
    }

    @Test
    void a_region_is_found_wherever_it_is_and_in_invalid_inputs_too() throws IOException, InterruptedException {
        write("inputs/inputs_1_invalid.json", """
                {"Tags": [{"Key": "us-east-1"}, {"Nothing": "us-east-2"}], "Options": {"us-west-1": ""}, "Days": 123456789012}
                """);

        ScriptRun result = lint("inputs", "schema.json", "inputs");

        assertThat(result.status()).isOne();
        assertThat(result.output())
                .contains(
                        "inputs/inputs_1_invalid.json: /Tags/0/Key: the Region is written out (us-east-1)",
                        "inputs/inputs_1_invalid.json: /Tags/1/Nothing: the Region is written out (us-east-2)",
                        "inputs/inputs_1_invalid.json: /Tags/1/Nothing: the schema has no such property",
                        "inputs/inputs_1_invalid.json: /Options/us-west-1: the Region is written out (us-west-1)",
                        "inputs/inputs_1_invalid.json: /Options/us-west-1: the schema has no such property",
                        "inputs/inputs_1_invalid.json: /Days: the account is written out (123456789012)");
    }

    @Test
    void an_invalid_input_may_set_a_read_only_property_and_counts_for_no_property()
            throws IOException, InterruptedException {
        write("inputs/inputs_1_update.json", "{\"Name\": \"vault\"}");
        write("inputs/inputs_1_invalid.json", "{\"Id\": \"x\", \"Days\": 1}");

        assertThat(lint("inputs", "schema.json", "inputs"))
                .isEqualTo(new ScriptRun(
                        1, "inputs: /properties/Days: no create or update input sets it: add it to one\n"));
    }

    @Test
    void every_property_that_no_create_or_update_input_sets_is_reported_by_its_path()
            throws IOException, InterruptedException {
        write("inputs/inputs_1_create.json", "{\"Name\": \"vault\", \"Tags\": [{\"Key\": \"k\"}], \"Options\": {}}");

        ScriptRun result = lint("inputs", "schema.json", "inputs");

        assertThat(result.status()).isOne();
        assertThat(result.output().lines())
                .containsExactly(
                        "inputs: /properties/Arn: no create or update input sets it: add it to one",
                        "inputs: /properties/Mode: no create or update input sets it: add it to one",
                        "inputs: /properties/Tags/*/Value: no create or update input sets it: add it to one",
                        "inputs: /properties/Options/^[a-z]+$: no create or update input sets it: add it to one");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "inputs/inputs-1-create.json | {}    | inputs/inputs-1-create.json: the contract tests read no file of this name",
                "inputs/inputs_10_create.json| {}    | inputs/inputs_10_create.json: the contract tests read no file of this name",
                "inputs/inputs_3_create.json | {}    | inputs/inputs_2_create.json: it is missing: add it",
                "inputs/inputs_2_update.json | {}    | inputs/inputs_2_create.json: it is missing: add it",
                "inputs/inputs_2_create.json | {,    | inputs/inputs_2_create.json: it is not valid JSON (",
                "inputs/inputs_2_create.json | {\"Days\": 1, \"Days\": 2} | (it has the name Days twice): correct it",
                "inputs/inputs_2_create.json | []    | inputs/inputs_2_create.json: it is not a JSON object: write",
            })
    void a_file_that_the_contract_tests_cannot_read_is_found(String file, String content, String fault)
            throws IOException, InterruptedException {
        write(file, content);

        ScriptRun result = lint("inputs", "schema.json", "inputs");

        assertThat(result.status()).isOne();
        assertThat(result.output()).contains(fault).hasLineCount(1);
    }

    @Test
    void a_type_without_inputs_is_a_fault() throws IOException, InterruptedException {
        ScriptRun result = lint("inputs", "schema.json", "nowhere");

        assertThat(result.status()).isOne();
        assertThat(result.output())
                .contains("nowhere/inputs_1_create.json: it is missing: add it", "/properties/Name: no");
    }

    @Test
    void before_the_first_release_there_is_nothing_to_compare() throws IOException, InterruptedException {
        assertThat(lint("compatible", "schema.json", "releases"))
                .isEqualTo(new ScriptRun(0, "schema.json: no release yet, nothing to compare\n"));
        assertThat(lint("last", "schema.json", "releases")).isEqualTo(new ScriptRun(0, ""));
    }

    private static Arguments change(String fault, Consumer<ObjectNode> change) {
        return Arguments.of(fault, change);
    }

    private static ObjectNode property(ObjectNode schema, String name) {
        return (ObjectNode) schema.at("/properties/" + name);
    }

    static Stream<Arguments> breakingChanges() {
        return Stream.of(
                change("/properties/Mode: it is removed", s -> ((ObjectNode) s.get("properties")).remove("Mode")),
                change(
                        "/properties/Tags/*/Value: it is removed",
                        s -> ((ObjectNode) s.at("/definitions/Tag/properties")).remove("Value")),
                change("/properties/Days: its type is string instead of integer", s -> property(s, "Days")
                        .put("type", "string")),
                change("/properties/Options/^[a-z]+$: its type is integer instead of string", s -> ((ObjectNode)
                                s.at("/properties/Options/patternProperties")
                                        .elements()
                                        .next())
                        .put("type", "integer")),
                change("/properties/Days: its minimum is 2 instead of 1", s -> property(s, "Days")
                        .put("minimum", 2)),
                change("/properties/Days: its maximum is 99 instead of 100", s -> property(s, "Days")
                        .put("maximum", 99)),
                change("/properties/Name: its minLength is 3 instead of 2", s -> property(s, "Name")
                        .put("minLength", 3)),
                change("/properties/Arn: its maxLength is 20 instead of none", s -> property(s, "Arn")
                        .put("maxLength", 20)),
                change("/properties/Tags: its maxItems is 9 instead of 50", s -> property(s, "Tags")
                        .put("maxItems", 9)),
                change("/properties/Mode: its enum lacks OFF", s -> ((ArrayNode) s.at("/properties/Mode/enum"))
                        .set(1, "AUTO")),
                change(
                        "/properties/Arn: it has an enum now",
                        s -> property(s, "Arn").putArray("enum").add("x")),
                change("/properties/Arn: it has a pattern now", s -> property(s, "Arn")
                        .put("pattern", "^x$")),
                change("/properties/Name: its pattern has changed, perhaps to a tighter one", s -> property(s, "Name")
                        .put("pattern", "^[a-z]+$")),
                change("/properties/Tags: its uniqueItems has changed", s -> property(s, "Tags")
                        .put("uniqueItems", true)),
                change("/properties/Arn: it is required now", s -> ((ArrayNode) s.get("required")).add("Arn")),
                change(
                        "/properties/Tags/*/Value: it is required now",
                        s -> ((ArrayNode) s.at("/definitions/Tag/required")).add("Value")),
                change("/properties/New: it is required now", s -> {
                    ((ObjectNode) s.get("properties")).putObject("New").put("type", "string");
                    ((ArrayNode) s.get("required")).add("New");
                }),
                change(
                        "/primaryIdentifier: it is ['/properties/Name'] instead of ['/properties/Id']",
                        s -> s.putArray("primaryIdentifier").add("/properties/Name")),
                change(
                        "/additionalIdentifiers: ['/properties/Name'] is removed",
                        s -> s.remove("additionalIdentifiers")),
                change(
                        "/typeName: it is Another::Made::Up instead of Some::Made::Up",
                        s -> s.put("typeName", "Another::Made::Up")),
                change("/handlers/update: it is removed", s -> ((ObjectNode) s.get("handlers")).remove("update")),
                change(
                        "/properties/Mode: it is one of the createOnlyProperties now",
                        s -> ((ArrayNode) s.get("createOnlyProperties")).add("/properties/Mode")),
                change(
                        "/properties/Mode: it is one of the readOnlyProperties now",
                        s -> ((ArrayNode) s.get("readOnlyProperties")).add("/properties/Mode")),
                change(
                        "/properties/Mode: it is one of the writeOnlyProperties now",
                        s -> s.putArray("writeOnlyProperties").add("/properties/Mode")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("breakingChanges")
    void a_change_that_breaks_what_a_release_took_is_found(String fault, Consumer<ObjectNode> change)
            throws IOException, InterruptedException {
        write("releases/1.0.0/schema.json", SCHEMA);
        changeSchema(change);

        ScriptRun result = lint("compatible", "schema.json", "releases");

        assertThat(result.status()).as(result.output()).isOne();
        assertThat(result.output())
                .contains("schema.json: " + fault)
                .containsPattern("restore (what|that of) releases/1.0.0/schema.json")
                .hasLineCount(2);
    }

    private void changeSchema(Consumer<ObjectNode> change) throws IOException {
        JsonNode schema = JSON.readTree(SCHEMA);
        change.accept((ObjectNode) schema);
        write("schema.json", schema.toString());
    }

    @Test
    void a_newly_create_only_property_is_found_beside_a_new_property() throws IOException, InterruptedException {
        write("releases/1.0.0/schema.json", SCHEMA);
        changeSchema(schema -> {
            ((ObjectNode) schema.get("properties")).putObject("New").put("type", "string");
            ((ArrayNode) schema.get("createOnlyProperties"))
                    .add("/properties/New")
                    .add("/properties/Mode");
        });

        assertThat(lint("compatible", "schema.json", "releases").output())
                .contains("/properties/Mode: it is one of the createOnlyProperties now")
                .doesNotContain("/properties/New");
    }

    @Test
    void a_schema_that_takes_more_than_the_release_passes() throws IOException, InterruptedException {
        write("releases/1.0.0/schema.json", SCHEMA);
        changeSchema(schema -> {
            ObjectNode properties = (ObjectNode) schema.get("properties");
            properties.putObject("New").put("type", "string").put("pattern", "^x$");
            property(schema, "Name").put("maxLength", 20).remove(List.of("minLength", "pattern"));
            property(schema, "Days").put("minimum", 0).put("description", "Days.");
            ((ArrayNode) schema.at("/properties/Mode/enum")).insert(0, "AUTO");
            // The same definition without a reference.
            property(schema, "Tags").set("items", schema.at("/definitions/Tag"));
            schema.putArray("required");
            schema.putArray("createOnlyProperties");
        });

        assertThat(lint("compatible", "schema.json", "releases"))
                .isEqualTo(new ScriptRun(0, "schema.json: compared with releases/1.0.0/schema.json\n"));
    }

    @Test
    void a_pattern_that_is_known_to_be_wider_is_accepted_while_it_is_changed()
            throws IOException, InterruptedException {
        write("releases/1.0.0/schema.json", SCHEMA);
        write("releases/1.0.0/accepted.txt", "/properties/Name pattern also takes digits\n");

        ScriptRun unchanged = lint("compatible", "schema.json", "releases");
        changeSchema(schema -> property(schema, "Name").put("pattern", "^[a-z0-9-]+$"));
        ScriptRun wider = lint("compatible", "schema.json", "releases");
        changeSchema(schema -> property(schema, "Name").put("maxLength", 5));
        write("releases/1.0.0/accepted.txt", "/properties/Name maxLength nobody needs more\n");
        ScriptRun tighter = lint("compatible", "schema.json", "releases");

        assertThat(unchanged.output())
                .contains(
                        "releases/1.0.0/accepted.txt: /properties/Name: its pattern has not changed: remove the line");
        assertThat(wider.status()).as(wider.output()).isZero();
        assertThat(tighter.output()).contains("/properties/Name: its maxLength is 5 instead of 10");
    }

    @Test
    void the_last_release_is_the_one_with_the_highest_version_that_has_the_type()
            throws IOException, InterruptedException {
        write("releases/1.9.0/schema.json", SCHEMA);
        write("releases/1.10.0/schema.json", SCHEMA);
        write("releases/1.11.0/another-type/schema.json", SCHEMA);

        assertThat(lint("last", "schema.json", "releases"))
                .isEqualTo(new ScriptRun(0, "releases/1.10.0/schema.json\n"));
    }

    @Test
    void the_schema_of_a_release_is_kept_and_never_changes() throws IOException, InterruptedException {
        assertThat(lint("record", "schema.json", "releases", "1.0.0"))
                .isEqualTo(new ScriptRun(0, "schema.json is kept as releases/1.0.0/schema.json\n"));
        assertThat(lint("record", "schema.json", "releases", "1.0.0").status()).isZero();
        changeSchema(schema -> property(schema, "Arn").put("description", "An ARN."));

        ScriptRun changed = lint("record", "schema.json", "releases", "1.0.0");

        assertThat(changed.status()).isOne();
        assertThat(changed.output())
                .contains("releases/1.0.0/schema.json: it is the schema of a release and differs from schema.json");
        assertThat(project.resolve("releases/1.0.0/schema.json")).hasContent(SCHEMA);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "record schema.json releases 1.0.0-SNAPSHOT | 1.0.0-SNAPSHOT is no version of a release",
                "compatible schema.json                     | Usage: schema-lint.py",
                "no-such-command                            | Usage: schema-lint.py",
                "inputs no-such-schema.json inputs          | no-such-schema.json: No such file or directory",
                "inputs broken.json inputs                  | broken.json: it is not valid JSON",
            })
    void a_wrong_command_line_is_refused_in_one_line(String arguments, String message)
            throws IOException, InterruptedException {
        write("broken.json", "{");

        ScriptRun result = lint(arguments.split(" "));

        assertThat(result.status()).isEqualTo(2);
        assertThat(result.output()).contains(message).hasLineCount(1);
        assertThat(project.resolve("releases")).doesNotExist();
    }
}
