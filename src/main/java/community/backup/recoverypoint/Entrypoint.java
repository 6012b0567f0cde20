package community.backup.recoverypoint;

import com.amazonaws.services.lambda.runtime.Context;
import com.fasterxml.jackson.databind.JsonNode;
import community.backup.recoverypoint.delivery.Delivery;
import community.backup.recoverypoint.failure.HandlerFailure;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import software.amazon.cloudformation.loggers.LambdaLogPublisher;
import software.amazon.cloudformation.proxy.OperationStatus;
import software.amazon.cloudformation.proxy.ProgressEvent;
import software.amazon.cloudformation.proxy.RequestData;

/**
 * What Lambda starts: the generated wrapper, after a look at the request, and before its metrics and log lines are sent. A
 * request that cannot be carried out is answered with the reason here, and never gets there.
 */
public final class Entrypoint extends HandlerWrapper {
    private final Delivery delivery = Wiring.delivery();

    public Entrypoint() {
        // The runtime makes publishers of its own only where it finds none.
        providerMetricsPublisher = delivery.metrics();
        providerEventsLogger = delivery.log();
    }

    @Override
    public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
        if (platformLogPublisher == null) {
            // Once: the runtime would add it at every request, and so write each line as often.
            platformLogPublisher = new LambdaLogPublisher(context.getLogger());
            platformLoggerProxy.addLogPublisher(platformLogPublisher);
        }
        Payload payload = null;
        try {
            payload = Payload.read(in);
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
