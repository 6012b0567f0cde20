package community.backup.local.simulation;

import community.backup.local.awsbackup.InMemoryTransport;
import community.backup.service.aws.BackupClients;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.services.backup.BackupClient;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;

/**
 * The handlers' own SDK clients, connected to the {@link SimulatedNetwork} of this thread's life. They are created
 * once, because that is slow. Waits and timeouts of the SDK pass on the life's clock.
 */
final class Clients {
    private static final ThreadLocal<SimulatedNetwork> NETWORK = new ThreadLocal<>();
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(4);

    private Clients() {}

    /** Sets the network of this thread's calls. */
    static void use(SimulatedNetwork network) {
        NETWORK.set(network);
    }

    static BackupClients make() {
        BackupClients clients = BackupClients.of(
                () -> BackupClient.builder()
                        .region(Region.US_EAST_1)
                        .overrideConfiguration(
                                settings -> settings.scheduledExecutorService(new NeverRunningScheduler()))
                        .httpClient(new InMemoryTransport(call -> NETWORK.get().send(call))),
                waitingByTheLifesClock());
        return new BackupClients(
                () -> withinItsTimes(BackupClient.class, clients.once()),
                () -> withinItsTimes(BackupClient.class, clients.patient()),
                () -> withinItsTimes(CloudFormationClient.class, cloudFormation()));
    }

    private static CloudFormationClient cloudFormation() {
        return CloudFormationClient.builder()
                .region(Region.US_EAST_1)
                .overrideConfiguration(settings -> settings.scheduledExecutorService(new NeverRunningScheduler())
                        .retryStrategy(AwsRetryStrategy.doNotRetry()))
                .httpClient(new InMemoryTransport(call -> NETWORK.get().sendToCloudFormation(call)))
                .build();
    }

    /** Lets the time of a handler's pause pass. */
    static void rest(Duration pause) {
        NETWORK.get().rest(pause);
    }

    private static BackoffStrategy waitingByTheLifesClock() {
        return attempt -> {
            Duration wait = Duration.ofMillis(200).multipliedBy(1L << Math.min(attempt, 6));
            NETWORK.get().waitToRetry(wait.compareTo(LONGEST_WAIT) < 0 ? wait : LONGEST_WAIT);
            return Duration.ZERO;
        };
    }

    /** Makes a client pass the timeouts of each request on to the network. */
    private static <T> T withinItsTimes(Class<T> type, T client) {
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
                    if (arguments != null && arguments[0] instanceof AwsRequest request) {
                        var settings = request.overrideConfiguration().orElseThrow();
                        NETWORK.get()
                                .limit(
                                        settings.apiCallTimeout().orElseThrow(),
                                        settings.apiCallAttemptTimeout().orElseThrow());
                    }
                    try {
                        return method.invoke(client, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }
}
