package community.backup.recoverypoint.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import community.backup.local.lambda.LambdaEndpoint;
import community.backup.local.network.LoopbackServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;

/** A handler with one defect, behind the Invoke API of Lambda. */
final class BrokenHandler implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI handler;
    private final Defect defect;
    private final LoopbackServer server;

    /**
     * Starts to serve.
     *
     * @param handler serves the Invoke API for the handler without the defect
     */
    BrokenHandler(URI handler, Defect defect) throws IOException {
        this.handler = handler;
        this.defect = defect;
        server = new LoopbackServer("broken-handler", 0, this::serve);
    }

    URI endpoint() {
        return server.endpoint();
    }

    @Override
    public void close() {
        server.close();
    }

    private void serve(HttpExchange exchange) throws IOException {
        JsonNode request = JSON.readTree(exchange.getRequestBody());
        byte[] answer = JSON.writeValueAsBytes(defect.answer(request, () -> invoke(exchange, request)));
        exchange.sendResponseHeaders(200, answer.length);
        exchange.getResponseBody().write(answer);
    }

    private ObjectNode invoke(HttpExchange exchange, JsonNode request) throws IOException {
        HttpRequest invocation = HttpRequest.newBuilder(
                        handler.resolve(exchange.getRequestURI().getPath()))
                .header(
                        LambdaEndpoint.CLOCK_OFFSET_HEADER,
                        exchange.getRequestHeaders().getFirst(LambdaEndpoint.CLOCK_OFFSET_HEADER))
                .POST(BodyPublishers.ofString(request.toString()))
                .build();
        try {
            return (ObjectNode) JSON.readTree(
                    http.send(invocation, BodyHandlers.ofByteArray()).body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while the handler worked", e);
        }
    }

    /** Decides the handler's answer to each invocation. */
    interface Defect {
        /**
         * The event that the request gets.
         *
         * @param handler invokes the handler without the defect
         */
        ObjectNode answer(JsonNode request, IntactInvocation handler) throws IOException;
    }

    /** An invocation of the handler without the defect. */
    interface IntactInvocation {
        ObjectNode event() throws IOException;
    }
}
