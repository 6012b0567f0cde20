package community.backup.local.cloudformation.resource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import community.backup.local.lambda.LambdaEndpoint;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.function.Supplier;

/** A handler behind Lambda's Invoke API. */
public final class LambdaHandler implements Handler {
    /** CloudFormation's limits for one invocation, in real time. */
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private static final Duration READ_LIMIT = Duration.ofSeconds(30);

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI function;
    private final Supplier<Duration> clockOffset;

    /**
     * A handler at {@code endpoint}.
     *
     * @param clockOffset how far the handler's clock is to be ahead of the machine's
     */
    public LambdaHandler(URI endpoint, Supplier<Duration> clockOffset) {
        function = endpoint.resolve("/2015-03-31/functions/TypeFunction/invocations");
        this.clockOffset = clockOffset;
    }

    @Override
    public JsonNode invoke(ObjectNode request) throws NoAnswerException {
        Action action = Action.valueOf(request.path("action").asText());
        HttpRequest invocation = HttpRequest.newBuilder(function)
                .timeout(action.canTakeTime() ? LIMIT : READ_LIMIT)
                .header("Content-Type", "application/json")
                .header(
                        LambdaEndpoint.CLOCK_OFFSET_HEADER,
                        Long.toString(clockOffset.get().toMillis()))
                .POST(BodyPublishers.ofString(request.toString()))
                .build();
        try {
            HttpResponse<byte[]> response = http.send(invocation, BodyHandlers.ofByteArray());
            if (response.headers().firstValue("X-Amz-Function-Error").isPresent() || response.statusCode() != 200) {
                throw new NoAnswerException("The handler crashed: " + JSON.readTree(response.body()));
            }
            return JSON.readTree(response.body());
        } catch (IOException e) {
            throw new NoAnswerException("The handler did not answer: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NoAnswerException("The local CloudFormation was stopped.");
        }
    }
}
