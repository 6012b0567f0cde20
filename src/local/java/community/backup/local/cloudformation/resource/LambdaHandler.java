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
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A handler behind Lambda's Invoke API. */
public final class LambdaHandler implements ResourceHandler {
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
     * @param clockOffset how far the handler's clock is ahead of the machine's
     */
    public LambdaHandler(URI endpoint, Supplier<Duration> clockOffset) {
        function = endpoint.resolve("/2015-03-31/functions/TypeFunction/invocations");
        this.clockOffset = clockOffset;
    }

    @Override
    public CompletionStage<JsonNode> invoke(ObjectNode request) {
        Action action = Action.valueOf(request.path("action").asText());
        HttpRequest invocation = HttpRequest.newBuilder(function)
                .timeout(action.canTakeTime() ? LIMIT : READ_LIMIT)
                .header("Content-Type", "application/json")
                .header(
                        LambdaEndpoint.CLOCK_OFFSET_HEADER,
                        Long.toString(clockOffset.get().toMillis()))
                .POST(BodyPublishers.ofString(request.toString()))
                .build();
        return http.sendAsync(invocation, BodyHandlers.ofByteArray()).handle(LambdaHandler::answer);
    }

    private static JsonNode answer(@Nullable HttpResponse<byte[]> response, @Nullable Throwable problem) {
        if (response == null) {
            Throwable cause = problem instanceof CompletionException ? problem.getCause() : problem;
            throw new CompletionException(new NoAnswerException("The handler did not answer: " + cause));
        }
        try {
            JsonNode answer = JSON.readTree(response.body());
            if (response.headers().firstValue("X-Amz-Function-Error").isPresent() || response.statusCode() != 200) {
                throw new CompletionException(new NoAnswerException("The handler crashed: " + answer));
            }
            return answer;
        } catch (IOException e) {
            throw new CompletionException(new NoAnswerException("The handler's answer is no JSON: " + e.getMessage()));
        }
    }
}
