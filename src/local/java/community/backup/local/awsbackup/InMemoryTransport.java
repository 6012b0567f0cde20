package community.backup.local.awsbackup;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpFullResponse;
import software.amazon.awssdk.http.SdkHttpRequest;

/**
 * A transport for the AWS SDK without a network: it passes requests to a function, and returns the function's answers.
 */
public final class InMemoryTransport implements SdkHttpClient {
    private final Service service;

    /** The function that answers requests. */
    @FunctionalInterface
    public interface Service {
        /** Answers a request, or throws the exception that the client gets in place of an answer. */
        HttpAnswer answer(HttpCall call) throws IOException;
    }

    public InMemoryTransport(Service service) {
        this.service = service;
    }

    /**
     * A transport to the local AWS Backup. A cut connection is an {@link IOException}. For a slow answer, the transport
     * calls {@code pass}, so that a test can move its clock. If the delay reaches the read timeout, the call ends with
     * a {@link SocketTimeoutException}.
     *
     * @param readTimeout how long the client waits for an answer
     * @param pass lets time pass, such as {@code MovableClock::advance}
     */
    public static InMemoryTransport to(LocalAwsBackup backup, Duration readTimeout, Consumer<Duration> pass) {
        return new InMemoryTransport(call -> {
            Exchange exchange = backup.handle(call);
            boolean timeout = exchange.delay().compareTo(readTimeout) >= 0;
            Duration wait = timeout ? readTimeout : exchange.delay();
            if (!wait.isZero()) {
                pass.accept(wait);
            }
            if (timeout) {
                throw new SocketTimeoutException("Read timed out");
            }
            if (exchange.cut()) {
                throw new SocketException("Connection reset");
            }
            return exchange.answer();
        });
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        return new ExecutableHttpRequest() {
            @Override
            public HttpExecuteResponse call() throws IOException {
                return execute(request);
            }

            @Override
            public void abort() {
                // The call has its answer at once: there is nothing to abort.
            }
        };
    }

    private HttpExecuteResponse execute(HttpExecuteRequest request) throws IOException {
        HttpAnswer answer = service.answer(toCall(request));
        SdkHttpFullResponse.Builder response = SdkHttpFullResponse.builder().statusCode(answer.status());
        answer.headers().forEach(response::putHeader);
        return HttpExecuteResponse.builder()
                .response(response.build())
                .responseBody(AbortableInputStream.create(new ByteArrayInputStream(answer.body())))
                .build();
    }

    private static HttpCall toCall(HttpExecuteRequest request) throws IOException {
        SdkHttpRequest http = request.httpRequest();
        byte[] body = new byte[0];
        if (request.contentStreamProvider().isPresent()) {
            try (InputStream content = request.contentStreamProvider().get().newStream()) {
                body = content.readAllBytes();
            }
        }
        Map<String, List<String>> query = http.rawQueryParameters();
        return new HttpCall(http.method().name(), http.encodedPath(), query, http.headers(), body);
    }

    @Override
    public void close() {
        // There is nothing to close.
    }

    @Override
    public String clientName() {
        return "InMemory";
    }
}
