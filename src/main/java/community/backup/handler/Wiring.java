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

/** The real parts, made once for each container; tests make their own. */
public final class Wiring {
    private static Clock containerClock = Clock.systemUTC();
    private static Pause containerPause = Pause.REAL;
    private static @Nullable Wiring container;
    private static @Nullable DeliveryClients deliveryClients;

    private final Clock clock;
    private final DoubleSupplier chance;
    private final BackupClients clients;
    private final Pause pause;

    /** Parts for a test, or of a container. */
    public Wiring(Clock clock, DoubleSupplier chance, BackupClients clients, Pause pause) {
        this.clock = clock;
        this.chance = chance;
        this.clients = clients;
        this.pause = pause;
    }

    /** The same with pauses that last. */
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

    /** Runs requests for a delete with prepared answers: no call reaches AWS Backup. */
    static void answerDelete(Runnable requests) {
        WarmUpHttpClient.answerDelete(requests);
    }

    /**
     * What brings the metrics and log lines of one handler to CloudWatch.
     *
     * @param filter for every line
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
     * Hands in another clock than the machine's, before the first handler is made. The local CloudFormation does so to let
     * hours pass in seconds.
     *
     * @param pause lets time pass within an invocation
     */
    public static synchronized void useClock(Clock clock, Consumer<Duration> pause) {
        containerClock = clock;
        containerPause = pause::accept;
        container = null;
    }

    /** The clock that all decisions go by. */
    public Clock clock() {
        return clock;
    }

    /** A random number in [0, 1). */
    public double roll() {
        return chance.getAsDouble();
    }

    /** Lets time pass within an invocation. */
    public Pause pause() {
        return pause;
    }

    /**
     * The services for one invocation.
     *
     * @param patient whether the next call is retried within it
     * @param bookmarks where listings go on that an earlier invocation has not finished
     */
    public Services services(AmazonWebServicesClientProxy proxy, BooleanSupplier patient, Bookmarks bookmarks) {
        return AwsServices.of(proxy, clients, patient, bookmarks, clock);
    }
}
