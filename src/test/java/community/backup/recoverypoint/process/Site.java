package community.backup.recoverypoint.process;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import community.backup.local.awsbackup.Account;
import community.backup.local.awsbackup.LocalAwsBackup;
import community.backup.local.awsbackup.LocalAwsBackupServer;
import community.backup.local.awsbackup.World;
import community.backup.local.clock.MovableClock;
import community.backup.local.lambda.LambdaEndpoint;
import community.backup.local.lambda.LambdaProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A local AWS Backup over HTTP, and the packaged handler unzipped in a process of its own. */
final class Site implements AutoCloseable {
    static final String VAULT = "nightly";
    private static final Path UNZIPPED = Path.of(System.getProperty("unzipped"));

    /** CloudFormation's limit of an invocation, twice: what takes longer than the type promises must be seen, not cut. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    final MovableClock clock = new MovableClock(Clock.systemUTC());
    final LocalAwsBackup backup = new LocalAwsBackup(clock, Account.example());
    final World world = backup.world().createVault(VAULT);
    final LocalAwsBackupServer server;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Path folder;
    private LambdaProcess lambda;

    Site(Path folder) throws IOException {
        this.folder = folder;
        server = new LocalAwsBackupServer(backup, clock, 0);
        lambda = LambdaProcess.start(UNZIPPED, folder, Map.of("BACKUP", server.endpoint()), List.of());
    }

    /**
     * The answer to an invocation.
     *
     * @param unhandled whether the handler threw, so that Lambda answers in its place
     */
    record Answer(JsonNode event, boolean unhandled, Duration took) {
        String status() {
            return event.path("status").asText();
        }

        String code() {
            return event.path("errorCode").asText();
        }

        String message() {
            return event.path("message").asText();
        }

        ObjectNode model() {
            return (ObjectNode) event.get("resourceModel");
        }
    }

    Answer invoke(JsonNode request) throws IOException, InterruptedException {
        return invoke(request.toString().getBytes(StandardCharsets.UTF_8));
    }

    Answer invoke(byte[] request) throws IOException, InterruptedException {
        URI function = lambda.endpoint().resolve("/2015-03-31/functions/TypeFunction/invocations");
        HttpRequest invocation = HttpRequest.newBuilder(function)
                .timeout(PATIENCE)
                .header(
                        LambdaEndpoint.CLOCK_OFFSET_HEADER,
                        Long.toString(clock.offset().toMillis()))
                .POST(BodyPublishers.ofByteArray(request))
                .build();
        long start = System.nanoTime();
        HttpResponse<byte[]> response = http.send(invocation, BodyHandlers.ofByteArray());
        return new Answer(
                Requests.JSON.readTree(response.body()),
                response.headers().firstValue("X-Amz-Function-Error").isPresent(),
                Duration.ofNanos(System.nanoTime() - start));
    }

    /** What the handler's process wrote to its log. */
    String log() throws IOException {
        return Files.readString(folder.resolve("handler.log"));
    }

    @Override
    public void close() {
        lambda.close();
        server.close();
    }
}
