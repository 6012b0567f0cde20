package community.backup.recoverypoint;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import community.backup.handler.Wiring;
import community.backup.service.aws.BackupClients;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleSupplier;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import software.amazon.cloudformation.Action;
import software.amazon.cloudformation.proxy.AmazonWebServicesClientProxy;
import software.amazon.cloudformation.proxy.HandlerErrorCode;
import software.amazon.cloudformation.proxy.HandlerRequest;
import software.amazon.cloudformation.proxy.Logger;
import software.amazon.cloudformation.proxy.LoggerProxy;
import software.amazon.cloudformation.proxy.OperationStatus;
import software.amazon.cloudformation.proxy.ProgressEvent;
import software.amazon.cloudformation.proxy.RequestData;
import software.amazon.cloudformation.proxy.ResourceHandlerRequest;
import software.amazon.cloudformation.resource.Serializer;

/**
 * The handlers in this process, called with the requests and answers of the registry's protocol as the generated wrapper
 * calls them: the runtime's own serializer, a new handler for each invocation, stack tags under the resource's own, no
 * write-only properties in an answer that is an end, and an exception as InternalFailure. What the wrapper does besides,
 * validation, metrics and log delivery, is left out: it costs a hundred times as much as the handlers do.
 */
@NullMarked
public final class HandlersInProcess {
    private static final TypeReference<HandlerRequest<ResourceModel, CallbackContext, TypeConfigurationModel>> REQUEST =
            new TypeReference<>() {};
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Serializer serializer = new Serializer();
    private final Configuration configuration = new Configuration();
    private final List<String> writeOnly = StreamSupport.stream(
                    configuration
                            .resourceSchemaJSONObject()
                            .getJSONArray("writeOnlyProperties")
                            .spliterator(),
                    false)
            .map(pointer -> pointer.toString().substring("/properties/".length()))
            .toList();
    private final BackupClients clients;

    /** Handlers that call AWS Backup with these clients. */
    public HandlersInProcess(BackupClients clients) {
        this.clients = clients;
    }

    /**
     * Does one invocation.
     *
     * @param clock the handler's
     * @param chance random numbers in [0, 1)
     * @param log gets what the handler logs, a line each
     */
    public ObjectNode invoke(ObjectNode request, Clock clock, DoubleSupplier chance, Logger log) {
        try {
            HandlerRequest<ResourceModel, CallbackContext, TypeConfigurationModel> read =
                    serializer.deserialize(request.toString(), REQUEST);
            return answer(handle(read, new Wiring(clock, chance, clients), log));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ProgressEvent<ResourceModel, CallbackContext> handle(
            HandlerRequest<ResourceModel, CallbackContext, TypeConfigurationModel> request, Wiring wiring, Logger log) {
        try {
            AmazonWebServicesClientProxy proxy = new AmazonWebServicesClientProxy(
                    new LoggerProxy(), request.getRequestData().getCallerCredentials(), () -> 60_000L);
            return handler(request.getAction(), wiring)
                    .handleRequest(proxy, handlersRequest(request), request.getCallbackContext(), log);
        } catch (RuntimeException e) {
            return ProgressEvent.failed(null, null, HandlerErrorCode.InternalFailure, e.toString());
        }
    }

    private static BaseHandler<CallbackContext> handler(Action action, Wiring wiring) {
        return switch (action) {
            case CREATE -> new CreateHandler(wiring);
            case READ -> new ReadHandler(wiring);
            case UPDATE -> new UpdateHandler(wiring);
            case DELETE -> new DeleteHandler(wiring);
            case LIST -> new ListHandler(wiring);
        };
    }

    private ResourceHandlerRequest<ResourceModel> handlersRequest(HandlerRequest<ResourceModel, ?, ?> request) {
        RequestData<ResourceModel, ?> data = request.getRequestData();
        return ResourceHandlerRequest.<ResourceModel>builder()
                .clientRequestToken(request.getBearerToken())
                .desiredResourceState(data.getResourceProperties())
                .previousResourceState(data.getPreviousResourceProperties())
                .desiredResourceTags(tags(data.getStackTags(), data.getResourceProperties()))
                .previousResourceTags(tags(data.getPreviousStackTags(), data.getPreviousResourceProperties()))
                .systemTags(data.getSystemTags())
                .awsAccountId(request.getAwsAccountId())
                .logicalResourceIdentifier(data.getLogicalResourceId())
                .stackId(request.getStackId())
                .rollback(request.getRollback())
                .nextToken(request.getNextToken())
                .maxResults(request.getMaxResults())
                .region(request.getRegion())
                .build();
    }

    private Map<String, String> tags(@Nullable Map<String, String> ofStack, @Nullable ResourceModel model) {
        Map<String, String> tags = new HashMap<>(ofStack == null ? Map.of() : ofStack);
        if (model != null) {
            tags.putAll(configuration.resourceDefinedTags(model));
        }
        return tags;
    }

    private ObjectNode answer(ProgressEvent<ResourceModel, CallbackContext> event) throws IOException {
        ObjectNode answer = (ObjectNode) JSON.readTree(serializer.serialize(event));
        JsonNode model = answer.path("resourceModel");
        if (event.getStatus() != OperationStatus.IN_PROGRESS && model.isObject()) {
            ((ObjectNode) model).remove(writeOnly);
        }
        return answer;
    }
}
