package community.backup.delivery;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricDataRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.InputLogEvent;
import software.amazon.awssdk.services.cloudwatchlogs.model.ResourceAlreadyExistsException;
import software.amazon.awssdk.services.cloudwatchlogs.model.ResourceNotFoundException;
import software.amazon.cloudformation.loggers.CloudWatchLogPublisher;
import software.amazon.cloudformation.loggers.LogFilter;
import software.amazon.cloudformation.metrics.MetricsPublisher;
import software.amazon.cloudformation.proxy.Credentials;

/**
 * Metrics and log lines for the account that uses the type: collected while an invocation runs, and sent when it has ended,
 * each kind at once. CloudWatch decides nothing: what it does not take within two seconds is lost, and the invocation's
 * answer stays what it is.
 *
 * <p>The calls run in a thread of their own, the only one that the handlers start. The SDK ends a slow call by an interrupt,
 * which name resolution and class loading ignore, and which could reach the handler's thread when the call is over.
 */
public final class Delivery {
    /** What a delivery may take: the 25 seconds that an invocation may last, less those of AWS Backup's calls. */
    static final Duration BUDGET = Duration.ofSeconds(2);
    /** What its calls may take together, so that the SDK reports which one was too slow. */
    static final Duration CALLS = Duration.ofMillis(1800);
    /** What one call may take. */
    static final Duration CALL = Duration.ofMillis(900);

    private final Supplier<DeliveryClients> clients;
    private final Clock clock;
    private final Supplier<String> streamNames;
    private final LogBuffer buffer;
    private final MetricsPublisher metrics;
    private final CloudWatchLogPublisher log;
    private @Nullable Credentials credentials;
    private @Nullable String group;
    private @Nullable Thread sender;
    private volatile @Nullable Stream stream;

    /** Where this container's lines go, once it is made. */
    private record Stream(String group, String name) {}

    /**
     * Begins with nothing to send.
     *
     * @param clients asked for once there is something to send
     * @param filter for every line
     * @param streamNames a new name for a log stream each time
     */
    public Delivery(
            String typeName,
            Supplier<DeliveryClients> clients,
            Clock clock,
            LogFilter filter,
            Supplier<String> streamNames) {
        this.clients = clients;
        this.clock = clock;
        this.streamNames = streamNames;
        this.buffer = new LogBuffer(clock);
        this.metrics = buffer.metrics(typeName);
        this.log = buffer.log(filter);
    }

    /** What the runtime publishes metrics to. */
    public MetricsPublisher metrics() {
        return metrics;
    }

    /** What the runtime publishes log lines to. */
    public CloudWatchLogPublisher log() {
        return log;
    }

    /**
     * Begins an invocation.
     *
     * @param credentials of the account's role for this; null where it has none
     * @param logGroup null where the account wants no log
     */
    public void begin(@Nullable Credentials credentials, @Nullable String logGroup) {
        buffer.clear();
        this.credentials = credentials;
        this.group = logGroup;
    }

    /**
     * Ends it. Whatever happens to the delivery, this returns in time and throws nothing.
     *
     * @param trouble is told what could not be sent, and why
     */
    public void send(Consumer<String> trouble) {
        if (credentials == null) {
            return;
        }
        List<String> troubles = new CopyOnWriteArrayList<>();
        Runnable calls = calls(credentials, group, buffer.metrics(), buffer.lines(), troubles);
        buffer.clear();
        if (sender != null && sender.isAlive()) {
            trouble.accept("Metrics and log lines are not sent: those of an earlier invocation still are.");
            return;
        }
        try {
            if (Thread.interrupted()) {
                // Lambda reuses the thread: an interrupt that stayed would end the calls of the next invocation.
                troubles.add("The invocation was interrupted after it had ended.");
            }
            Thread thread = new Thread(calls, "delivery");
            // Lambda must be able to end the process.
            thread.setDaemon(true);
            thread.start();
            sender = thread;
            thread.join(BUDGET.toMillis());
            if (thread.isAlive()) {
                thread.interrupt();
                troubles.add("Metrics and log lines are not sent: CloudWatch took longer than %d seconds."
                        .formatted(BUDGET.toSeconds()));
            }
        } catch (InterruptedException e) {
            troubles.add("Whether metrics and log lines are sent is not known: the invocation was interrupted.");
        } catch (RuntimeException | Error e) {
            troubles.add("Metrics and log lines are not sent: " + whole(e));
        }
        troubles.forEach(trouble);
    }

