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
 * Collects metrics and log lines for the account that uses the type while an invocation runs, and sends them when it
 * has ended. It sends all metrics in one call and all lines in another. CloudWatch must not change an invocation's
 * outcome: what it does not accept within two seconds is lost, and the answer stays the same.
 *
 * <p>The calls run in a thread of their own, the only one that the handlers start. The SDK ends a slow call by an
 * interrupt. Name resolution and class loading ignore interrupts. In the handler's thread, a late interrupt could also
 * hit the work after the call.
 */
public final class Delivery {
    /**
     * The most time for a delivery. With AWS Backup's calls and the handler's own work, it must fit into the 25 seconds
     * of an invocation.
     */
    static final Duration BUDGET = Duration.ofSeconds(2);
    /**
     * The most time for all of its calls together. It is less than the budget, so that the SDK reports which call was
     * too slow.
     */
    static final Duration CALLS = Duration.ofMillis(1800);
    /** The most time for one call. */
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

    /** The log stream to which this container writes. */
    private record Stream(String group, String name) {}

    /**
     * Starts with nothing to send.
     *
     * @param clients called only if there is something to send
     * @param filter changes every line before it is stored
     * @param streamNames returns a new name for a log stream on each call
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

    /** The publisher to which the runtime sends metrics. */
    public MetricsPublisher metrics() {
        return metrics;
    }

    /** The publisher to which the runtime sends log lines. */
    public CloudWatchLogPublisher log() {
        return log;
    }

    /**
     * Begins an invocation, without the metrics and lines of earlier ones.
     *
     * @param credentials of the role for metrics and logs in the account that uses the type; null if it has none
     * @param logGroup the log group for the lines; null if the account wants no log
     */
    public void begin(@Nullable Credentials credentials, @Nullable String logGroup) {
        buffer.clear();
        this.credentials = credentials;
        this.group = logGroup;
    }

    /**
     * Ends the invocation and sends what was collected. Whatever happens to the delivery, this returns in time and
     * throws nothing.
     *
     * @param trouble gets a message for everything that could not be sent, with the reason
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
                // Lambda reuses the thread. An interrupt that stays set would end the calls of the next invocation.
                troubles.add("The invocation was interrupted after it had ended.");
            }
            Thread thread = new Thread(calls, "delivery");
            // The thread must not keep Lambda from ending the process.
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

    /** The calls. They note their errors for the waiting thread, which writes them to its log. */
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
            // A library can throw exceptions that it does not declare.
            troubles.add(operation + " failed: " + (e instanceof SdkException ? e.getMessage() : whole(e)));
        }
    }

    /**
     * The exception with its stack trace. It is not an answer of CloudWatch, so its message alone does not show where
     * it comes from.
     */
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
            // Somebody has deleted the log stream. The next invocation makes another.
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
                // Another container has created the group in the meantime.
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

    /**
     * The credentials of the next call, and the time for it.
     *
     * @throws SdkClientException if no time is left
     */
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
