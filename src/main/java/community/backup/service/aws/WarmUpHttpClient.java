package community.backup.service.aws;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpFullResponse;

/** Sends requests to AWS. During a warm-up, it returns prepared answers instead, and nothing leaves the process. */
public final class WarmUpHttpClient implements SdkHttpClient {
    /**
     * A prepared answer of AWS Backup.
     *
     * @param error the name of the error; empty if the call succeeds
     */
    private record Answer(int status, String error, String body) {
        static final Answer MISSING =
                new Answer(404, "ResourceNotFoundException", "{\"message\": \"Cannot find recovery point.\"}");
    }

    /** The prepared answers for one thread. Other threads of the process may be sending real requests. */
    private static final ThreadLocal<@Nullable Deque<Answer>> SCRIPT = new ThreadLocal<>();

    /**
     * The answers to a delete. AWS Backup accepts the request, and the recovery point is DELETING. Then it is gone, and
     * a repeated request confirms that.
     */
    private static final List<Answer> DELETE = List.of(
            new Answer(200, "", ""),
            new Answer(
                    200,
                    "",
                    "{\"Status\": \"DELETING\", \"RecoveryPointArn\": \"arn:aws:ec2:us-east-1::snapshot/snap-0\"}"),
            Answer.MISSING,
            Answer.MISSING);

    private final SdkHttpClient network;

    /**
     * Wraps the real HTTP client.
     *
     * @param network sends the requests outside of a warm-up
     */
    public WarmUpHttpClient(SdkHttpClient network) {
        this.network = network;
    }

    /**
     * Runs the calls of a delete. They get the prepared answers, and none leaves the process. Any further call fails.
     */
    public static void answerDelete(Runnable requests) {
        SCRIPT.set(new ArrayDeque<>(DELETE));
        try {
            requests.run();
        } finally {
            SCRIPT.remove();
        }
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        Deque<Answer> answers = SCRIPT.get();
        return answers == null ? network.prepareRequest(request) : new PreparedAnswer(answers.poll());
    }

    @Override
    public String clientName() {
        return network.clientName();
    }

    @Override
    public void close() {
        network.close();
    }

    private record PreparedAnswer(@Nullable Answer answer) implements ExecutableHttpRequest {
        @Override
        public HttpExecuteResponse call() throws IOException {
            if (answer == null) {
                throw new IOException("a request that the warm-up does not answer");
            }
            SdkHttpFullResponse.Builder response = SdkHttpFullResponse.builder()
                    .statusCode(answer.status)
                    .putHeader("Content-Type", "application/json");
            if (!answer.error.isEmpty()) {
                response.putHeader("x-amzn-ErrorType", answer.error);
            }
            return HttpExecuteResponse.builder()
                    .response(response.build())
                    .responseBody(AbortableInputStream.create(
                            new ByteArrayInputStream(answer.body.getBytes(StandardCharsets.UTF_8))))
                    .build();
        }

        @Override
        public void abort() {
            // The answer is available at once, so there is nothing to abort.
        }
    }
}
