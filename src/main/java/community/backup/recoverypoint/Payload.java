package community.backup.recoverypoint;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import community.backup.failure.HandlerFailure;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.zip.GZIPInputStream;
import software.amazon.cloudformation.proxy.HandlerErrorCode;
import software.amazon.cloudformation.resource.Serializer;

/**
 * The bytes of a request as text and as JSON: one object, each of its names once, nothing after it. Messages tell where it
 * goes wrong and quote nothing, since a request has credentials in it.
 */
record Payload(String text, JsonNode json) {
    /** Lambda takes requests of 6 MB, CloudFormation hands on models and contexts of no more; this much when unpacked. */
    static final int MOST_BYTES = 8_000_000;

    /** What the runtime's other parser reads without overflowing the stack, and a request never has. */
    private static final int MOST_LEVELS = 100;

    private static final JsonMapper JSON = JsonMapper.builder(com.fasterxml.jackson.core.JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MOST_LEVELS)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .build();

    /** Reads a request; one that is no JSON object is a failure. */
    static Payload read(InputStream in) throws IOException {
        String text = text(in);
        JsonNode json = parse(text);
        JsonNode packed = json.get(Serializer.COMPRESSED);
        if (packed == null) {
            return new Payload(text, json);
        }
        String unpacked = unpack(packed);
        Payload payload = new Payload(unpacked, parse(unpacked));
        if (payload.json.has(Serializer.COMPRESSED)) {
            // The runtime would unpack it once more, and carry out what nobody has looked at.
            throw refused(Serializer.COMPRESSED + " is in what was unpacked of the request.");
        }
        return payload;
    }

    private static String text(InputStream in) throws IOException {
        byte[] bytes = in.readNBytes(MOST_BYTES + 1);
        if (bytes.length > MOST_BYTES) {
            throw refused("The request is larger than %d bytes.".formatted(MOST_BYTES));
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw refused("The request is not text in UTF-8.");
        }
    }

    private static JsonNode parse(String text) {
        try {
            JsonNode json = JSON.readTree(text);
            if (json == null || !json.isObject()) {
                throw refused("The request is not a JSON object.");
            }
            return json;
        } catch (JsonProcessingException e) {
            JsonLocation where = e.getLocation();
            throw refused(
                    where == null
                            ? "The request has more than %d levels of JSON.".formatted(MOST_LEVELS)
                            : "The request is not valid JSON at line %d, column %d."
                                    .formatted(where.getLineNr(), where.getColumnNr()));
        }
    }

    private static String unpack(JsonNode packed) {
        try (InputStream in =
                new GZIPInputStream(new ByteArrayInputStream(Base64.getDecoder().decode(packed.asText())))) {
            return text(in);
        } catch (IllegalArgumentException | IOException e) {
            throw refused(Serializer.COMPRESSED + " in the request is not gzip in base64.");
        }
    }

    static HandlerFailure refused(String what) {
        return new HandlerFailure(
                HandlerErrorCode.InvalidRequest,
                what
                        + " CloudFormation sends no such request: invoke the type through CloudFormation or Cloud Control.");
    }
}
