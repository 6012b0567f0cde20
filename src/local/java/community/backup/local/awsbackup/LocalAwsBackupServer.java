package community.backup.local.awsbackup;

import com.sun.net.httpserver.HttpExchange;
import community.backup.local.clock.MovableClock;
import community.backup.local.clock.ScaledClock;
import community.backup.local.network.LoopbackServer;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * Serves the local AWS Backup over HTTP on the loopback address, for any client of the AWS API. To cut a connection,
 * the server closes it without an answer. It sends a slow answer after a real delay. Paths under {@code /_local/} are
 * the admin API.
 */
public final class LocalAwsBackupServer implements AutoCloseable {
    private static final Set<String> OPTIONS = Set.of("--port", "--time-scale", "--account", "--region", "--vault");

    private final LocalAwsBackup backup;
    private final AdminApi admin;
    private final LoopbackServer server;

    /**
     * Starts the server.
     *
     * @param clock the clock of {@code backup}; the admin API moves it
     * @param port 0 for any free port
     */
    public LocalAwsBackupServer(LocalAwsBackup backup, MovableClock clock, int port) throws IOException {
        this.backup = backup;
        this.admin = new AdminApi(backup, clock);
        this.server = new LoopbackServer("local-aws-backup", port, this::serve);
    }

    /**
     * Serves until the process ends, with the account's rate limits on, and prints the endpoint. Options, each with a
     * value: {@code --port} (default: any free port), {@code --time-scale} (seconds that pass in a real second;
     * default: 1), {@code --account} and {@code --region} (default: {@link Account#example()}), {@code --vault} (a
     * vault that exists from the start).
     */
    public static void main(String... arguments) throws IOException {
        Map<String, String> options = new TreeMap<>();
        for (int i = 0; i < arguments.length; i += 2) {
            if (i + 1 == arguments.length || !OPTIONS.contains(arguments[i])) {
                throw new IllegalArgumentException("not an option with its value: " + arguments[i] + "; " + OPTIONS);
            }
            options.put(arguments[i], arguments[i + 1]);
        }
        Account example = Account.example();
        Account account = new Account(
                options.getOrDefault("--account", example.id()),
                options.getOrDefault("--region", example.region()),
                example.partition());
        double scale = Double.parseDouble(options.getOrDefault("--time-scale", "1"));
        MovableClock clock = new MovableClock(new ScaledClock(Clock.systemUTC(), scale));
        LocalAwsBackup backup = new LocalAwsBackup(clock, account).limitRates(true);
        if (options.containsKey("--vault")) {
            backup.world().createVault(options.get("--vault"));
        }
        // The server's threads outlive this method.
        LocalAwsBackupServer server =
                new LocalAwsBackupServer(backup, clock, Integer.parseInt(options.getOrDefault("--port", "0")));
        System.out.println(server.endpoint());
    }

    /** The endpoint, such as {@code http://127.0.0.1:34567}. */
    public URI endpoint() {
        return server.endpoint();
    }

    /** The service that answers the requests. */
    public LocalAwsBackup backup() {
        return backup;
    }

    @Override
    public void close() {
        server.close();
    }

    private void serve(HttpExchange http) throws IOException {
        try {
            Exchange exchange = exchange(HttpCall.of(http));
            TimeUnit.NANOSECONDS.sleep(exchange.delay().toNanos());
            // To cut the connection, the server closes it without an answer.
            if (!exchange.cut()) {
                exchange.answer().send(http);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Exchange exchange(HttpCall call) {
        try {
            return call.path().startsWith(AdminApi.PREFIX)
                    ? new Exchange(admin.handle(call), Duration.ZERO, false)
                    : backup.handle(call);
        } catch (RuntimeException e) {
            // A bug in this code must not look like an injected fault.
            e.printStackTrace();
            Map<String, String> headers = Map.of("x-amzn-ErrorType", "LocalAwsBackupInternalError");
            return new Exchange(new HttpAnswer(500, headers, new byte[0]), Duration.ZERO, false);
        }
    }
}
