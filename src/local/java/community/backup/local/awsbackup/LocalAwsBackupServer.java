package community.backup.local.awsbackup;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The local AWS Backup behind HTTP on the loopback address, for whatever speaks the AWS API. A cut connection is closed
 * without an answer; a slow answer really is slow. Paths under {@code /_local/} are the admin API.
 */
public final class LocalAwsBackupServer implements AutoCloseable {
    static {
        // Without it every answer to a connection that is kept alive may wait 40 ms for an acknowledgement.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final LocalAwsBackup backup;
    private final HttpServer server;
    private final ExecutorService threads;

    /**
     * Starts to serve.
     *
     * @param port 0 takes any free one
     */
    public LocalAwsBackupServer(LocalAwsBackup backup, int port) throws IOException {
        this.backup = backup;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 128);
        this.threads = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "local-aws-backup");
            thread.setDaemon(true);
            return thread;
        });
        server.setExecutor(threads);
        server.createContext("/", this::serve);
        server.start();
    }

    /** Where it serves, such as {@code http://127.0.0.1:34567}. */
    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** The service behind it. */
    public LocalAwsBackup backup() {
        return backup;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void serve(HttpExchange http) throws IOException {
        try (http) {
            Exchange exchange = backup.handle(toCall(http));
            TimeUnit.NANOSECONDS.sleep(exchange.delay().toNanos());
            if (exchange.cut()) {
                // Closing without having answered resets the connection.
                return;
            }
            answer(http, exchange.answer());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static HttpCall toCall(HttpExchange http) throws IOException {
        URI uri = http.getRequestURI();
        return new HttpCall(
                http.getRequestMethod(),
                uri.getRawPath(),
                query(uri.getRawQuery()),
                http.getRequestHeaders(),
                http.getRequestBody().readAllBytes());
    }

    private static void answer(HttpExchange http, HttpAnswer answer) throws IOException {
        answer.headers().forEach(http.getResponseHeaders()::set);
        int length = answer.body().length;
        http.sendResponseHeaders(answer.status(), length == 0 ? -1 : length);
        http.getResponseBody().write(answer.body());
    }

    private static Map<String, List<String>> query(@Nullable String raw) {
        Map<String, List<String>> query = new TreeMap<>();
        if (raw != null && !raw.isEmpty()) {
            for (String pair : raw.split("&", -1)) {
                String[] sides = pair.split("=", 2);
                query.computeIfAbsent(decode(sides[0]), name -> new ArrayList<>())
                        .add(sides.length > 1 ? decode(sides[1]) : "");
            }
        }
        return query;
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
