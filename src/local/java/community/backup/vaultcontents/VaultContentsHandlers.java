package community.backup.vaultcontents;

import com.fasterxml.jackson.core.type.TypeReference;
import community.backup.handler.Wiring;
import community.backup.local.lambda.HandlersInProcess.HandlersOfType;
import community.backup.local.lambda.HandlersInProcess.InvokedHandler;
import java.util.Map;
import org.json.JSONObject;
import org.jspecify.annotations.NullMarked;
import software.amazon.cloudformation.Action;
import software.amazon.cloudformation.proxy.HandlerRequest;

/** The handlers of this type, for callers of other packages. */
@NullMarked
public final class VaultContentsHandlers implements HandlersOfType<ResourceModel, CallbackContext> {
    private static final TypeReference<HandlerRequest<ResourceModel, CallbackContext, TypeConfigurationModel>> REQUEST =
            new TypeReference<>() {};

    /** The tags of the mark that a create sets on an empty vault, with which this resource of a stack owns the contents. */
    public static Map<String, String> mark(String stackId, String logicalId) {
        return new Mark(stackId, logicalId, "", EmptyOn.STACK_DELETION, false).tags();
    }

    private final Configuration configuration = new Configuration();

    @Override
    public TypeReference<? extends HandlerRequest<ResourceModel, CallbackContext, ?>> request() {
        return REQUEST;
    }

    @Override
    public JSONObject schema() {
        return configuration.resourceSchemaJSONObject();
    }

    @Override
    public Map<String, String> tags(ResourceModel model) {
        Map<String, String> tags = configuration.resourceDefinedTags(model);
        return tags == null ? Map.of() : tags;
    }

    @Override
    public InvokedHandler<ResourceModel, CallbackContext> handler(Action action, Wiring wiring) {
        return switch (action) {
            case CREATE -> new CreateHandler(wiring)::handleRequest;
            case READ -> new ReadHandler(wiring)::handleRequest;
            case UPDATE -> new UpdateHandler(wiring)::handleRequest;
            case DELETE -> new DeleteHandler(wiring)::handleRequest;
            case LIST -> new ListHandler(wiring)::handleRequest;
        };
    }
}
