package community.backup.vaultcontents;

import com.amazonaws.services.lambda.runtime.Context;
import community.backup.handler.RequestGate;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;
import software.amazon.cloudformation.proxy.ProgressEvent;

/** The class that Lambda starts: the generated wrapper behind the {@link RequestGate} that all types share. */
public final class Entrypoint extends HandlerWrapper {
    private final RequestGate gate =
            new RequestGate(provideResourceSchemaJSONObject(), getTypeReference(), this::processRequest);

    public Entrypoint() {
        // The runtime creates its own publishers only for fields that are null.
        providerMetricsPublisher = gate.metrics();
        providerEventsLogger = gate.cloudWatchLog();
        platformLogPublisher = gate.lambdaLog();
        platformLoggerProxy.addLogPublisher(platformLogPublisher);
        // No warm-up: operations of this type are rare, and take much longer than a start.
        gate.guardStandardStreams();
    }

    @Override
    public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
        gate.handle(in, out, context.getLogger());
    }

    /**
     * Removes credentials from the response. Every response of the wrapper passes here, including the runtime's
     * responses to exceptions.
     */
    @Override
    protected void writeResponse(OutputStream out, ProgressEvent<ResourceModel, CallbackContext> event)
            throws IOException {
        super.writeResponse(out, gate.redacted(event));
    }

    /** Removes the write-only property, as the runtime does, but without parsing the schema again for each request. */
    @Override
    protected @Nullable ResourceModel sanitizeModel(@Nullable ResourceModel model) {
        return model == null ? null : model.toBuilder().includeExisting(null).build();
    }
}
