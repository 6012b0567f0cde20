package community.backup.recoverypoint.process;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import community.backup.local.awsbackup.Account;
import community.backup.local.awsbackup.LocalAwsBackup;
import community.backup.local.awsbackup.LocalAwsBackupServer;
import community.backup.local.awsbackup.World;
import community.backup.local.clock.Agenda;
import community.backup.local.clock.MovableClock;
import community.backup.local.cloudformation.LocalCloudFormation;
import community.backup.local.cloudformation.resource.BackupVaultHandler;
import community.backup.local.cloudformation.resource.LambdaHandler;
import community.backup.local.cloudformation.resource.ResourceHandler;
import community.backup.local.cloudformation.resource.ResourceSchema;
import community.backup.local.cloudformation.resource.ResourceType;
import community.backup.local.lambda.LambdaEndpoint;
import community.backup.local.lambda.LambdaProcess;
import community.backup.local.lambda.TypeFolder;
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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An account whose handler is the unzipped package in a process of its own. The handler calls the local AWS Backup over
 * HTTP. All share a clock, which skips long waits.
 */
final class ProcessAccount implements AutoCloseable {
    static final String VAULT = "nightly";
    private static final Path UNZIPPED = Path.of(System.getProperty("unzipped"));

    /**
     * Twice CloudFormation's limit of an invocation. The test must see an invocation that takes too long, and not end
     * it.
     */
    private static final Duration TIMEOUT = Duration.ofMinutes(2);

    final MovableClock clock = new MovableClock(Clock.systemUTC());
    final LocalAwsBackup backup = new LocalAwsBackup(clock, Account.example());
    final World world = backup.world().createVault(VAULT);
    final LocalAwsBackupServer server = new LocalAwsBackupServer(backup, clock, 0);
    /** The failures in the events of the stacks. */
    final List<String> failures = new ArrayList<>();

    final Agenda agenda = new Agenda(clock, Double.POSITIVE_INFINITY);
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Path folder;
    private final Map<String, URI> endpoints = new HashMap<>();
    private List<String> jvmOptions = List.of();
    private String handler = TypeFolder.recoveryPoint().entrypoint();
    private volatile @Nullable LambdaProcess lambda;
    private int starts;

    private ProcessAccount(Path folder) throws IOException {
        this.folder = folder;
        endpoints.put("BACKUP", server.endpoint());
    }

    /** An account whose handler has not been started. */
    static ProcessAccount at(Path folder) throws IOException {
        return new ProcessAccount(folder);
    }

    /** An account with everything running. */
    static ProcessAccount started(Path folder) throws IOException {
        return at(folder).start();
    }

    /**
     * Makes the handler call another endpoint for a service: {@code BACKUP}, {@code CLOUDWATCH},
     * {@code CLOUDWATCH_LOGS}.
     */
    ProcessAccount reach(String service, URI endpoint) {
        endpoints.put(service, endpoint);
        return this;
    }

    ProcessAccount with(String... options) {
        jvmOptions = List.of(options);
        return this;
    }

    /** Sets another entry point of the package than the one that Lambda starts. */
    ProcessAccount handler(String classAndMethod) {
        handler = classAndMethod;
        return this;
    }

    /** Starts a process, whose log is a new one. */
    ProcessAccount start() throws IOException {
        starts++;
        lambda = LambdaProcess.start(UNZIPPED, handler, Files.createDirectories(logFolder()), endpoints, jvmOptions);
        return this;
    }

    private Path logFolder() {
        return folder.resolve("start-" + starts);
    }

    private LambdaProcess running() {
        return Objects.requireNonNull(lambda, "not started");
    }

    /** Ends the process as {@code kill -9} does. */
    void kill() {
        running().kill();
    }

    /** Where the process serves Lambda's Invoke API. */
    URI endpoint() {
        return running().endpoint();
    }

    /** A CloudFormation that reaches the handler directly. */
    LocalCloudFormation cloudFormation() throws IOException {
        return cloudFormation(new LambdaHandler(endpoint(), clock::offset));
    }

    /** A CloudFormation that reaches the handler in some way. */
    LocalCloudFormation cloudFormation(ResourceHandler handler) throws IOException {
        ResourceSchema schema = new ResourceSchema(
                new ObjectMapper().readTree(UNZIPPED.resolve("schema.json").toFile()));
        return new LocalCloudFormation(
                agenda, List.of(new ResourceType(schema, handler), BackupVaultHandler.type(backup)), event -> {
                    if (event.status().endsWith("_FAILED") && !event.reason().isEmpty()) {
                        failures.add(event.logicalId() + ": " + event.reason());
                    }
                });
    }

    /**
     * The answer to an invocation.
     *
     * @param unhandled whether the handler threw, so that Lambda answers in its place
     */
    record TimedAnswer(JsonNode event, boolean unhandled, Duration took) {
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

    TimedAnswer invoke(JsonNode request) throws IOException, InterruptedException {
        return invoke(request.toString().getBytes(StandardCharsets.UTF_8));
    }

    TimedAnswer invoke(byte[] request) throws IOException, InterruptedException {
        HttpRequest invocation = HttpRequest.newBuilder(
                        endpoint().resolve("/2015-03-31/functions/TypeFunction/invocations"))
                .timeout(TIMEOUT)
                .header(
                        LambdaEndpoint.CLOCK_OFFSET_HEADER,
                        Long.toString(clock.offset().toMillis()))
                .POST(BodyPublishers.ofByteArray(request))
                .build();
        long start = System.nanoTime();
        HttpResponse<byte[]> response = http.send(invocation, BodyHandlers.ofByteArray());
        return new TimedAnswer(
                HandlerRequests.JSON.readTree(response.body()),
                response.headers().firstValue("X-Amz-Function-Error").isPresent(),
                Duration.ofNanos(System.nanoTime() - start));
    }

    /** The resources of the handler's process: heap after a collection, threads, open files. */
    JsonNode report() throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(endpoint().resolve(LambdaEndpoint.REPORT_PATH))
                .build();
        return HandlerRequests.JSON.readTree(
                http.send(request, BodyHandlers.ofByteArray()).body());
    }

    /** Ends the process, and lets it finish its work. */
    void stop() {
        running().close();
    }

    /** The log of the handler's process since its start. */
    String log() throws IOException {
        return Files.readString(logFolder().resolve("handler.log"));
    }

    /** The folder that the handler's runtime uses as the machine's temporary folder. */
    Path temporaryFolder() {
        return logFolder().resolve("tmp");
    }

    @Override
    public void close() {
        LambdaProcess last = lambda;
        if (last != null) {
            last.close();
        }
        server.close();
    }
}
