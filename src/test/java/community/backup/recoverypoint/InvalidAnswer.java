package community.backup.recoverypoint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import community.backup.local.awsbackup.BackupOperation;
import community.backup.local.awsbackup.Fault;
import community.backup.local.awsbackup.HttpAnswer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/**
 * A fault in the answers to a call. Either one field is missing, empty, of another type or impossible, or the whole
 * body is not an answer.
 *
 * @param field the last name of the field's path; empty for the whole body
 */
@NullMarked
record InvalidAnswer(String name, String field, Fault fault) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonNodeFactory MAKE = JsonNodeFactory.instance;
    private static final List<String> BODIES =
            List.of("", "{}", "{", "[]", "null", "\"odd\"", "12", "<html>Welcome to the hotel's network</html>");

    /** How many items of a list are changed. Further items are like these. */
    private static final int ITEMS = 3;

    /** How long each page of a list without an end takes. */
    private static final Duration PAGE_TAKES = Duration.ofSeconds(3);

    /**
     * The possible faults in such answers.
     *
     * @param bodies correct answers to the call
     * @param all whether to return all faults; otherwise only invalid bodies, missing fields and fields with an unknown
     *     text
     */
    static List<InvalidAnswer> of(BackupOperation call, List<String> bodies, boolean all) {
        Map<String, JsonNode> fields = new TreeMap<>();
        bodies.stream().filter(body -> !body.isEmpty()).forEach(body -> walk("", parse(body), fields));
        List<InvalidAnswer> invalid = new ArrayList<>();
        BODIES.forEach(body -> invalid.add(
                new InvalidAnswer("the body " + body, "", Fault.malformed(answer -> withBody(answer, body)))));
        fields.forEach((path, value) -> {
            String field = path.substring(path.lastIndexOf('/') + 1);
            invalid.add(changed(path, field, MAKE.textNode("no such thing")));
            if (all) {
                instead(field, value).forEach(some -> invalid.add(changed(path, field, some)));
            }
            // An answer without the token is a valid last page.
            if (!field.equals("NextToken")) {
                invalid.add(changed(path, field, null));
            }
        });
        if (call.wireName().startsWith("List")) {
            String again = token(call, 0);
            int[] pages = {0};
            invalid.add(new InvalidAnswer(
                    "a token that repeats", "NextToken", Fault.malformed(answer -> withToken(answer, again))));
            invalid.add(new InvalidAnswer(
                    "tokens without end",
                    "NextToken",
                    Fault.malformed(answer -> withToken(answer, token(call, ++pages[0])))
                            .after(PAGE_TAKES)));
        }
        return invalid;
    }

    private static void walk(String path, JsonNode node, Map<String, JsonNode> fields) {
        if (!path.isEmpty()) {
            fields.putIfAbsent(path, node);
        }
        node.properties().forEach(each -> walk(path + "/" + each.getKey(), each.getValue(), fields));
        for (int i = 0; i < Math.min(node.size(), ITEMS) && node.isArray(); i++) {
            walk(path + "/" + i, node.get(i), fields);
        }
    }

    /** The values that replace the right one. */
    private static List<JsonNode> instead(String field, JsonNode right) {
        List<JsonNode> some = new ArrayList<>(List.of(MAKE.objectNode().put("odd", true)));
        if (!field.equals("NextToken")) {
            some.add(MAKE.nullNode());
        }
        if (right.isArray()) {
            some.addAll(List.of(
                    MAKE.arrayNode().addNull(),
                    MAKE.arrayNode().add(MAKE.objectNode()),
                    MAKE.arrayNode().add("odd")));
        } else if (right.isObject()) {
            some.addAll(List.of(MAKE.objectNode(), MAKE.arrayNode().add("odd"), MAKE.numberNode(12)));
        } else if (right.isNumber()) {
            // Times long ago, in the year 2999 and in the year 100000, a number that is too large, and the right number
            // as text.
            some.addAll(List.of(
                    MAKE.numberNode(0),
                    MAKE.numberNode(-1),
                    MAKE.numberNode(32_472_144_000L),
                    MAKE.numberNode(3_093_527_980_800L),
                    MAKE.numberNode(1e300),
                    MAKE.textNode(right.asText())));
        } else {
            some.addAll(List.of(
                    MAKE.textNode(""), MAKE.numberNode(12), MAKE.arrayNode().add("odd")));
        }
        if (field.equals("Status") || field.equals("State")) {
            some.addAll(List.of(
                    MAKE.textNode("REVERBERATING"), MAKE.textNode(right.asText().toLowerCase(Locale.ROOT))));
        }
        return some;
    }

    private static InvalidAnswer changed(String path, String field, @Nullable JsonNode value) {
        return new InvalidAnswer(
                path + (value == null ? " omitted" : " = " + value),
                field,
                Fault.malformed(answer -> withField(answer, path, value)));
    }

    private static HttpAnswer withField(HttpAnswer answer, String path, @Nullable JsonNode value) {
        JsonNode body = parse(answer.text());
        int last = path.lastIndexOf('/');
        JsonNode parent = body.at(path.substring(0, last));
        String name = path.substring(last + 1);
        if (parent instanceof ObjectNode object && object.has(name)) {
            if (value == null) {
                object.remove(name);
            } else {
                object.set(name, value);
            }
        } else if (parent instanceof ArrayNode list && list.size() > Integer.parseInt(name)) {
            if (value == null) {
                list.set(Integer.parseInt(name), MAKE.objectNode());
            } else {
                list.set(Integer.parseInt(name), value);
            }
        }
        return withBody(answer, body.toString());
    }

    private static HttpAnswer withToken(HttpAnswer answer, String token) {
        return withBody(
                answer,
                ((ObjectNode) parse(answer.text())).put("NextToken", token).toString());
    }

    /** A token with which the local AWS Backup starts the list again. */
    private static String token(BackupOperation call, int number) {
        String text = "%s\n%d\n".formatted(call.name(), 9_999_999_999L + number);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static HttpAnswer withBody(HttpAnswer answer, String body) {
        return new HttpAnswer(answer.status(), answer.headers(), body.getBytes(StandardCharsets.UTF_8));
    }

    private static JsonNode parse(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
