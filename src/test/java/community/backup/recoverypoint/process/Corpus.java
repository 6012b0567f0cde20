package community.backup.recoverypoint.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * The requests of {@code src/test/resources/corpus}. Each entry of a file there is one case or several:
 *
 * <ul>
 *   <li>{@code raw}, {@code base64}, {@code gzip}: request bodies; {@code "gzip": true} compresses the good request
 *   <li>{@code on}: the operations whose good request is changed, one case for each
 *   <li>{@code set}: new values in the request, each at a JSON pointer or the name of a property. Several values make
 *       one case each, or with {@code together} every combination
 *   <li>{@code drop}: parts to remove from the request
 *   <li>{@code replace}: a text in the request and its replacement; {@code after}: a text to append; {@code cut}: the
 *       part of the request that is kept
 *   <li>{@code expect}: the error code, or SUCCESS; if the operations differ, by their names and {@code otherwise}
 * </ul>
 *
 * <p>In place of a text, {@code {"start", "repeat", "times", "close", "end"}} describes a long text. {@code ${NAME}}
 * stands for a value of the test's account.
 */
final class Corpus {
    private static final String PACKED = "__COMPRESSED__";
    private static final Path FOLDER = Path.of("src", "test", "resources", "corpus");

    private final Map<String, ObjectNode> good;
    private final Map<String, String> names;
    private final List<Case> cases = new ArrayList<>();

    /** A request and its required outcome. */
    static final class Case {
        final String name;
        final String expected;
        private final byte[] body;

        Case(String name, byte[] body, String expected) {
            this.name = name;
            this.body = body;
            this.expected = expected;
        }

        byte[] body() {
            return body.clone();
        }

        /** The properties with which the request names resources; empty if the request is not JSON. */
        JsonNode properties() {
            try {
                JsonNode json = HandlerRequests.JSON.readTree(body);
                JsonNode packed = json.path(PACKED);
                JsonNode request = packed.isTextual() ? HandlerRequests.JSON.readTree(unpacked(packed.asText())) : json;
                return request.at("/requestData/resourceProperties");
            } catch (IOException | IllegalArgumentException e) {
                return MissingNode.getInstance();
            }
        }
    }

    private Corpus(Map<String, ObjectNode> good, Map<String, String> names) {
        this.good = good;
        this.names = names;
    }

    /**
     * Reads all requests.
     *
     * @param good a good request of each operation
     * @param names the values of the placeholders {@code ${NAME}}
     */
    static List<Case> read(Map<String, ObjectNode> good, Map<String, String> names) throws IOException {
        Corpus corpus = new Corpus(good, names);
        try (Stream<Path> files = Files.list(FOLDER)) {
            for (Path file : files.sorted().toList()) {
                for (JsonNode entry : HandlerRequests.JSON.readTree(file.toFile())) {
                    corpus.add(entry);
                }
            }
        }
        return corpus.cases;
    }

    private void add(JsonNode entry) {
        texts(entry, "raw").forEach(raw -> add(entry, "", raw, raw.getBytes(UTF_8)));
        texts(entry, "base64")
                .forEach(raw -> add(entry, "", raw, Base64.getDecoder().decode(raw)));
        if (entry.path("gzip").isArray()) {
            texts(entry, "gzip").forEach(raw -> add(entry, "", raw, packed(raw)));
        }
        JsonNode on = entry.path("on");
        (on.isTextual() ? List.of(on) : on).forEach(operation -> addAltered(entry, operation.asText()));
    }

    private void addAltered(JsonNode entry, String operation) {
        ObjectNode request =
                Objects.requireNonNull(good.get(operation), operation).deepCopy();
        entry.path("drop").forEach(place -> remove(request, pointer(place.asText())));
        String text = request.toString();
        if (entry.path("gzip").asBoolean()) {
            add(entry, operation, "", packed(text));
        }
        entry.path("cut").forEach(part -> {
            String rest = text.substring(0, (int) (text.length() * part.asDouble()));
            add(entry, operation, part.asText(), rest.getBytes(UTF_8));
        });
        texts(entry, "after").forEach(more -> add(entry, operation, more, (text + more).getBytes(UTF_8)));
        entry.path("replace").properties().forEach(each -> {
            String old = named(each.getKey());
            if (!text.contains(old)) {
                throw new IllegalArgumentException(old + " is not in " + text);
            }
            texts(entry.get("replace"), each.getKey())
                    .forEach(other -> add(
                            entry, operation, other, text.replace(old, other).getBytes(UTF_8)));
        });
        if (entry.has("set")) {
            variants(entry).forEach(change -> {
                ObjectNode changed = request.deepCopy();
                change.forEach((place, value) -> put(changed, pointer(place), value));
                add(entry, operation, change.toString(), changed.toString().getBytes(UTF_8));
            });
        } else if (entry.has("drop")) {
            add(entry, operation, "", text.getBytes(UTF_8));
        }
    }

