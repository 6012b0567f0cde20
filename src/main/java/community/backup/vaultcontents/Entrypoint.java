package community.backup.vaultcontents;

import com.amazonaws.services.lambda.runtime.Context;
import community.backup.handler.RequestGate;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;
import software.amazon.cloudformation.proxy.ProgressEvent;

/** What Lambda starts: the generated wrapper behind the gate that all types share. */
public final class Entrypoint extends HandlerWrapper {
    private final RequestGate gate =
            new RequestGate(provideResourceSchemaJSONObject(), getTypeReference(), this::processRequest);

    public Entrypoint() {
        // The runtime makes publishers of its own only where it finds none.
        providerMetricsPublisher = gate.metrics();
        providerEventsLogger = gate.cloudWatchLog();
        platformLogPublisher = gate.lambdaLog();
        platformLoggerProxy.addLogPublisher(platformLogPublisher);
        // No warm-up: operations of this type are few, and take much longer than a start.
        gate.guardStandardStreams();
    }

    @Override
    public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
        gate.handle(in, out, context.getLogger());
    }

    /** The only place from which an answer leaves, the runtime's own for what a handler throws included. */
    @Override
    protected void writeResponse(OutputStream out, ProgressEvent<ResourceModel, CallbackContext> event)
            throws IOException {
        super.writeResponse(out, gate.redacted(event));
    }

    /** As the runtime does, without making a schema of schema.json for it each time. */
    @Override
    protected @Nullable ResourceModel sanitizeModel(@Nullable ResourceModel model) {
        return model == null ? null : model.toBuilder().includeExisting(null).build();
    }
}
