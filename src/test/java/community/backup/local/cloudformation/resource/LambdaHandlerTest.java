package community.backup.local.cloudformation.resource;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpServer;
import community.backup.local.cloudformation.FakeThings;
import community.backup.local.cloudformation.resource.ResourceHandler.NoAnswerException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LambdaHandlerTest {
    private final List<String> seen = new ArrayList<>();
    private boolean crash;
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            seen.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
            seen.add("offset " + exchange.getRequestHeaders().getFirst("X-Local-Clock-Offset-Millis"));
            exchange.getRequestBody().readAllBytes();
            if (crash) {
                exchange.getResponseHeaders().set("X-Amz-Function-Error", "Unhandled");
            }
            byte[] body = "{\"status\":\"SUCCESS\"}".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void a_request_is_an_invocation_that_carries_the_clocks_offset() {
        assertThat(handler()
                        .invoke(request())
                        .toCompletableFuture()
                        .join()
                        .path("status")
                        .asText())
                .isEqualTo("SUCCESS");

        assertThat(seen).containsExactly("POST /2015-03-31/functions/TypeFunction/invocations", "offset 90000");
    }

    @Test
    void a_crash_is_no_answer() {
        crash = true;

        assertNoAnswer(handler(), "The handler crashed");
    }

    @Test
    void nobody_listening_is_no_answer() {
        LambdaHandler handler = handler();
        server.stop(0);

        assertNoAnswer(handler, "The handler did not answer");
    }

    private static void assertNoAnswer(LambdaHandler handler, String reason) {
        assertThat(handler.invoke(request()).toCompletableFuture())
                .failsWithin(Duration.ofSeconds(10))
                .withThrowableThat()
                .havingRootCause()
                .isInstanceOf(NoAnswerException.class)
                .withMessageStartingWith(reason);
    }

    private LambdaHandler handler() {
        URI endpoint = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        return new LambdaHandler(endpoint, () -> Duration.ofSeconds(90));
    }

    private static ObjectNode request() {
        return (ObjectNode) FakeThings.json("{'action':'DELETE'}");
    }
}
