package community.backup.local.cloudformation.api;

import com.sun.net.httpserver.HttpExchange;
import community.backup.local.awsbackup.HttpCall;
import community.backup.local.network.LoopbackServer;
import java.io.IOException;
import java.net.URI;

/** {@link StackQueries} behind HTTP on the loopback address, for handlers in separate processes. */
public final class StackQueriesServer implements AutoCloseable {
    private final StackQueries queries;
    private final LoopbackServer server;

    /** Starts to serve on any free port. */
    public StackQueriesServer(StackQueries queries) throws IOException {
        this.queries = queries;
        this.server = new LoopbackServer("local-stack-queries", 0, this::serve);
    }

    private void serve(HttpExchange http) throws IOException {
        queries.answer(HttpCall.of(http)).send(http);
    }

    /** The address of the server. */
    public URI endpoint() {
        return server.endpoint();
    }

    @Override
    public void close() {
        server.close();
    }
}
