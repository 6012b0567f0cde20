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
import software.amazon.awssdk.services.cloudwatch.model.MetricDatum;
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
    private final LogBuffer collected;
    private final MetricsPublisher metrics;
    private final CloudWatchLogPublisher log;
    private @Nullable Destination destination;
    private @Nullable Thread sender;
    private volatile @Nullable Stream stream;

    /** Where one invocation's lines and metrics go, and with which credentials. */
    private record Destination(
            Credentials credentials, @Nullable String group) {}

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
        this.collected = new LogBuffer(clock, filter);
        this.metrics = collected.metrics(typeName);
        this.log = collected.log();
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
        collected.clear();
        destination = credentials == null ? null : new Destination(credentials, logGroup);
    }

    /**
     * Ends it. Whatever happens to the delivery, this returns in time and throws nothing.
     *
     * @param trouble is told what could not be sent, and why
     */
    public void send(Consumer<String> trouble) {
        Destination to = destination;
        if (to == null) {
            return;
        }
        List<MetricDatum> data = collected.data();
        List<InputLogEvent> lines = collected.lines();
        collected.clear();
        if (sender != null && sender.isAlive()) {
            trouble.accept("Metrics and log lines are not sent: those of an earlier invocation still are.");
            return;
        }
        List<String> troubles = new CopyOnWriteArrayList<>();
        try {
            if (Thread.interrupted()) {
                // Lambda reuses the thread: an interrupt that stayed would end the calls of the next invocation.
                troubles.add("The invocation was interrupted after it had ended.");
            }
            Thread thread = new Thread(
                    () -> attempt("The delivery", troubles, () -> deliver(to, data, lines, troubles)), "delivery");
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

    /** Makes the calls, and notes what goes wrong for the thread that waits, whose log it is. */
    private void deliver(Destination to, List<MetricDatum> data, List<InputLogEvent> lines, List<String> troubles) {
        Limit limit = new Limit(to.credentials, clock.instant().plus(CALLS));
        if (!data.isEmpty()) {
            attempt("PutMetricData", troubles, () -> putMetrics(data, limit));
        }
        String group = to.group;
        if (group != null && !lines.isEmpty()) {
            attempt("PutLogEvents", troubles, () -> putLines(lines, group, limit));
        }
    }

    private static void attempt(String operation, List<String> troubles, Runnable calls) {
        try {
            calls.run();
        } catch (SdkException e) {
            troubles.add(operation + " failed: " + e.getMessage());
        } catch (Throwable e) {
            // A library can throw even what it does not declare.
            troubles.add(operation + " failed: " + whole(e));
        }
    }

    /** With its stack trace: it is no answer of CloudWatch's, so its message alone does not say where it comes from. */
    private static String whole(Throwable thrown) {
        StringWriter text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    private void putMetrics(List<MetricDatum> data, Limit limit) {
        clients.get().metrics().putMetricData(request -> request.overrideConfiguration(limit.next())
                .namespace(collected.namespace())
                .metricData(data));
    }

    private void putLines(List<InputLogEvent> lines, String group, Limit limit) {
        Stream last = stream;
        Stream to = last != null && last.group.equals(group) ? last : open(group, limit);
        stream = to;
        try {
            clients.get().logs().putLogEvents(request -> request.overrideConfiguration(limit.next())
                    .logGroupName(to.group)
                    .logStreamName(to.name)
                    .logEvents(lines));
        } catch (ResourceNotFoundException e) {
            // Somebody has deleted it: the next invocation makes another.
            stream = null;
            throw e;
        }
    }

    private Stream open(String group, Limit limit) {
        Stream wanted = new Stream(group, streamNames.get());
        try {
            create(wanted, limit);
        } catch (ResourceNotFoundException e) {
            createGroup(group, limit);
            create(wanted, limit);
        }
        return wanted;
    }

    private void create(Stream wanted, Limit limit) {
        clients.get().logs().createLogStream(request -> request.overrideConfiguration(limit.next())
                .logGroupName(wanted.group)
                .logStreamName(wanted.name));
    }

    private void createGroup(String group, Limit limit) {
        try {
            clients.get().logs().createLogGroup(request -> request.overrideConfiguration(limit.next())
                    .logGroupName(group));
        } catch (ResourceAlreadyExistsException e) {
            // Another container was quicker.
        }
    }

    /** The time of one invocation's calls, and whose they are. */
    private final class Limit {
        private final StaticCredentialsProvider credentials;
        private final Instant end;

        Limit(Credentials credentials, Instant end) {
            this.credentials = StaticCredentialsProvider.create(AwsSessionCredentials.create(
                    credentials.getAccessKeyId(), credentials.getSecretAccessKey(), credentials.getSessionToken()));
            this.end = end;
        }

        /** For the next call; throws where no time is left for one. */
        AwsRequestOverrideConfiguration next() {
            Duration left = Duration.between(clock.instant(), end);
            if (left.isNegative() || left.isZero()) {
                throw SdkClientException.create("CloudWatch's earlier answers have taken this invocation's time");
            }
            return AwsRequestOverrideConfiguration.builder()
                    .credentialsProvider(credentials)
                    .apiCallTimeout(left.compareTo(CALL) < 0 ? left : CALL)
                    .build();
        }
    }
}
