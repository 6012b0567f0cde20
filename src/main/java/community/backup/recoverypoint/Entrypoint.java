package community.backup.recoverypoint;

import com.amazonaws.services.lambda.runtime.Context;
import com.fasterxml.jackson.databind.JsonNode;
import community.backup.delivery.Delivery;
import community.backup.failure.HandlerFailure;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import software.amazon.cloudformation.loggers.LambdaLogPublisher;
import software.amazon.cloudformation.loggers.LogPublisher;
import software.amazon.cloudformation.proxy.LoggerProxy;
import software.amazon.cloudformation.proxy.OperationStatus;
import software.amazon.cloudformation.proxy.ProgressEvent;
import software.amazon.cloudformation.proxy.RequestData;

/**
 * What Lambda starts: the generated wrapper, after a look at the request, and before its metrics and log lines are sent. A
 * request that cannot be carried out is answered with the reason here, and never gets there.
 */
public final class Entrypoint extends HandlerWrapper {
    private static final LogPublisher NOBODY = new LogPublisher() {
        @Override
        protected void publishMessage(String message) {
            // Nobody wants to know.
        }
    };

    /** Whether this process was prepared: Lambda makes one entrypoint in each, others may make more. */
    private static final AtomicBoolean WARMED_UP = new AtomicBoolean();

    private final Redaction redaction = new Redaction();
    private final Delivery delivery = Wiring.delivery(redaction);
    private boolean warmingUp;

    public Entrypoint() {
        // The runtime makes publishers of its own only where it finds none.
        providerMetricsPublisher = delivery.metrics();
        providerEventsLogger = delivery.log();
        if (WARMED_UP.compareAndSet(false, true)) {
            redaction.guardStandardStreams();
            warmUp();
        }
    }

    /** Pays for the first request before it comes. */
    private void warmUp() {
        warmingUp = true;
        platformLogPublisher = NOBODY;
        platformLoggerProxy.addLogPublisher(NOBODY);
        try {
            Wiring.answerDelete(() -> {
                try {
                    WarmUp.run(this::handle);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        } catch (RuntimeException | Error e) {
            // Errors too: a class that the package lacks must not keep the container from starting. The first request
            // is slow, then, and says itself what is wrong.
            LoggerFactory.getLogger(Entrypoint.class).warn("The warm-up failed", e);
        } finally {
            warmingUp = false;
            platformLogPublisher = null;
            platformLoggerProxy = new LoggerProxy();
        }
    }

    @Override
    public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
        if (platformLogPublisher == null) {
            // Once: the runtime would add it at every request, and so write each line as often.
            platformLogPublisher = new LambdaLogPublisher(context.getLogger(), redaction);
            platformLoggerProxy.addLogPublisher(platformLogPublisher);
        }
        handle(in, out);
    }

    /** A request, once there is somewhere to log to. */
    private void handle(InputStream in, OutputStream out) throws IOException {
        Payload payload = null;
        try {
            payload = Payload.read(in);
            redaction.learn(payload.json());
            payload = ScalarProperties.checked(payload);
            RequestData<ResourceModel, TypeConfigurationModel> data =
                    RequestCheck.check(payload, serializer, getTypeReference()).getRequestData();
            delivery.begin(data.getProviderCredentials(), data.getProviderLogGroupName());
        } catch (HandlerFailure refusal) {
            refuse(refusal, payload, out);
            return;
        }
        try {
            processRequest(new ByteArrayInputStream(payload.text().getBytes(StandardCharsets.UTF_8)), out);
        } finally {
            delivery.send(platformLoggerProxy::log);
        }
        out.close();
    }

    /** The only place from which an answer leaves, the runtime's own for what a handler throws included. */
    @Override
    protected void writeResponse(OutputStream out, ProgressEvent<ResourceModel, CallbackContext> event)
            throws IOException {
        if (event.getMessage() != null) {
            event.setMessage(redaction.applyFilter(event.getMessage()));
        }
        super.writeResponse(out, event);
    }

    @Override
    protected void scrubFiles() {
        // A request may find files of one before it, a warm-up none.
        if (!warmingUp) {
            super.scrubFiles();
        }
    }

    /** As the runtime does, without making a schema of schema.json for it each time. */
    @Override
    protected @Nullable ResourceModel sanitizeModel(@Nullable ResourceModel model) {
        return model == null ? null : ModelTranslator.withoutWriteOnly(model);
    }

    private void refuse(HandlerFailure refusal, @Nullable Payload payload, OutputStream out) throws IOException {
        platformLoggerProxy.log(new LogLine()
                .with("outcome", OperationStatus.FAILED)
                .with("code", refusal.code())
                .with("refused", refusal.getMessage())
                .toString());
        writeResponse(out, ProgressEvent.failed(identifiers(payload), null, refusal.code(), refusal.getMessage()));
        out.close();
    }

    /** What CloudFormation needs to delete what an earlier invocation has made. */
    private static @Nullable ResourceModel identifiers(@Nullable Payload payload) {
        JsonNode model = payload == null ? null : payload.json().at("/requestData/resourceProperties");
        if (model == null
                || !model.path("BackupVaultName").isTextual()
                || !model.path("RecoveryPointId").isTextual()) {
            return null;
        }
        return ResourceModel.builder()
                .backupVaultName(model.get("BackupVaultName").textValue())
                .recoveryPointId(model.get("RecoveryPointId").textValue())
                .build();
    }
}
