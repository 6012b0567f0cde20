package community.backup.handler;

import com.amazonaws.services.lambda.runtime.LambdaLogger;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import community.backup.delivery.Delivery;
import community.backup.failure.HandlerFailure;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.StreamSupport;
import org.json.JSONObject;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import software.amazon.cloudformation.loggers.CloudWatchLogPublisher;
import software.amazon.cloudformation.loggers.LogPublisher;
import software.amazon.cloudformation.metrics.MetricsPublisher;
import software.amazon.cloudformation.proxy.HandlerRequest;
import software.amazon.cloudformation.proxy.OperationStatus;
import software.amazon.cloudformation.proxy.ProgressEvent;
import software.amazon.cloudformation.proxy.RequestData;
import software.amazon.cloudformation.resource.Serializer;

/**
 * Stands between Lambda and the generated wrapper of a type. It checks each request, and filters every text that leaves
 * the process. If a request is invalid, the gate answers with the reason, and the wrapper does not get the request.
 */
public final class RequestGate {
    /** Whether this process has been warmed up. Lambda makes one gate in each process; other callers may make more. */
    private static final AtomicBoolean WARMED_UP = new AtomicBoolean();

    private final JSONObject schema;
    private final TypeReference<? extends HandlerRequest<?, ?, ?>> type;
    private final RequestHandler wrapper;
    private final Redaction redaction = new Redaction();
    private final Delivery delivery;
    private final LogPublisher log = new LogPublisher(redaction) {
        @Override
        protected void publishMessage(String message) {
            if (lambda != null) {
                lambda.log(message + "\n");
            }
        }
    };
    private @Nullable LambdaLogger lambda;
    private boolean warmingUp;

    /**
     * Makes the gate of one type.
     *
     * @param type the runtime's Java type of a request
     * @param wrapper carries out a request that the gate accepts
     */
    public RequestGate(
            JSONObject schema, TypeReference<? extends HandlerRequest<?, ?, ?>> type, RequestHandler wrapper) {
        this.schema = schema;
        this.type = type;
        this.wrapper = wrapper;
        this.delivery = Wiring.delivery(schema.getString("typeName"), redaction);
    }

    /** The publisher to which the runtime sends metrics. */
    public MetricsPublisher metrics() {
        return delivery.metrics();
    }

    /** The publisher to which the runtime sends log lines for CloudWatch. */
    public CloudWatchLogPublisher cloudWatchLog() {
        return delivery.log();
    }

    /** The publisher to which the runtime sends log lines for Lambda. During a warm-up it drops them. */
    public LogPublisher lambdaLog() {
        return log;
    }

    public boolean warmingUp() {
        return warmingUp;
    }

    /** Removes credentials from the text that the SDK, the JVM and libraries write. */
    public void guardStandardStreams() {
        redaction.guardStandardStreams();
    }

    /**
     * Carries out a delete before the first request comes, so that the first request is fast. This happens once in a
     * process. If it fails, a warning is logged.
     *
     * @param model the model of a resource that does not exist, as JSON
     */
    public void warmUp(String model) {
        if (!WARMED_UP.compareAndSet(false, true)) {
            return;
        }
        guardStandardStreams();
        warmingUp = true;
        try {
            Wiring.answerDelete(() -> WarmUp.run((in, out) -> handle(in, out, null), model));
        } catch (RuntimeException | Error e) {
            // Errors too: if the package lacks a class, the container must start all the same. The first request is
            // then slow, and reports the fault itself.
            LoggerFactory.getLogger(RequestGate.class).warn("The warm-up failed", e);
        } finally {
            warmingUp = false;
        }
    }

    /**
     * Carries out a request, or answers with the reason why it is refused.
     *
     * @param to Lambda's log; null during a warm-up
     */
    public void handle(InputStream in, OutputStream out, @Nullable LambdaLogger to) throws IOException {
        lambda = to;
        JsonNode request = MissingNode.getInstance();
        try {
            ObjectNode read = RequestCheck.read(in);
            request = read;
            redaction.learn(read);
            ScalarProperties.check(read, schema);
            RequestData<?, ?> data = RequestCheck.data(read, type);
            delivery.begin(data.getProviderCredentials(), data.getProviderLogGroupName());
        } catch (HandlerFailure refusal) {
            refuse(refusal, request, out);
            return;
        }
        try {
            wrapper.handle(new ByteArrayInputStream(request.toString().getBytes(StandardCharsets.UTF_8)), out);
        } finally {
            delivery.send(log::publishLogEvent);
        }
        out.close();
    }

    /** Removes credentials from the message of an event, and returns the event. */
    public <M, C> ProgressEvent<M, C> redacted(ProgressEvent<M, C> event) {
        if (event.getMessage() != null) {
            event.setMessage(redaction.applyFilter(event.getMessage()));
        }
        return event;
    }

    private void refuse(HandlerFailure refusal, JsonNode request, OutputStream out) throws IOException {
        log.publishLogEvent(new LogLine()
                .with("outcome", OperationStatus.FAILED)
                .with("code", refusal.code())
                .with("refused", refusal.getMessage())
                .toString());
        ProgressEvent<JsonNode, Object> event = ProgressEvent.failed(
                identifiers(request), null, refusal.code(), refusal.reason().appendedTo(refusal.getMessage()));
        out.write(new Serializer().serialize(redacted(event)).getBytes(StandardCharsets.UTF_8));
        out.close();
    }

    /**
     * The identifiers of the request's model; null if one is missing. CloudFormation needs them to delete a resource
     * that an earlier invocation has made.
     */
    private @Nullable JsonNode identifiers(JsonNode request) {
        JsonNode model = request.at("/requestData/resourceProperties");
        List<String> names = StreamSupport.stream(
                        schema.getJSONArray("primaryIdentifier").spliterator(), false)
                .map(pointer -> pointer.toString().replace("/properties/", ""))
                .toList();
        return names.stream().allMatch(name -> model.path(name).isTextual())
                ? ((ObjectNode) model).deepCopy().retain(names)
                : null;
    }
}
