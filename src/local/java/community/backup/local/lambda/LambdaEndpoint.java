package community.backup.local.lambda;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Starts an {@link InvokeServer} in a separate process:
 *
 * <pre>{@code
 * java -Djava.io.tmpdir=target/tmp/lambda -cp target/test-classes \
 *   community.backup.local.lambda.LambdaEndpoint --package target/unzipped [--port 3001] --handler CLASS::METHOD
 * }</pre>
 *
 * <p>It prints {@code Listening on http://127.0.0.1:PORT} and serves until it is killed; with {@code --with-parent} it
 * also ends with the process that started it. The handler's log goes to standard error. Exit status 64 means that an
 * option, the package or the temporary folder is not valid.
 */
public final class LambdaEndpoint {
    /** A request header: how far the handler's clock is ahead of the machine's, in milliseconds. */
    public static final String CLOCK_OFFSET_HEADER = "X-Local-Clock-Offset-Millis";

    /** The path that returns the used heap, the threads and the open files of the process, as JSON. */
    public static final String REPORT_PATH = "/_local/process";

    /** An option: the handler does not wait between its calls. It is for tests with very many calls. */
    static final String WITHOUT_PAUSES = "--without-pauses";

    private static final int USAGE = 64;

    private LambdaEndpoint() {}

    /** Starts the endpoint; see the class. */
    public static void main(String[] arguments) throws IOException {
        Optional<String> objection =
                PrivateTmpdir.objection(Path.of(System.getProperty("java.io.tmpdir")), System.getenv("TMPDIR"));
        if (objection.isPresent()) {
            refuse(objection.get());
            return;
        }
        try {
            Map<String, String> options = options(arguments);
            if (options.containsKey("--with-parent")) {
                ProcessHandle.current().parent().ifPresent(LambdaEndpoint::endWith);
            }
            String handler = options.get("--handler");
            if (handler == null) {
                throw new IllegalArgumentException(
                        "--handler is missing: give the entrypoint of .rpdk-config, CLASS::METHOD.");
            }
            HandlerPackage code =
                    HandlerPackage.load(Path.of(options.getOrDefault("--package", "target/unzipped")), handler);
            InvokeServer endpoint = InvokeServer.start(
                    code,
                    Integer.parseInt(options.getOrDefault("--port", "0")),
                    options.containsKey(WITHOUT_PAUSES) ? duration -> {} : LambdaEndpoint::sleep,
                    line -> System.err.println(line.strip()));
            System.out.println("Listening on " + endpoint.uri());
        } catch (IllegalArgumentException e) {
            refuse("Not started: " + e.getMessage());
        }
    }

    private static Map<String, String> options(String[] arguments) {
        Map<String, String> options = new HashMap<>();
        for (int i = 0; i < arguments.length; i++) {
            if (Set.of("--with-parent", WITHOUT_PAUSES).contains(arguments[i])) {
                options.put(arguments[i], "");
            } else if (Set.of("--package", "--handler", "--port").contains(arguments[i]) && i + 1 < arguments.length) {
                options.put(arguments[i], arguments[++i]);
            } else {
                throw new IllegalArgumentException(
                        arguments[i] + " is not valid. Give --package PATH, --handler CLASS::METHOD, --port NUMBER.");
            }
        }
        return options;
    }

    private static void sleep(Duration duration) {
        try {
            Thread.sleep(duration.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void endWith(ProcessHandle parent) {
        Thread watch = new Thread(
                () -> {
                    parent.onExit().join();
                    Runtime.getRuntime().halt(0);
                },
                "watch-parent");
        watch.setDaemon(true);
        watch.start();
    }

    private static void refuse(String sentence) {
        System.err.println(sentence);
        System.exit(USAGE);
    }
}
