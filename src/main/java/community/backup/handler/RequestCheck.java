package community.backup.handler;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import community.backup.failure.FailureCode;
import community.backup.failure.HandlerFailure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.cloudformation.proxy.HandlerRequest;
import software.amazon.cloudformation.proxy.RequestData;
import software.amazon.cloudformation.resource.Serializer;

/**
 * Checks whether the runtime can carry out a request. The runtime answers some invalid requests with InternalFailure
 * and its parser's message, which quotes the request with its credentials. It misunderstands others, such as a number
 * as the action or null as a tag.
 */
final class RequestCheck {
    /** No request has so many levels, and the runtime's other parser can read them without overflowing the stack. */
    private static final StreamReadConstraints LEVELS =
            StreamReadConstraints.builder().maxNestingDepth(100).build();

    private static final String MODEL = "/requestData/resourceProperties";

    private static final ObjectMapper JSON = new ObjectMapper(
                    JsonFactory.builder().streamReadConstraints(LEVELS).build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY);

    private RequestCheck() {}

    /**
     * Reads a request, and decompresses it if necessary. It must be one JSON object, without a name that appears twice.
     *
     * @throws HandlerFailure if it is not
     */
    static ObjectNode read(InputStream in) {
        JsonNode json;
        try {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            json = JSON.readTree(new Serializer().decompress(text));
        } catch (IOException | RuntimeException e) {
            // The runtime tries to decompress any text, and can throw any exception.
            throw refused("it is not a JSON object");
        }
        // The runtime would decompress the request again, and carry out content that nobody has checked.
        if (json instanceof ObjectNode request && !request.has(Serializer.COMPRESSED)) {
            return request;
        }
        throw refused("it is not a JSON object that is packed once at most");
    }

    /**
     * The data of a request, as the runtime reads them.
     *
     * @param json gets an empty model if it has no model: the handlers then report the missing properties
     * @throws HandlerFailure if a part of the request is invalid; its message names the part
     */
    static RequestData<?, ?> data(ObjectNode json, TypeReference<? extends HandlerRequest<?, ?, ?>> type)
            throws IOException {
        // In these objects, the runtime ignores the difference between capital and small letters.
        for (String path : List.of("", "/requestData", MODEL, "/callbackContext")) {
            Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
            json.at(path).fieldNames().forEachRemaining(name -> check(names.add(name), "a name is there twice"));
        }
        String action = json.path("action").asText();
        check(action.matches("CREATE|READ|UPDATE|DELETE|LIST"), "action must be CREATE, READ, UPDATE, DELETE or LIST");
        String region = json.path("region").asText("");
        check(region.matches("[a-z0-9-]{1,50}"), "region must be the name of a region");
        check(json.path("bearerToken").asText().length() <= 1024, "bearerToken must have 1024 characters at most");
        check(json.path("nextToken").asText().length() <= 8192, "nextToken must have 8192 characters at most");
        JsonNode data = json.path("requestData");
        check(data.isObject(), "requestData is missing");
        if (!data.hasNonNull("resourceProperties")) {
            json.withObject(MODEL);
        }
        check(
                Stream.concat(
                                Stream.of("stackTags", "previousStackTags", "systemTags")
                                        .map(data::path),
                                data.path("resourceProperties").valueStream())
                        .filter(JsonNode::isObject)
                        .flatMap(JsonNode::valueStream)
                        .noneMatch(JsonNode::isNull),
                "null is in the place of a text in tags or options");
        try {
            RequestData<?, ?> read =
                    new Serializer().deserialize(json.toString(), type).getRequestData();
            checkCredentials(data, "callerCredentials");
            checkCredentials(data, "providerCredentials");
            return read;
        } catch (JsonProcessingException e) {
            // The parser's message quotes the request.
            throw refused(place(e) + " has a value that it cannot have");
        }
    }

    private static void checkCredentials(JsonNode data, String name) {
        // Credentials with other characters cannot sign a request or be sent in a header.
        if (data.hasNonNull(name)
                && !Stream.of("accessKeyId", "secretAccessKey", "sessionToken")
                        .allMatch(part -> data.get(name).path(part).asText("").matches("[!-~]+"))) {
            throw new HandlerFailure(
                    FailureCode.CREDENTIALS,
                    "requestData.%s must have accessKeyId, secretAccessKey and sessionToken. Register the type with an execution role and, for its log, a role that may write it."
                            .formatted(name));
        }
    }

    private static String place(JsonProcessingException e) {
        return e instanceof JsonMappingException mapping
                ? SchemaRule.quoted(mapping.getPath().stream()
                        .map(step -> String.valueOf(step.getFieldName()))
                        .collect(Collectors.joining(".")))
                : "a number in it";
    }

    private static void check(boolean right, String otherwise) {
        if (!right) {
            throw refused(otherwise);
        }
    }

    private static HandlerFailure refused(String what) {
        return new HandlerFailure(
                FailureCode.INVALID_REQUEST,
                "The request is not one that CloudFormation sends: " + what
                        + ". Invoke the type through CloudFormation or Cloud Control.");
    }
}
