package community.backup.local.lambda;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import community.backup.local.clock.MovableClock;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.reflect.InvocationTargetException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Deque;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Lambda's Invoke API in front of one packaged handler, on 127.0.0.1. It serves {@code POST
 * /2015-03-31/functions/NAME/invocations} for every NAME and answers with the bytes that the handler writes.
 *
 * <p>{@code GET /_local/process} returns the memory, threads and open files of the process after a full garbage
 * collection.
 *
 * <p>As in Lambda, each concurrent invocation has its own handler instance, and an instance serves many invocations one
 * after the other. Unlike in Lambda, all instances run in one process and share their static state.
 */
final class InvokeServer implements AutoCloseable {
    static {
        // Without this setting, each answer on a kept-alive connection can wait 40 ms for an acknowledgement.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private static final Pattern PATH = Pattern.compile("/2015-03-31/functions/([^/]+)/invocations");

    private final HandlerPackage code;
    private final Consumer<String> log;
    private final MovableClock clock = new MovableClock(Clock.systemUTC());
    private final Deque<HandlerInstance> idle = new ConcurrentLinkedDeque<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;

    private InvokeServer(HandlerPackage code, int port, Consumer<String> log) throws IOException {
        this.code = code;
        this.log = log;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    }

    /**
     * Starts an endpoint in this process.
     *
     * @param port the port to listen on; 0 takes a free one
     * @param pause lets time pass within an invocation
     * @param log gets the handler's log lines
     * @throws IOException if the port cannot be opened
     */
    static InvokeServer start(HandlerPackage code, int port, Consumer<Duration> pause, Consumer<String> log)
            throws IOException {
        InvokeServer endpoint = new InvokeServer(code, port, log);
        code.useClock(endpoint.clock, pause);
        endpoint.server.setExecutor(endpoint.threads);
        endpoint.server.createContext("/", endpoint::serve);
        endpoint.server.start();
        return endpoint;
    }

    /** The address of the endpoint. */
    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** Stops listening. Invocations under way are cut off. */
    @Override
    public void close() throws IOException {
        server.stop(0);
        threads.shutdownNow();
        code.close();
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (exchange.getRequestURI().getPath().equals(LambdaEndpoint.REPORT_PATH)) {
                answer(exchange, 200, ProcessReport.now().json());
                return;
            }
            Matcher path = PATH.matcher(exchange.getRequestURI().getPath());
            if (!path.matches() || !exchange.getRequestMethod().equals("POST")) {
                answer(exchange, 404, "{\"Message\":\"This endpoint serves only Invoke.\"}");
                return;
            }
            String offset = exchange.getRequestHeaders().getFirst(LambdaEndpoint.CLOCK_OFFSET_HEADER);
            if (offset != null) {
                clock.setOffset(Duration.ofMillis(Long.parseLong(offset)));
            }
            invoke(exchange, path.group(1));
        } catch (NumberFormatException e) {
            answer(
                    exchange,
                    400,
                    "{\"Message\":\"" + LambdaEndpoint.CLOCK_OFFSET_HEADER + " is not a whole number.\"}");
        }
    }

    private void invoke(HttpExchange exchange, String function) throws IOException {
        String requestId = UUID.randomUUID().toString();
        exchange.getResponseHeaders().set("x-amzn-RequestId", requestId);
        exchange.getResponseHeaders().set("X-Amz-Executed-Version", "$LATEST");
        byte[] request = exchange.getRequestBody().readAllBytes();
        try {
            HandlerInstance instance = idle.pollFirst();
            if (instance == null) {
                instance = code.newInstance();
            }
            byte[] response = instance.invoke(request, requestId, function, log);
            // An instance serves again only after a success. Lambda, too, starts a new one after a crash.
            idle.addFirst(instance);
            answer(exchange, 200, response);
        } catch (InvocationTargetException e) {
            fail(exchange, e.getCause() == null ? e : e.getCause());
        } catch (ReflectiveOperationException | LinkageError e) {
            fail(exchange, e);
        }
    }

    private void fail(HttpExchange exchange, Throwable thrown) throws IOException {
        log.accept("Unhandled: " + thrown);
        exchange.getResponseHeaders().set("X-Amz-Function-Error", "Unhandled");
        answer(
                exchange,
                200,
                "{\"errorMessage\":" + quoted(String.valueOf(thrown.getMessage())) + ",\"errorType\":"
                        + quoted(thrown.getClass().getName()) + "}");
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        answer(exchange, status, body.getBytes(StandardCharsets.UTF_8));
    }

    private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
        }
    }

    private static String quoted(String text) {
        StringBuilder json = new StringBuilder("\"");
        text.chars().forEach(c -> {
            if (c == '"' || c == '\\') {
                json.append('\\').append((char) c);
            } else if (c < 0x20) {
                json.append(String.format("\\u%04x", c));
            } else {
                json.append((char) c);
            }
        });
        return json.append('"').toString();
    }
}
