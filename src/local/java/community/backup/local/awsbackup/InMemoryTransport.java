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

/** The transport under the AWS SDK without a network: hands requests to a function, and its answers back. */
public final class InMemoryTransport implements SdkHttpClient {
    private final Service service;

    /** Whatever answers requests. */
    @FunctionalInterface
    public interface Service {
        /** Answers; throws what a client meets where no answer comes. */
        HttpAnswer answer(HttpCall call) throws IOException;
    }

    public InMemoryTransport(Service service) {
        this.service = service;
    }

    /**
     * A transport to the local AWS Backup. A cut connection is an {@link IOException}; a slow answer passes the time through
     * a function that tests move their clock with, and is a {@link SocketTimeoutException} once it takes as long as the read
     * timeout.
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
                // The answer is there at once: there is nothing to abort.
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
        // Nothing is open.
    }

    @Override
    public String clientName() {
        return "InMemory";
    }
}
