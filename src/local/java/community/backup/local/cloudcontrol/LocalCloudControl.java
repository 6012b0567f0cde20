package community.backup.local.cloudcontrol;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import community.backup.local.awsbackup.Account;
import community.backup.local.clock.Agenda;
import community.backup.local.cloudformation.resource.Action;
import community.backup.local.cloudformation.resource.AsyncOperation;
import community.backup.local.cloudformation.resource.ResourceOperation;
import community.backup.local.cloudformation.resource.ResourceRequest;
import community.backup.local.cloudformation.resource.ResourceResult;
import community.backup.local.cloudformation.resource.ResourceResult.ModelList;
import community.backup.local.cloudformation.resource.ResourceSchema;
import community.backup.local.cloudformation.resource.ResourceType;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;

/**
 * Creates, updates and deletes single resources as Cloud Control does. A {@link ResourceOperation} invokes the handlers
 * as for a stack, with requests that belong to no stack. Not thread-safe: everything runs on the agenda.
 */
final class LocalCloudControl {
    /** How long the status of a request can be read. */
    private static final Duration KEPT = Duration.ofDays(7);

    private static final String OF_AWS = "AWS::";
    private static final String SEPARATOR = "|";
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final AsyncOperation.Listener NOBODY = new AsyncOperation.Listener() {
        @Override
        public void identified(String physicalId) {}

        @Override
        public void progressed(String message) {}
    };

    private final Agenda agenda;
    private final Map<String, ResourceType> types;
    private final Map<String, OperationRequest> requests = new LinkedHashMap<>();

    LocalCloudControl(Agenda agenda, Collection<ResourceType> types) {
        this.agenda = agenda;
        this.types =
                types.stream().collect(Collectors.toMap(type -> type.schema().typeName(), type -> type));
    }

    /**
     * A resource as its read handler returns it.
     *
     * @param identifier its primary identifier
     */
    record Resource(String identifier, ObjectNode properties) {}

    /** A page of resources. */
    record Page(List<Resource> resources, String nextToken) {}

    OperationRequest create(String typeName, ObjectNode desired) {
        ResourceType type = type(typeName, Action.CREATE);
        validate(type.schema(), desired);
        return begin(type, Action.CREATE, desired, Optional.empty());
    }

    OperationRequest delete(String typeName, String identifier) {
        ResourceType type = type(typeName, Action.DELETE);
        ObjectNode properties = identifier(type.schema(), identifier);
        refuseWhileUnderWay(type.schema(), properties);
        return begin(type, Action.DELETE, properties, Optional.empty());
    }

    /** Reads the resource, applies the patch to its properties, and begins the update to the result. */
    CompletionStage<OperationRequest> update(String typeName, String identifier, JsonPatch patch) {
        ResourceType type = type(typeName, Action.UPDATE);
        ObjectNode properties = identifier(type.schema(), identifier);
        refuseWhileUnderWay(type.schema(), properties);
        checkPatch(type.schema(), patch);
        return read(type, properties).thenApply(present -> {
            // Another request can have begun while the resource was read.
            refuseWhileUnderWay(type.schema(), properties);
            ObjectNode desired = patch.applyTo(present);
            checkUpdate(type.schema(), present, desired);
            return begin(type, Action.UPDATE, desired, Optional.of(present));
        });
    }

    CompletionStage<Resource> get(String typeName, String identifier) {
        ResourceType type = type(typeName, Action.READ);
        return read(type, identifier(type.schema(), identifier)).thenApply(model -> resource(type, model));
    }

    /**
     * A page of the resources of a type.
     *
     * @param model the properties by which the list handler selects
     * @param nextToken empty for the first page
     */
    CompletionStage<Page> list(String typeName, ObjectNode model, String nextToken) {
        ResourceType type = type(typeName, Action.LIST);
        List<String> missing = type.schema().missingForList(model);
        if (!missing.isEmpty()) {
            throw new CloudControlException(
                    "InvalidRequestException",
                    "Missing or invalid ResourceModel property in " + typeName
                            + " list handler request input. Required properties: " + missing);
        }
        ResourceRequest request = request(Action.LIST, model, Optional.empty()).page(nextToken);
        return result(type, request).thenApply(result -> {
            ModelList list = result.list().orElseThrow();
            return new Page(
                    list.models().stream().map(each -> resource(type, each)).toList(), list.nextToken());
        });
    }

    /**
     * A request by its token.
     *
     * @throws CloudControlException if no request has the token, or the request is older than seven days
     */
    OperationRequest request(String token) {
        return requests().stream()
                .filter(request -> request.token().equals(token))
                .findFirst()
                .orElseThrow(() -> new CloudControlException(
                        "RequestTokenNotFoundException", "Request with token " + token + " was not found"));
    }

    /** Cancels a request that is under way. */
    OperationRequest cancel(String token) {
        OperationRequest request = request(token);
        if (!request.underWay()) {
            throw CloudControlException.notValid(
                    "The request " + token + " has ended with " + request.status() + " and cannot be cancelled.");
        }
        request.cancel();
        return request;
    }

    /** All requests of the last seven days, the oldest first. */
    List<OperationRequest> requests() {
        requests.values().removeIf(request -> request.begun().plus(KEPT).isBefore(agenda.now()));
        return List.copyOf(requests.values());
    }

    private ResourceType type(String typeName, Action action) {
        ResourceType type = types.get(typeName);
        if (type == null) {
            throw new CloudControlException("TypeNotFoundException", "The type " + typeName + " cannot be found.");
        }
        if (typeName.startsWith(OF_AWS)) {
            throw new CloudControlException(
                    "UnsupportedActionException",
                    "The local Cloud Control serves no types of AWS, such as " + typeName + ". Use a stack.");
        }
        if (!type.schema().has(action)) {
            throw new CloudControlException(
                    "UnsupportedActionException", "Resource type " + typeName + " does not support " + action + ".");
        }
        return type;
    }

