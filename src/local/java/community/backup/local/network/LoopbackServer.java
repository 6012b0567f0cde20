package community.backup.local.network;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** An HTTP server on the loopback address, with as many threads as there are requests; they do not keep a JVM alive. */
public final class LoopbackServer implements AutoCloseable {
    static {
        // Without it every answer to a connection that is kept alive may wait 40 ms for an acknowledgement.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private static final int BACKLOG = 128;

    private final HttpServer server;
    private final ExecutorService threads;

    /**
     * Starts to serve.
     *
     * @param name of its threads
     * @param port 0 takes any free one
     * @param handler answers every request; the exchange is closed after it
     * @throws IOException if the port cannot be had
     */
    public LoopbackServer(String name, int port, HttpHandler handler) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), BACKLOG);
        threads = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        });
        server.setExecutor(threads);
        server.createContext("/", http -> {
            try (http) {
                handler.handle(http);
            }
        });
        server.start();
    }

    /** Where it serves, such as {@code http://127.0.0.1:34567}. */
    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
