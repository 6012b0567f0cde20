package community.backup.local.cloudformation.api;

import com.sun.net.httpserver.HttpExchange;
import community.backup.local.awsbackup.HttpAnswer;
import community.backup.local.clock.Agenda;
import community.backup.local.cloudcontrol.CloudControlApi;
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
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The local CloudFormation and the local Cloud Control behind HTTP on the loopback address. The agenda runs on a thread
 * of this server: time passes as the agenda lets it pass, also if there is nothing to do. All credentials are accepted.
 */
public final class LocalCloudFormationServer implements AutoCloseable {
    private final Agenda agenda;
    private final Duration step;
    private final CloudFormationApi api;
    private final CloudControlApi cloudControl;
    private final LoopbackServer server;
    private volatile boolean closed;

    /**
     * Starts to serve.
     *
     * @param agenda runs all operations; from now on only this server's thread may use it
     * @param step the greatest step by which time passes if there is nothing to do; a request waits at most so long
     * @param clock the clock of the agenda
     * @param types the resource types that templates may use
     * @param objects the uploaded templates
     * @param port 0 takes any free port
     * @throws IOException if the port cannot be opened
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
        cloudControl = new CloudControlApi(agenda, types);
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
                // The error must be visible, but must not end the server.
                System.err.println("Internal error of the local CloudFormation:");
                e.printStackTrace();
            }
        }
    }

    /** The address of the server. */
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
        if (target == null) {
            QueryRequest query = QueryRequest.parse(body);
            onAgenda(() -> api.answer(query).thenApply(QueryAnswer::http)).send(http);
        } else if (target.startsWith(CloudControlApi.TARGET)) {
            onAgenda(() -> cloudControl.answer(target, body)).send(http);
        } else {
            SystemsManagerApi.answer(http, target, body);
        }
    }

    private HttpAnswer onAgenda(Supplier<CompletionStage<HttpAnswer>> request) {
        CompletableFuture<HttpAnswer> future = new CompletableFuture<>();
        agenda.call(() -> {
            try {
                request.get().whenComplete((answer, problem) -> {
                    if (answer == null) {
                        future.completeExceptionally(problem);
                    } else {
                        future.complete(answer);
                    }
                });
            } catch (RuntimeException e) {
                future.completeExceptionally(e);
            }
        });
        try {
            return future.get();
        } catch (ExecutionException e) {
            e.printStackTrace();
            return QueryAnswer.error(500, "InternalFailure", "The local CloudFormation is broken: " + e.getCause())
                    .http();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return QueryAnswer.error(503, "ServiceUnavailable", "The local CloudFormation is being stopped.")
                    .http();
        }
    }
}