    /** The properties of a primary identifier: values in the order of the schema, or a JSON object. */
    private static ObjectNode identifier(ResourceSchema schema, String text) {
        List<String> names = schema.identifierNames();
        ObjectNode identifier = text.startsWith("{") ? object("Identifier", text) : JSON.createObjectNode();
        if (!text.startsWith("{")) {
            String[] values = text.split("\\" + SEPARATOR, -1);
            for (int i = 0; i < values.length; i++) {
                identifier.put(i < names.size() ? names.get(i) : "", values[i]);
            }
        }
        Set<String> given = new HashSet<>();
        identifier.fieldNames().forEachRemaining(given::add);
        if (!given.equals(Set.copyOf(names))) {
            throw CloudControlException.notValid("Identifier: the primary identifier of " + schema.typeName() + " is "
                    + String.join(SEPARATOR, names) + ". Give its values in this order, or a JSON object with these"
                    + " properties and no others.");
        }
        return identifier;
    }

    /**
     * A parameter that holds a JSON object as text.
     *
     * @throws CloudControlException if it does not
     */
    static ObjectNode object(String parameter, String text) {
        try {
            if (JSON.readTree(text) instanceof ObjectNode object) {
                return object;
            }
        } catch (JsonProcessingException e) {
            throw CloudControlException.notValid(parameter + " is no JSON: " + e.getOriginalMessage());
        }
        throw CloudControlException.notValid(parameter + " must be a JSON object.");
    }

    private static void validate(ResourceSchema schema, ObjectNode model) {
        List<String> objections = schema.objections(model.fieldNames());
        if (!objections.isEmpty()) {
            throw CloudControlException.notValid("Model validation failed (" + String.join("; ", objections) + ")");
        }
    }

    /** Refuses to replace, move or remove a write-only property: the properties that were read do not contain it. */
    private static void checkPatch(ResourceSchema schema, JsonPatch patch) {
        List<String> changed = patch.changedWithoutAdd().stream()
                .map(JsonPointer::getMatchingProperty)
                .toList();
        List<String> writeOnly =
                schema.writeOnlyNames().stream().filter(changed::contains).toList();
        if (!writeOnly.isEmpty()) {
            throw CloudControlException.notValid("Invalid patch update: writeOnlyProperties " + paths(writeOnly)
                    + " can only be updated using 'add' operation");
        }
    }

    private static void checkUpdate(ResourceSchema schema, ObjectNode present, ObjectNode desired) {
        List<String> createOnly = schema.replacing(present, desired);
        if (!createOnly.isEmpty()) {
            throw new CloudControlException(
                    "NotUpdatableException",
                    "Invalid patch update: createOnlyProperties " + paths(createOnly) + " cannot be updated");
        }
        List<String> readOnly = schema.readOnlyDiffering(present, desired);
        if (!readOnly.isEmpty()) {
            throw CloudControlException.notValid(
                    "Invalid patch update: readOnlyProperties " + paths(readOnly) + " cannot be updated");
        }
        ObjectNode given = desired.deepCopy();
        given.remove(schema.readOnlyNames());
        validate(schema, given);
    }

    private static List<String> paths(List<String> properties) {
        return properties.stream()
                .map(name -> "/properties/" + name.replace('.', '/'))
                .toList();
    }

    /** Cloud Control carries out only one operation at a time on a resource. */
    private void refuseWhileUnderWay(ResourceSchema schema, ObjectNode identifier) {
        String physicalId = schema.physicalId(identifier).orElse("");
        requests().stream()
                .filter(request -> request.underWay()
                        && request.typeName().equals(schema.typeName())
                        && request.identifier().equals(physicalId))
                .findFirst()
                .ifPresent(request -> {
                    throw new CloudControlException(
                            "ConcurrentOperationException",
                            "The request " + request.token() + " is under way for " + physicalId + ".");
                });
    }

    private OperationRequest begin(
            ResourceType type, Action action, ObjectNode properties, Optional<ObjectNode> previous) {
        ResourceRequest request = request(action, properties, previous);
        OperationRequest begun = new OperationRequest(
                request.token().toString(),
                type.schema().typeName(),
                action,
                action == Action.CREATE
                        ? ""
                        : type.schema().physicalId(properties).orElse(""),
                agenda.now());
        requests.put(begun.token(), begun);
        begun.start(new ResourceOperation(type, request, agenda, begun));
        return begun;
    }

    private CompletionStage<ObjectNode> read(ResourceType type, ObjectNode identifier) {
        return result(type, request(Action.READ, identifier, Optional.empty()))
                .thenApply(result -> result.model().orElseThrow());
    }

    private static ResourceRequest request(Action action, ObjectNode properties, Optional<ObjectNode> previous) {
        return ResourceRequest.withoutStack(
                action, Account.example(), properties, previous.orElse(null), UUID.randomUUID());
    }

    /** The result of a read or list handler; a {@link CloudControlException} if it fails. */
    private CompletionStage<ResourceResult> result(ResourceType type, ResourceRequest request) {
        CompletableFuture<ResourceResult> ended = new CompletableFuture<>();
        new ResourceOperation(type, request, agenda, NOBODY).start(result -> {
            if (result.succeeded()) {
                ended.complete(result);
            } else {
                ended.completeExceptionally(CloudControlException.ofHandler(result.errorCode(), result.words()));
            }
        });
        return ended;
    }

    private static Resource resource(ResourceType type, ObjectNode model) {
        return new Resource(type.schema().physicalId(model).orElse(""), model);
    }
}
