package community.backup.local.lambda;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import community.backup.handler.Wiring;
import community.backup.service.aws.BackupClients;
import community.backup.wait.Pause;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleSupplier;
import java.util.stream.StreamSupport;
import org.json.JSONObject;
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
 * Runs the handlers of a type in this process, with the requests and answers of the registry's protocol. It does the
 * same as the generated wrapper: it uses the runtime's own serializer and a new handler for each invocation; tags of
 * the resource override tags of the stack; a final answer has no write-only properties; an exception becomes
 * InternalFailure. It leaves out the wrapper's validation, metrics and log delivery, because these take a hundred times
 * as long as the handlers.
 *
 * @param <M> the type's resource model
 * @param <C> its callback context
 */
public final class HandlersInProcess<M, C> {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Serializer serializer = new Serializer();
    private final HandlersOfType<M, C> type;
    private final List<String> writeOnly;
    private final BackupClients clients;
    private final Pause pause;

    /**
     * The handlers of a type.
     *
     * @param <M> its resource model
     * @param <C> its callback context
     */
    public interface HandlersOfType<M, C> {
        /** The class of the type's requests. */
        TypeReference<? extends HandlerRequest<M, C, ?>> request();

        JSONObject schema();

        /** The tags in the resource's own model. */
        Map<String, String> tags(M model);

        /** A new handler of an operation. */
        InvokedHandler<M, C> handler(Action action, Wiring wiring);
    }

    /** A handler with the method of the generated base class of each type. */
    @FunctionalInterface
    public interface InvokedHandler<M, C> {
        ProgressEvent<M, C> handleRequest(
                AmazonWebServicesClientProxy proxy,
                ResourceHandlerRequest<M> request,
                @Nullable C context,
                Logger logger);
    }

    /**
     * Handlers that call the services with these clients.
     *
     * @param pause lets time pass within an invocation
     */
    public HandlersInProcess(HandlersOfType<M, C> type, BackupClients clients, Pause pause) {
        this.type = type;
        this.clients = clients;
        this.pause = pause;
        this.writeOnly = StreamSupport.stream(
                        type.schema().getJSONArray("writeOnlyProperties").spliterator(), false)
                .map(pointer -> pointer.toString().substring("/properties/".length()))
                .toList();
    }

    /** Handlers of a type that never pauses within an invocation. */
    public HandlersInProcess(HandlersOfType<M, C> type, BackupClients clients) {
        this(type, clients, duration -> {
            throw new IllegalStateException("A pause of " + duration + " where none was expected");
        });
    }

    /**
     * Does one invocation.
     *
     * @param clock the handler's clock
     * @param chance random numbers in [0, 1)
     * @param log receives each line that the handler logs
     */
    public ObjectNode invoke(ObjectNode request, Clock clock, DoubleSupplier chance, Logger log) {
        try {
            HandlerRequest<M, C, ?> read = serializer.deserialize(request.toString(), type.request());
            return answer(handle(read, new Wiring(clock, chance, clients, pause), log));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ProgressEvent<M, C> handle(HandlerRequest<M, C, ?> request, Wiring wiring, Logger log) {
        try {
            AmazonWebServicesClientProxy proxy = new AmazonWebServicesClientProxy(
                    new LoggerProxy(), request.getRequestData().getCallerCredentials(), () -> 60_000L);
            return type.handler(request.getAction(), wiring)
                    .handleRequest(proxy, handlersRequest(request), request.getCallbackContext(), log);
        } catch (RuntimeException e) {
            return ProgressEvent.failed(null, null, HandlerErrorCode.InternalFailure, e.toString());
        }
    }

    private ResourceHandlerRequest<M> handlersRequest(HandlerRequest<M, ?, ?> request) {
        RequestData<M, ?> data = request.getRequestData();
        return ResourceHandlerRequest.<M>builder()
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

    private Map<String, String> tags(@Nullable Map<String, String> ofStack, @Nullable M model) {
        Map<String, String> tags = new HashMap<>(ofStack == null ? Map.of() : ofStack);
        if (model != null) {
            tags.putAll(type.tags(model));
        }
        return tags;
    }

    private ObjectNode answer(ProgressEvent<M, C> event) throws IOException {
        ObjectNode answer = (ObjectNode) JSON.readTree(serializer.serialize(event));
        JsonNode model = answer.path("resourceModel");
        if (event.getStatus() != OperationStatus.IN_PROGRESS && model.isObject()) {
            ((ObjectNode) model).remove(writeOnly);
        }
        return answer;
    }
}
