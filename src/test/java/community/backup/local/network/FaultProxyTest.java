package community.backup.local.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import community.backup.local.network.NetworkFault.Effect;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@NullMarked
class FaultProxyTest {
    private final List<String> received = new CopyOnWriteArrayList<>();
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);

    FaultProxyTest() throws IOException {
        server.createContext("/", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            received.add(exchange.getRequestURI() + " " + body);
            exchange.sendResponseHeaders(200, 6);
            exchange.getResponseBody().write("answer".getBytes(java.nio.charset.StandardCharsets.UTF_8));
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private HttpResponse<String> send(FaultProxy proxy) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(proxy.endpoint().resolve("/path?query"))
                .timeout(Duration.ofSeconds(1))
                .POST(BodyPublishers.ofString("request"))
                .build();
        return client.send(request, BodyHandlers.ofString());
    }

    private FaultProxy proxy(NetworkFault fault) throws IOException {
        return new FaultProxy(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort()), request -> {
                    assertThat(request).startsWith("POST /path?query HTTP/1.1").endsWith("request");
                    return fault;
                });
    }

    @Test
    void without_faults_every_request_gets_through() throws IOException, InterruptedException {
        try (FaultProxy proxy = proxy(NetworkFault.NONE)) {
            for (int i = 0; i < 3; i++) {
                assertThat(send(proxy).body()).isEqualTo("answer");
            }
        }
        assertThat(received).hasSize(3).containsOnly("/path?query request");
    }

    @Test
    void late_is_late() throws IOException, InterruptedException {
        long start = System.nanoTime();
        try (FaultProxy proxy = proxy(NetworkFault.late(Duration.ofMillis(200)))) {
            assertThat(send(proxy).body()).isEqualTo("answer");
        }
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(199));
    }

    @Test
    void twice_is_twice_and_one_answer() throws IOException, InterruptedException {
        try (FaultProxy proxy = proxy(NetworkFault.of(Effect.TWICE))) {
            assertThat(send(proxy).body()).isEqualTo("answer");
        }
        assertThat(received).hasSize(2).containsOnly("/path?query request");
    }

    @ParameterizedTest
    @CsvSource({"CUT_BEFORE, 0", "CUT_REQUEST, 0", "CUT_ANSWER, 1", "CUT_AFTER, 1", "SILENCE, 0"})
    void a_cut_leaves_the_client_without_an_answer(Effect kind, int requests) throws IOException {
        try (FaultProxy proxy = proxy(NetworkFault.of(kind))) {
            assertThatThrownBy(() -> send(proxy)).isInstanceOf(IOException.class);
        }
        assertThat(received).hasSize(requests);
    }
}
