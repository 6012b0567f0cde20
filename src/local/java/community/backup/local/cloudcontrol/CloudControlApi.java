package community.backup.local.cloudcontrol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import community.backup.local.awsbackup.HttpAnswer;
import community.backup.local.clock.Agenda;
import community.backup.local.cloudformation.resource.ResourceType;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Cloud Control's API, in the protocol AWS JSON 1.0. Not for use by several threads: call it on the agenda. */
public final class CloudControlApi {
    /** The beginning of the header {@code X-Amz-Target}. */
    public static final String TARGET = "CloudApiService.";

    private static final double MILLIS = 1000.0;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, Operation> operations = new TreeMap<>();
    private final LocalCloudControl cloudControl;

    /**
     * An operation.
     *
     * @param required its parameters that a request must have
     * @param optional its other parameters; a request with others is refused
     */
    private record Operation(
            Function<JsonNode, CompletionStage<ObjectNode>> action, Set<String> required, Set<String> optional) {}

    /**
     * A Cloud Control without requests.
     *
     * @param agenda runs all operations
     * @param types the resource types; the API refuses types of AWS
     */
    public CloudControlApi(Agenda agenda, Collection<ResourceType> types) {
        cloudControl = new LocalCloudControl(agenda, types);
        RepeatedRequests repeated = new RepeatedRequests(agenda);
        addRequest(repeated, "CreateResource", this::create, "TypeName DesiredState");
        addRequest(repeated, "UpdateResource", this::update, "TypeName Identifier PatchDocument");
        addRequest(repeated, "DeleteResource", this::delete, "TypeName Identifier");
        add("GetResource", this::get, "TypeName Identifier", "");
        add("ListResources", this::list, "TypeName", "ResourceModel NextToken");
        add("GetResourceRequestStatus", this::status, "RequestToken", "");
        add("CancelResourceRequest", this::cancel, "RequestToken", "");
        add("ListResourceRequests", this::requests, "", "ResourceRequestStatusFilter");
    }

    private void add(
            String name, Function<JsonNode, CompletionStage<ObjectNode>> action, String required, String optional) {
        operations.put(name, new Operation(action, words(required), words(optional)));
    }

    /**
     * Adds an operation that begins a request. If a call repeats a client token, the answer is the request that the
     * first call began.
     */
    private void addRequest(
            RepeatedRequests repeated,
            String name,
            Function<JsonNode, CompletionStage<OperationRequest>> action,
            String required) {
        add(
                name,
                input -> repeated.once(name, input, action).thenApply(CloudControlApi::progress),
                required,
                "ClientToken");
    }

    private static Set<String> words(String text) {
        return text.isEmpty() ? Set.of() : new TreeSet<>(List.of(text.split(" ")));
    }

    /**
     * Answers a call. If the answer needs a handler, it arrives later.
     *
     * @param target the header {@code X-Amz-Target}
     */
    public CompletionStage<HttpAnswer> answer(String target, String body) {
        CompletionStage<ObjectNode> result;
        try {
            result = result(target.substring(TARGET.length()), LocalCloudControl.object("The body", body));
        } catch (CloudControlException e) {
            result = CompletableFuture.failedFuture(e);
        }
        return result.handle(CloudControlApi::answer);
    }

    private CompletionStage<ObjectNode> result(String name, JsonNode input) {
        Operation operation = operations.get(name);
        if (operation == null) {
            throw new CloudControlException(
                    "UnknownOperationException",
                    "The local Cloud Control does not know " + name + ", only " + String.join(", ", operations.keySet())
                            + ".");
        }
        operation.required().stream()
                .filter(parameter -> !input.has(parameter))
                .findFirst()
                .ifPresent(parameter -> {
                    throw CloudControlException.notValid(parameter + ": it is missing. " + name + " needs it.");
                });
        input.properties().stream()
                .map(Map.Entry::getKey)
                .filter(parameter -> !operation.required().contains(parameter)
                        && !operation.optional().contains(parameter))
                .findFirst()
                .ifPresent(parameter -> {
                    throw CloudControlException.notValid(
                            parameter + ": the local Cloud Control does not support this parameter of " + name
                                    + ". Leave it out here.");
                });
        return operation.action().apply(input);
    }

    private static HttpAnswer answer(@Nullable ObjectNode result, @Nullable Throwable problem) {
        Throwable cause = problem instanceof CompletionException ? problem.getCause() : problem;
        if (cause instanceof CloudControlException refused) {
            ObjectNode error =
                    JSON.createObjectNode().put("__type", refused.code()).put("Message", refused.reason());
            return json(refused.status(), error);
        }
        if (cause != null) {
            throw new CompletionException(cause);
        }
        return json(200, Objects.requireNonNull(result));
    }