    /** The calls, which note what goes wrong for the thread that waits, whose log it is. */
    private Runnable calls(
            Credentials credentials,
            @Nullable String group,
            List<PutMetricDataRequest> metrics,
            List<InputLogEvent> lines,
            List<String> troubles) {
        Instant end = clock.instant().plus(CALLS);
        Supplier<AwsRequestOverrideConfiguration> limits = () -> limits(credentials, end);
        return () -> {
            metrics.forEach(all -> attempt("PutMetricData", troubles, () -> clients.get()
                    .metrics()
                    .putMetricData(
                            all.toBuilder().overrideConfiguration(limits.get()).build())));
            if (group != null && !lines.isEmpty()) {
                attempt("PutLogEvents", troubles, () -> putLines(lines, group, limits));
            }
        };
    }

    private static void attempt(String operation, List<String> troubles, Runnable calls) {
        try {
            calls.run();
        } catch (Throwable e) {
            // A library can throw even what it does not declare.
            troubles.add(operation + " failed: " + (e instanceof SdkException ? e.getMessage() : whole(e)));
        }
    }

    /** With its stack trace: it is no answer of CloudWatch's, so its message alone does not say where it comes from. */
    private static String whole(Throwable thrown) {
        StringWriter text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    private void putLines(List<InputLogEvent> lines, String group, Supplier<AwsRequestOverrideConfiguration> limits) {
        Stream last = stream;
        Stream to = last != null && last.group.equals(group) ? last : open(group, limits);
        stream = to;
        try {
            clients.get().logs().putLogEvents(request -> request.overrideConfiguration(limits.get())
                    .logGroupName(to.group)
                    .logStreamName(to.name)
                    .logEvents(lines));
        } catch (ResourceNotFoundException e) {
            // Somebody has deleted it: the next invocation makes another.
            stream = null;
            throw e;
        }
    }

    private Stream open(String group, Supplier<AwsRequestOverrideConfiguration> limits) {
        Stream wanted = new Stream(group, streamNames.get());
        try {
            create(wanted, limits);
        } catch (ResourceNotFoundException e) {
            try {
                clients.get().logs().createLogGroup(request -> request.overrideConfiguration(limits.get())
                        .logGroupName(group));
            } catch (ResourceAlreadyExistsException another) {
                // Another container was quicker.
            }
            create(wanted, limits);
        }
        return wanted;
    }

    private void create(Stream wanted, Supplier<AwsRequestOverrideConfiguration> limits) {
        clients.get().logs().createLogStream(request -> request.overrideConfiguration(limits.get())
                .logGroupName(wanted.group)
                .logStreamName(wanted.name));
    }

    /** Credentials and time of the next call; throws where no time is left for one. */
    private AwsRequestOverrideConfiguration limits(Credentials credentials, Instant end) {
        Duration left = Duration.between(clock.instant(), end);
        if (left.isNegative() || left.isZero()) {
            throw SdkClientException.create("CloudWatch's earlier answers have taken this invocation's time");
        }
        return AwsRequestOverrideConfiguration.builder()
                .credentialsProvider(StaticCredentialsProvider.create(AwsSessionCredentials.create(
                        credentials.getAccessKeyId(), credentials.getSecretAccessKey(), credentials.getSessionToken())))
                .apiCallTimeout(left.compareTo(CALL) < 0 ? left : CALL)
                .build();
    }
}
