package community.backup.delivery;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricDataRequest;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricDataResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.InputLogEvent;
import software.amazon.cloudformation.injection.CloudWatchProvider;
import software.amazon.cloudformation.loggers.CloudWatchLogPublisher;
import software.amazon.cloudformation.loggers.LogFilter;
import software.amazon.cloudformation.metrics.MetricsPublisher;
import software.amazon.cloudformation.metrics.MetricsPublisherImpl;

/**
 * Stores the metrics and log lines that the runtime publishes during an invocation. The runtime's own publishers call
 * CloudWatch for every line and every metric. If such a call fails, they publish the failure, which fails again without
 * end. The publishers of this class only store what they get, so they cannot fail. For the runtime's metrics, this
 * class takes the place of the CloudWatch client.
 */
final class LogBuffer implements CloudWatchClient {
    /** CloudWatch Logs accepts a megabyte per call. An invocation writes about ten short lines, or one stack trace. */
    private static final int MOST_CHARACTERS = 200_000;

    private final Clock clock;
    private final List<InputLogEvent> lines = new ArrayList<>();
    private final List<PutMetricDataRequest> metrics = new ArrayList<>();
    private int characters;

    LogBuffer(Clock clock) {
        this.clock = clock;
    }

    /**
     * A publisher that stores log lines.
     *
     * @param filter changes every line before it is stored
     */
    CloudWatchLogPublisher log(LogFilter filter) {
        return new CloudWatchLogPublisher(null, null, null, null, null, filter) {
            @Override
            public void refreshClient() {
                // There is no client.
            }

            @Override
            protected void publishMessage(String message) {
                characters += message.length();
                if (!message.isBlank() && characters <= MOST_CHARACTERS) {
                    lines.add(InputLogEvent.builder()
                            .message(message.strip())
                            .timestamp(clock.millis())
                            .build());
                }
            }
        };
    }

    /** A publisher that stores the metrics of a resource type, under the runtime's names and dimensions. */
    MetricsPublisher metrics(String typeName) {
        return new MetricsPublisherImpl(
                new CloudWatchProvider(null, null) {
                    @Override
                    public CloudWatchClient get() {
                        return LogBuffer.this;
                    }
                },
                null,
                typeName);
    }

    List<InputLogEvent> lines() {
        return List.copyOf(lines);
    }

    /** All metrics in one request; empty if there are none. */
    List<PutMetricDataRequest> metrics() {
        return metrics.stream()
                .limit(1)
                .map(first -> first.toBuilder()
                        .metricData(metrics.stream()
                                .flatMap(each -> each.metricData().stream())
                                .toList())
                        .build())
                .toList();
    }

    void clear() {
        lines.clear();
        metrics.clear();
        characters = 0;
    }

    @Override
    public PutMetricDataResponse putMetricData(PutMetricDataRequest request) {
        metrics.add(request);
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
