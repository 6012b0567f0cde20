package community.backup.recoverypoint;

import com.amazonaws.services.lambda.runtime.Context;
import community.backup.handler.RequestGate;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;
import software.amazon.cloudformation.proxy.ProgressEvent;

/** The class that Lambda starts: the generated wrapper behind the {@link RequestGate} that all types share. */
public final class Entrypoint extends HandlerWrapper {
    /** The model of a recovery point that does not exist. The warm-up simulates a delete of it. */
    private static final String ABSENT_POINT = """
            {"BackupVaultName": "warm-up", "RecoveryPointId": "arn:aws:ec2:us-east-1::snapshot/snap-0"}""";

    private final RequestGate gate =
            new RequestGate(provideResourceSchemaJSONObject(), getTypeReference(), this::processRequest);

    public Entrypoint() {
        // The runtime creates its own publishers only for fields that are null.
        providerMetricsPublisher = gate.metrics();
        providerEventsLogger = gate.cloudWatchLog();
        platformLogPublisher = gate.lambdaLog();
        platformLoggerProxy.addLogPublisher(platformLogPublisher);
        gate.warmUp(ABSENT_POINT);
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

    @Override
    protected void scrubFiles() {
        // The runtime deletes the temporary files of earlier requests. The warm-up has no earlier requests.
        if (!gate.warmingUp()) {
            super.scrubFiles();
        }
    }

    /** Removes the write-only properties, as the runtime does, but without parsing schema.json again for each request. */
    @Override
    protected @Nullable ResourceModel sanitizeModel(@Nullable ResourceModel model) {
        return model == null ? null : ModelTranslator.withoutWriteOnly(model);
    }
}
