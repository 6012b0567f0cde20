package community.backup.local.lambda;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The packaged handler in a JVM of its own, started as Lambda starts it: only the first compiler, the serial collector, a
 * temporary folder of its own, and no credentials in the environment (CloudFormation sends them with each request).
 */
public final class LambdaProcess implements AutoCloseable {
    private static final String LISTENING = "Listening on ";

    /** Where nothing listens: what a test gives no endpoint for must not reach AWS. */
    private static final String NOWHERE = "http://127.0.0.1:9";

    private final Process process;
    private final URI endpoint;

    private LambdaProcess(Process process, URI endpoint) {
        this.process = process;
        this.endpoint = endpoint;
    }

    /**
     * Starts the process for recovery points and waits until it listens.
     *
     * @param handlerPackage the jar, or the folder of the unzipped one
     * @param workFolder where the process keeps its temporary files and its log; below a folder named {@code target}
     * @param awsBackup the endpoint that the handler's AWS Backup client is to use
     * @throws IOException if it does not start; the message holds what it printed
     */
    public static LambdaProcess start(Path handlerPackage, Path workFolder, URI awsBackup) throws IOException {
        String handler = TypeFolder.recoveryPoint().entrypoint();
        return start(handlerPackage, handler, workFolder, Map.of("BACKUP", awsBackup), List.of());
    }

    /**
     * Starts the process as {@link #start(Path, Path, URI)} does.
     *
     * @param handler class and method, {@code package.Class::method}
     * @param endpoints by the service's name in {@code AWS_ENDPOINT_URL_}...: {@code BACKUP}, {@code CLOUDWATCH}
     * @param jvmOptions beside those of Lambda
     */
    public static LambdaProcess start(
            Path handlerPackage, String handler, Path workFolder, Map<String, URI> endpoints, List<String> jvmOptions)
            throws IOException {
        return start(handlerPackage, handler, workFolder, endpoints, jvmOptions, List.of());
    }

    /** Starts the process whose handler does not rest between calls. */
    public static LambdaProcess startWithoutPauses(
            Path handlerPackage, String handler, Path workFolder, Map<String, URI> endpoints) throws IOException {
        List<String> options = List.of(LambdaEndpoint.WITHOUT_PAUSES);
        return start(handlerPackage, handler, workFolder, endpoints, List.of(), options);
    }

    private static LambdaProcess start(
            Path handlerPackage,
            String handler,
            Path workFolder,
            Map<String, URI> endpoints,
            List<String> jvmOptions,
            List<String> options)
            throws IOException {
        Path tmpdir = Files.createDirectories(workFolder.resolve("tmp").toAbsolutePath());
        Path log = workFolder.resolve("handler.log").toAbsolutePath();
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx400m",
                "-Djava.io.tmpdir=" + tmpdir));
        command.addAll(jvmOptions);
        command.addAll(List.of(
                "-cp",
                location().toString(),
                LambdaEndpoint.class.getName(),
                "--with-parent",
                "--package",
                handlerPackage.toAbsolutePath().toString(),
                "--handler",
                handler));
        command.addAll(options);
        ProcessBuilder builder = new ProcessBuilder(command);
        setEnvironment(builder.environment(), endpoints, tmpdir);
        Process process = builder.redirectError(log.toFile()).start();
        try {
            BufferedReader out =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
            String line = out.readLine();
            while (line != null && !line.startsWith(LISTENING)) {
                // What the JVM itself has to say, such as that a recording has begun.
                line = out.readLine();
            }
            if (line == null) {
                throw new IOException("The handler's process did not start: " + Files.readString(log));
            }
            return new LambdaProcess(process, URI.create(line.substring(LISTENING.length())));
        } catch (IOException e) {
            process.destroyForcibly();
            throw e;
        }
    }

    /** Where the process serves Lambda's Invoke API. */
    public URI endpoint() {
        return endpoint;
    }

    /** The process's number in the operating system. */
    public long pid() {
        return process.pid();
    }

    /** Ends the process at once and whatever it is doing, as {@code kill -9} does. */
    public void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** Ends the process. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private static void setEnvironment(Map<String, String> environment, Map<String, URI> endpoints, Path tmpdir) {
        environment.keySet().removeIf(name -> name.startsWith("AWS_"));
        environment.put("AWS_REGION", "us-east-1");
        environment.put("AWS_ENDPOINT_URL", NOWHERE);
        endpoints.forEach((service, uri) -> environment.put("AWS_ENDPOINT_URL_" + service, uri.toString()));
        // Nothing on this machine may lend the handler credentials or settings: in Lambda there is nothing.
        environment.put("AWS_EC2_METADATA_DISABLED", "true");
        environment.put("AWS_CONFIG_FILE", tmpdir.resolve("none").toString());
        environment.put("AWS_SHARED_CREDENTIALS_FILE", tmpdir.resolve("none").toString());
    }

    /** The folder of this class: all that the process needs besides the JDK is in it. */
    private static Path location() {
        return Path.of(URI.create(LambdaProcess.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toString()));
    }
}
