package community.backup.local.network;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * An HTTP server on the loopback address. Each concurrent request has a thread; these threads do not keep the JVM
 * alive.
 */
public final class LoopbackServer implements AutoCloseable {
    static {
        // Without this setting, each answer on a kept-alive connection can wait 40 ms for an acknowledgement.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private static final int BACKLOG = 128;

    private final HttpServer server;
    private final ExecutorService threads;

    /**
     * Starts to serve.
     *
     * @param name the name of its threads
     * @param port 0 takes any free port
     * @param handler answers every request; the server closes the exchange after it
     * @throws IOException if the port cannot be opened
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

    /** The address of the server, such as {@code http://127.0.0.1:34567}. */
    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
