package community.backup.recoverypoint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import community.backup.failure.HandlerFailure;
import java.io.IOException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.cloudformation.Action;
import software.amazon.cloudformation.proxy.Credentials;
import software.amazon.cloudformation.proxy.HandlerErrorCode;
import software.amazon.cloudformation.proxy.HandlerRequest;
import software.amazon.cloudformation.proxy.RequestData;
import software.amazon.cloudformation.resource.Serializer;

/**
 * Whether a request is one that the runtime can carry out. What it cannot it answers with InternalFailure and the parser's
 * words, or misunderstands: a number as the action, null as a tag. The check is made on the request as the runtime itself
 * reads it, so that nothing is looked at in one way and carried out in another.
 */
final class RequestCheck {
    private static final String ACTIONS = "one of CREATE, READ, UPDATE, DELETE, LIST";
    private static final Pattern REGION = Pattern.compile("[a-z0-9-]{1,50}");
    private static final Pattern VISIBLE = Pattern.compile("[!-~]+");
    private static final int LONGEST_TOKEN = 1024;
    private static final int LONGEST_PAGE_TOKEN = 8192;

    /** The objects whose names are not the user's own: in them the runtime does not tell capitals from small letters. */
    private static final List<String> FIXED_NAMES =
            List.of("", "/requestData", "/requestData/resourceProperties", "/callbackContext");

    private static final Map<Class<?>, String> KINDS = Map.of(
            String.class, "a text",
            Long.class, "a whole number",
            Integer.class, "a whole number",
            int.class, "a whole number",
            Boolean.class, "true or false",
            Action.class, ACTIONS);

    private RequestCheck() {}

    /** The request, if it can be carried out; otherwise a failure that names the part of it that is wrong. */
    static HandlerRequest<ResourceModel, CallbackContext, TypeConfigurationModel> check(
            Payload payload,
            Serializer serializer,
            TypeReference<HandlerRequest<ResourceModel, CallbackContext, TypeConfigurationModel>> type)
            throws IOException {
        JsonNode json = payload.json();
        FIXED_NAMES.forEach(path -> checkNames(path, json.at(path)));
        HandlerRequest<ResourceModel, CallbackContext, TypeConfigurationModel> request;
        try {
            request = serializer.deserialize(payload.text(), type);
        } catch (JsonProcessingException e) {
            throw mismatch(e);
        }
        // The runtime takes a number for the action of that place in its list, and leaves out spaces.
        if (request.getAction() == null
                || !request.getAction().name().equals(json.path("action").textValue())) {
            throw Payload.refused("action must be " + ACTIONS + ".");
        }
        checkParts(request);
        return request;
    }

    private static void checkNames(String path, JsonNode object) {
        Set<String> seen = new HashSet<>();
        object.fieldNames().forEachRemaining(name -> {
            if (!seen.add(name.toLowerCase(Locale.ROOT))) {
                throw Payload.refused("%s is there twice, in capitals and small letters."
                        .formatted(SchemaRule.quoted(path.isEmpty() ? name : path.substring(1) + "/" + name)));
            }
        });
    }

    private static void checkParts(HandlerRequest<ResourceModel, CallbackContext, TypeConfigurationModel> request) {
        RequestData<ResourceModel, TypeConfigurationModel> data = request.getRequestData();
        Action action = request.getAction();
        if (data == null) {
            throw Payload.refused("requestData is missing.");
        }
        if (request.getRegion() == null || !REGION.matcher(request.getRegion()).matches()) {
            throw Payload.refused("region must be the name of a region.");
        }
        if (data.getResourceProperties() == null && action != Action.READ && action != Action.LIST) {
            throw Payload.refused("requestData.resourceProperties is missing.");
        }
        checkCredentials("callerCredentials", data.getCallerCredentials());
        checkCredentials("providerCredentials", data.getProviderCredentials());
        checkLength("bearerToken", request.getBearerToken(), LONGEST_TOKEN);
        checkLength("nextToken", request.getNextToken(), LONGEST_PAGE_TOKEN);
        checkTexts("stackTags", data.getStackTags());
        checkTexts("previousStackTags", data.getPreviousStackTags());
        checkTexts("systemTags", data.getSystemTags());
        if (data.getResourceProperties() != null) {
            checkTexts(
                    "resourceProperties.BackupOptions",
                    data.getResourceProperties().getBackupOptions());
        }
    }

    private static void checkCredentials(String name, @Nullable Credentials credentials) {
        if (credentials != null
                && (isMissing(credentials.getAccessKeyId())
                        || isMissing(credentials.getSecretAccessKey())
                        || isMissing(credentials.getSessionToken()))) {
            throw new HandlerFailure(
                    HandlerErrorCode.InvalidCredentials,
                    "requestData.%s must have accessKeyId, secretAccessKey and sessionToken. Register the type with an execution role and, for its log, a role that may write it."
                            .formatted(name));
        }
    }

    /** What is more than visible characters cannot be signed with, or sent in a header. */
    private static boolean isMissing(@Nullable String text) {
        return text == null || !VISIBLE.matcher(text).matches();
    }

    private static void checkLength(String name, @Nullable String text, int most) {
        if (text != null && text.length() > most) {
            throw Payload.refused("%s must have %d characters at most.".formatted(name, most));
        }
    }

    private static void checkTexts(String name, @Nullable Map<String, String> texts) {
        if (texts != null) {
            texts.forEach((key, value) -> {
                if (value == null) {
                    throw Payload.refused("requestData.%s: %s must be a text.".formatted(name, SchemaRule.quoted(key)));
                }
            });
        }
    }

    /** What the runtime's parser says quotes the request, credentials and all: only the place and the kind are passed on. */
    private static HandlerFailure mismatch(JsonProcessingException e) {
        String place = e instanceof JsonMappingException mapping ? place(mapping) : "A number in the request";
        if (place.startsWith("callbackContext")) {
            String what = e instanceof ValueInstantiationException && e.getCause() != null
                    ? place + "." + e.getCause().getMessage()
                    : place + " must be " + kind(e);
            return new HandlerFailure(
                    HandlerErrorCode.InvalidRequest,
                    what
                            + ": the context is not the one that an earlier invocation has left. Start the operation again.");
        }
        String properties = "requestData.resourceProperties.";
        return place.startsWith(properties)
                ? new HandlerFailure(
                        HandlerErrorCode.InvalidRequest,
                        "%s must be %s. Correct the property.".formatted(place.substring(properties.length()), kind(e)))
                : Payload.refused(place + " must be " + kind(e) + ".");
    }

    private static String kind(JsonProcessingException e) {
        Class<?> wanted = e instanceof MismatchedInputException mismatched ? mismatched.getTargetType() : null;
        if (wanted == null) {
            return "in the range of 64-bit numbers";
        }
        return Collection.class.isAssignableFrom(wanted) ? "a list" : KINDS.getOrDefault(wanted, "an object");
    }

    private static String place(JsonMappingException e) {
        String path = e.getPath().stream()
                .map(step -> step.getFieldName() == null ? String.valueOf(step.getIndex()) : step.getFieldName())
                .collect(Collectors.joining("."));
        return path.isEmpty() ? "The request" : SchemaRule.quoted(path).replace("\"", "");
    }
}