    /** The values of {@code set} by their places: one value each, or every combination. */
    private List<Map<String, JsonNode>> variants(JsonNode entry) {
        boolean together = entry.path("together").asBoolean();
        List<Map<String, JsonNode>> variants = new ArrayList<>();
        if (together) {
            variants.add(Map.of());
        }
        entry.get("set").properties().forEach(place -> {
            List<Map<String, JsonNode>> before = together ? List.copyOf(variants) : List.of(Map.of());
            if (together) {
                variants.clear();
            }
            for (Map<String, JsonNode> each : before) {
                place.getValue().forEach(value -> {
                    Map<String, JsonNode> variant = new LinkedHashMap<>(each);
                    variant.put(place.getKey(), whole(value));
                    variants.add(variant);
                });
            }
        });
        return variants;
    }

    private void add(JsonNode entry, String operation, String detail, byte[] body) {
        String start = detail.length() <= 80 ? detail : detail.substring(0, 80) + "...";
        String name = (entry.get("case").asText() + " " + operation + " " + start).strip();
        JsonNode expected = entry.get("expect");
        cases.add(new Case(
                name,
                body,
                expected.isTextual()
                        ? expected.asText()
                        : expected.path(operation)
                                .asText(expected.path("otherwise").asText())));
    }

    /** The texts of a member: one, or a list. */
    private List<String> texts(JsonNode entry, String member) {
        List<String> texts = new ArrayList<>();
        JsonNode value = entry.path(member);
        Consumer<JsonNode> add = each -> texts.add(whole(each).asText());
        if (value.isArray()) {
            value.forEach(add);
        } else if (value.isTextual()) {
            add.accept(value);
        }
        return texts;
    }

    /** A value with its names replaced and its long texts written out. */
    private JsonNode whole(JsonNode value) {
        if (value.isTextual()) {
            String text = named(value.asText());
            return text.matches("NOW [0-9]+")
                    ? HandlerRequests.JSON.getNodeFactory().numberNode(Long.parseLong(text.substring(4)))
                    : HandlerRequests.JSON.getNodeFactory().textNode(text);
        }
        if (value.has("repeat")) {
            int times = value.get("times").asInt();
            return HandlerRequests.JSON
                    .getNodeFactory()
                    .textNode(value.path("start").asText()
                            + value.get("repeat").asText().repeat(times)
                            + value.path("close").asText().repeat(times)
                            + value.path("end").asText());
        }
        if (value.isArray()) {
            List<JsonNode> items = new ArrayList<>();
            value.forEach(item -> items.add(whole(item)));
            return HandlerRequests.JSON.createArrayNode().addAll(items);
        }
        if (value.isObject()) {
            ObjectNode object = HandlerRequests.JSON.createObjectNode();
            value.properties().forEach(each -> object.set(named(each.getKey()), whole(each.getValue())));
            return object;
        }
        return value;
    }

    private String named(String text) {
        String named = text;
        for (Map.Entry<String, String> name : names.entrySet()) {
            named = named.replace("${" + name.getKey() + "}", name.getValue());
        }
        return named;
    }

    private static JsonPointer pointer(String place) {
        return place.startsWith("/")
                ? JsonPointer.compile(place)
                : JsonPointer.compile("/requestData/resourceProperties")
                        .append(JsonPointer.compile(
                                "/" + place.replace("~", "~0").replace("/", "~1")));
    }

    private static void put(ObjectNode root, JsonPointer place, JsonNode value) {
        ((ObjectNode) root.at(place.head())).set(place.last().getMatchingProperty(), value);
    }

    private static void remove(ObjectNode root, JsonPointer place) {
        ((ObjectNode) root.at(place.head())).remove(place.last().getMatchingProperty());
    }

    private static byte[] unpacked(String text) throws IOException {
        return new GZIPInputStream(new ByteArrayInputStream(Base64.getDecoder().decode(text))).readAllBytes();
    }

    /** Compresses a request as the runtime expects it. */
    private static byte[] packed(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text.getBytes(UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return HandlerRequests.JSON
                .createObjectNode()
                .put(PACKED, Base64.getEncoder().encodeToString(bytes.toByteArray()))
                .put("__COMPRESSION_METHOD__", "gzip_base64")
                .toString()
                .getBytes(UTF_8);
    }
}
