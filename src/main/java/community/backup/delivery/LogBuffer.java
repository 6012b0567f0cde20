package community.backup.delivery;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.MetricDatum;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricDataRequest;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricDataResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.InputLogEvent;
import software.amazon.cloudformation.injection.CloudWatchProvider;
import software.amazon.cloudformation.loggers.CloudWatchLogPublisher;
import software.amazon.cloudformation.loggers.LogFilter;
import software.amazon.cloudformation.metrics.MetricsPublisher;
import software.amazon.cloudformation.metrics.MetricsPublisherImpl;

/**
 * What the runtime publishes during an invocation. Its own publishers call CloudWatch for every line and every metric, and
 * publish their failures, which fail in turn without end; these keep what they are given and cannot fail.
 */
final class LogBuffer {
    /** CloudWatch Logs takes a megabyte at once. An invocation writes some ten short lines, or one stack trace. */
    private static final int MOST_CHARACTERS = 200_000;

    private final Clock clock;
    private final LogFilter filter;
    private final List<InputLogEvent> lines = new ArrayList<>();
    private final List<MetricDatum> metrics = new ArrayList<>();
    private String namespace = "";
    private int characters;

    /**
     * Begins with nothing.
     *
     * @param filter for every line
     */
    LogBuffer(Clock clock, LogFilter filter) {
        this.clock = clock;
        this.filter = filter;
    }

    /** Takes log lines. */
    CloudWatchLogPublisher log() {
        return new Log();
    }

    /** Takes metrics of a resource type, under the names and dimensions that the runtime gives them. */
    MetricsPublisher metrics(String typeName) {
        return new MetricsPublisherImpl(new Provider(), null, typeName);
    }

    List<InputLogEvent> lines() {
        return List.copyOf(lines);
    }

    List<MetricDatum> data() {
        return List.copyOf(metrics);
    }

    String namespace() {
        return namespace;
    }

    void clear() {
        lines.clear();
        metrics.clear();
        characters = 0;
    }

    private void add(String line) {
        characters += line.length();
        if (!line.isBlank() && characters <= MOST_CHARACTERS) {
            lines.add(InputLogEvent.builder()
                    .message(line.strip())
                    .timestamp(clock.millis())
                    .build());
        }
    }

    private final class Log extends CloudWatchLogPublisher {
        Log() {
            super(null, null, null, null, null, filter);
        }

        @Override
        public void refreshClient() {
            // There is no client.
        }

        @Override
        protected void publishMessage(String message) {
            add(message);
        }
    }

    private final class Provider extends CloudWatchProvider {
        Provider() {
            super(null, null);
        }

        @Override
        public CloudWatchClient get() {
            return new Client();
        }
    }

    private final class Client implements CloudWatchClient {
        @Override
        public PutMetricDataResponse putMetricData(PutMetricDataRequest request) {
            namespace = request.namespace();
            metrics.addAll(request.metricData());
            return PutMetricDataResponse.builder().build();
        }

        @Override
        public String serviceName() {
            return SERVICE_NAME;
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    }
}