    private static HttpAnswer json(int status, ObjectNode body) {
        return new HttpAnswer(
                status,
                Map.of("Content-Type", "application/x-amz-json-1.0"),
                body.toString().getBytes(StandardCharsets.UTF_8));
    }

    private CompletionStage<OperationRequest> create(JsonNode input) {
        ObjectNode desired = LocalCloudControl.object("DesiredState", text(input, "DesiredState"));
        return CompletableFuture.completedFuture(cloudControl.create(text(input, "TypeName"), desired));
    }

    private CompletionStage<OperationRequest> update(JsonNode input) {
        JsonPatch patch = JsonPatch.parse(text(input, "PatchDocument"));
        return cloudControl.update(text(input, "TypeName"), text(input, "Identifier"), patch);
    }

    private CompletionStage<OperationRequest> delete(JsonNode input) {
        return CompletableFuture.completedFuture(
                cloudControl.delete(text(input, "TypeName"), text(input, "Identifier")));
    }

    private CompletionStage<ObjectNode> get(JsonNode input) {
        return cloudControl
                .get(text(input, "TypeName"), text(input, "Identifier"))
                .thenApply(resource -> {
                    ObjectNode answer = JSON.createObjectNode().put("TypeName", text(input, "TypeName"));
                    answer.set("ResourceDescription", described(resource));
                    return answer;
                });
    }

    private CompletionStage<ObjectNode> list(JsonNode input) {
        ObjectNode model = input.has("ResourceModel")
                ? LocalCloudControl.object("ResourceModel", text(input, "ResourceModel"))
                : JSON.createObjectNode();
        return cloudControl
                .list(text(input, "TypeName"), model, text(input, "NextToken"))
                .thenApply(page -> {
                    ObjectNode answer = JSON.createObjectNode().put("TypeName", text(input, "TypeName"));
                    ArrayNode list = answer.putArray("ResourceDescriptions");
                    page.resources().forEach(resource -> list.add(described(resource)));
                    return page.nextToken().isEmpty() ? answer : answer.put("NextToken", page.nextToken());
                });
    }

    private CompletionStage<ObjectNode> status(JsonNode input) {
        return CompletableFuture.completedFuture(progress(cloudControl.request(text(input, "RequestToken"))));
    }

    private CompletionStage<ObjectNode> cancel(JsonNode input) {
        return CompletableFuture.completedFuture(progress(cloudControl.cancel(text(input, "RequestToken"))));
    }

    private CompletionStage<ObjectNode> requests(JsonNode input) {
        JsonNode filter = input.path("ResourceRequestStatusFilter");
        ObjectNode answer = JSON.createObjectNode();
        ArrayNode list = answer.putArray("ResourceRequestStatusSummaries");
        cloudControl.requests().stream()
                .filter(request ->
                        passes(filter.path("Operations"), request.action().name())
                                && passes(
                                        filter.path("OperationStatuses"),
                                        request.status().name()))
                .forEach(request -> list.add(event(request)));
        return CompletableFuture.completedFuture(answer);
    }

    private static boolean passes(JsonNode wanted, String value) {
        Stream<JsonNode> values = StreamSupport.stream(wanted.spliterator(), false);
        return wanted.isEmpty() || values.anyMatch(each -> each.asText().equals(value));
    }

    private static ObjectNode described(LocalCloudControl.Resource resource) {
        return JSON.createObjectNode()
                .put("Identifier", resource.identifier())
                .put("Properties", resource.properties().toString());
    }

    private static ObjectNode progress(OperationRequest request) {
        ObjectNode answer = JSON.createObjectNode();
        answer.set("ProgressEvent", event(request));
        return answer;
    }

    private static ObjectNode event(OperationRequest request) {
        ObjectNode event = JSON.createObjectNode()
                .put("TypeName", request.typeName())
                .put("RequestToken", request.token())
                .put("Operation", request.action().name())
                .put("OperationStatus", request.status().name())
                .put("EventTime", request.begun().toEpochMilli() / MILLIS);
        putText(event, "Identifier", request.identifier());
        putText(event, "StatusMessage", request.message());
        putText(event, "ErrorCode", request.errorCode());
        request.model().ifPresent(model -> event.put("ResourceModel", model.toString()));
        return event;
    }

    private static void putText(ObjectNode event, String name, String text) {
        if (!text.isEmpty()) {
            event.put(name, text);
        }
    }

    private static String text(JsonNode input, String parameter) {
        return input.path(parameter).asText();
    }
}
