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
 * The packaged handler in a separate JVM, started as Lambda starts it: only the first compiler, the serial collector, a
 * separate temporary folder, and no credentials in the environment (CloudFormation sends them with each request).
 */
public final class LambdaProcess implements AutoCloseable {
    private static final String LISTENING = "Listening on ";

    /**
     * An address without a server. The handler uses it for every service to which a test gives no endpoint, so that no
     * call reaches AWS.
     */
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
     * @param workFolder the folder for the process's temporary files and its log; below a folder named {@code target}
     * @param awsBackup the endpoint for the handler's AWS Backup client
     * @throws IOException if the process does not start; the message contains its log
     */
    public static LambdaProcess start(Path handlerPackage, Path workFolder, URI awsBackup) throws IOException {
        String handler = TypeFolder.recoveryPoint().entrypoint();
        return start(handlerPackage, handler, workFolder, Map.of("BACKUP", awsBackup), List.of());
    }

    /**
     * Starts the process as {@link #start(Path, Path, URI)} does.
     *
     * @param handler class and method, {@code package.Class::method}
     * @param endpoints the endpoints, by the service's name in {@code AWS_ENDPOINT_URL_}...: {@code BACKUP}, {@code
     *     CLOUDWATCH}
     * @param jvmOptions further options besides those of Lambda
     */
    public static LambdaProcess start(
            Path handlerPackage, String handler, Path workFolder, Map<String, URI> endpoints, List<String> jvmOptions)
            throws IOException {
        return start(handlerPackage, handler, workFolder, endpoints, jvmOptions, List.of());
    }

    /** Starts the process with a handler that does not wait between its calls. */
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
                // Skip lines of the JVM itself, such as the message that a recording has started.
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

    /** The address of Lambda's Invoke API. */
    public URI endpoint() {
        return endpoint;
    }

    /** The process's id in the operating system. */
    public long pid() {
        return process.pid();
    }

    /** Ends the process at once, even during an invocation, as {@code kill -9} does. */
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
        // In Lambda the handler has no other credentials or settings, so it must not use any from this machine.
        environment.put("AWS_EC2_METADATA_DISABLED", "true");
        environment.put("AWS_CONFIG_FILE", tmpdir.resolve("none").toString());
        environment.put("AWS_SHARED_CREDENTIALS_FILE", tmpdir.resolve("none").toString());
    }

    /** The folder of this class. It contains all classes that the process needs besides the JDK. */
    private static Path location() {
        return Path.of(URI.create(LambdaProcess.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toString()));
    }
}
