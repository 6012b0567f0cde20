package community.backup.handler;

import community.backup.delivery.Delivery;
import community.backup.delivery.DeliveryClients;
import community.backup.service.Bookmarks;
import community.backup.service.Services;
import community.backup.service.aws.AwsServices;
import community.backup.service.aws.BackupClients;
import community.backup.service.aws.WarmUpHttpClient;
import community.backup.wait.Pause;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;
import software.amazon.cloudformation.LambdaWrapper;
import software.amazon.cloudformation.loggers.LogFilter;
import software.amazon.cloudformation.proxy.AmazonWebServicesClientProxy;

/**
 * The clock, the clients and the other parts that the handlers share. They are made once for each container; tests make
 * their own.
 */
public final class Wiring {
    private static Clock containerClock = Clock.systemUTC();
    private static Pause containerPause = Pause.REAL;
    private static @Nullable Wiring container;
    private static @Nullable DeliveryClients deliveryClients;

    private final Clock clock;
    private final DoubleSupplier chance;
    private final BackupClients clients;
    private final Pause pause;

    /** Makes the parts for a container or a test. */
    public Wiring(Clock clock, DoubleSupplier chance, BackupClients clients, Pause pause) {
        this.clock = clock;
        this.chance = chance;
        this.clients = clients;
        this.pause = pause;
    }

    /** Makes the parts with real pauses. */
    public Wiring(Clock clock, DoubleSupplier chance, BackupClients clients) {
        this(clock, chance, clients, Pause.REAL);
    }

    /** The parts that all handlers of this process share. */
    public static synchronized Wiring ofContainer() {
        if (container == null) {
            DoubleSupplier chance = () -> ThreadLocalRandom.current().nextDouble();
            container = new Wiring(
                    containerClock,
                    chance,
                    BackupClients.on(new WarmUpHttpClient(LambdaWrapper.HTTP_CLIENT), chance),
                    containerPause);
        }
        return container;
    }

    /** Runs the requests of a delete with prepared answers, so that no call reaches AWS Backup. */
    static void answerDelete(Runnable requests) {
        WarmUpHttpClient.answerDelete(requests);
    }

    /**
     * Makes the delivery of one type's metrics and log lines to CloudWatch.
     *
     * @param filter changes every line before it is sent
     */
    static synchronized Delivery delivery(String typeName, LogFilter filter) {
        return new Delivery(typeName, Wiring::deliveryClients, containerClock, filter, () -> UUID.randomUUID()
                .toString());
    }

    private static synchronized DeliveryClients deliveryClients() {
        if (deliveryClients == null) {
            deliveryClients = DeliveryClients.on(LambdaWrapper.HTTP_CLIENT);
        }
        return deliveryClients;
    }

    /**
     * Replaces the machine's clock. This must happen before the first handler is made. The local CloudFormation uses it
     * to let hours pass in seconds.
     *
     * @param pause waits within an invocation
     */
    public static synchronized void useClock(Clock clock, Consumer<Duration> pause) {
        containerClock = clock;
        containerPause = pause::accept;
        container = null;
    }

    /** The clock for all decisions. */
    public Clock clock() {
        return clock;
    }

    /** A random number in [0, 1). */
    public double roll() {
        return chance.getAsDouble();
    }

    /** Waits within an invocation. */
    public Pause pause() {
        return pause;
    }

    /**
     * The services for one invocation.
     *
     * @param patient whether the next call is retried within the invocation
     * @param bookmarks where to continue the listings that an earlier invocation has not finished
     */
    public Services services(AmazonWebServicesClientProxy proxy, BooleanSupplier patient, Bookmarks bookmarks) {
        return AwsServices.of(proxy, clients, patient, bookmarks, clock);
    }
}
