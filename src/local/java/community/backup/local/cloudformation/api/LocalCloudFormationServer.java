package community.backup.local.cloudformation.api;

import com.sun.net.httpserver.HttpExchange;
import community.backup.local.clock.Agenda;
import community.backup.local.cloudformation.LocalCloudFormation;
import community.backup.local.cloudformation.StackEventListener;
import community.backup.local.cloudformation.resource.ResourceType;
import community.backup.local.network.LoopbackServer;
import community.backup.local.s3.StoredObjects;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;

/**
 * The local CloudFormation behind HTTP on the loopback address. Stacks go on by themselves, on a thread of its own: time passes
 * as the agenda lets it pass, whether or not there is anything to do. Any credentials do.
 */
public final class LocalCloudFormationServer implements AutoCloseable {
    private final Agenda agenda;
    private final Duration step;
    private final CloudFormationApi api;
    private final LoopbackServer server;
    private volatile boolean closed;

    /**
     * Starts to serve.
     *
     * @param agenda on which everything happens from now on, by this server's thread alone
     * @param step so much time passes at a time where nothing happens: no request waits for longer
     * @param clock the agenda's
     * @param types the resource types that templates may use
     * @param objects the uploaded templates
     * @param port 0 takes any free one
     * @throws IOException if the port cannot be had
     */
    public LocalCloudFormationServer(
            Agenda agenda,
            Duration step,
            Clock clock,
            Collection<ResourceType> types,
            StoredObjects objects,
            int port,
            StackEventListener... listeners)
            throws IOException {
        this.agenda = agenda;
        this.step = step;
        StackRecords records = new StackRecords();
        StackEventListener[] all =
                Stream.concat(Stream.of(records), Stream.of(listeners)).toArray(StackEventListener[]::new);
        api = new CloudFormationApi(new LocalCloudFormation(agenda, types, objects, all), records, clock);
        pass();
        Thread thread = new Thread(this::run, "local-cloudformation");
        thread.setDaemon(true);
        thread.start();
        server = new LoopbackServer("local-cloudformation", port, this::serve);
    }

    private void pass() {
        agenda.at(agenda.now().plus(step), this::pass);
    }

    private void run() {
        while (!closed) {
            try {
                agenda.runUntil(() -> closed);
            } catch (RuntimeException e) {
                // It must be seen, and must not end everything else.
                System.err.println("The local CloudFormation has made a mistake:");
                e.printStackTrace();
            }
        }
    }

    /** Where it serves. */
    public URI endpoint() {
        return server.endpoint();
    }

    @Override
    public void close() {
        server.close();
        closed = true;
    }

    private void serve(HttpExchange http) throws IOException {
        String body = new String(http.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String target = http.getRequestHeaders().getFirst("X-Amz-Target");
        if (target != null) {
            SystemsManagerApi.answer(http, target, body);
            return;
        }
        QueryRequest asked = QueryRequest.parse(body);
        CompletableFuture<QueryAnswer> future = new CompletableFuture<>();
        agenda.call(() -> {
            try {
                api.answer(asked).thenAccept(future::complete);
            } catch (RuntimeException e) {
                future.completeExceptionally(e);
            }
        });
        QueryAnswer answer = await(future);
        byte[] xml = answer.xml().getBytes(StandardCharsets.UTF_8);
        http.getResponseHeaders().set("Content-Type", "text/xml");
        http.sendResponseHeaders(answer.status(), xml.length);
        http.getResponseBody().write(xml);
    }

    private static QueryAnswer await(CompletableFuture<QueryAnswer> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            e.printStackTrace();
            return QueryAnswer.error(500, "InternalFailure", "The local CloudFormation is broken: " + e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return QueryAnswer.error(503, "ServiceUnavailable", "The local CloudFormation is being stopped.");
        }
    }
}
