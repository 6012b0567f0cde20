package community.backup.delivery;

import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;

/** The SDK's clients, made once for all invocations of a container; credentials come with each call, and none is retried. */
public record DeliveryClients(CloudWatchClient metrics, CloudWatchLogsClient logs) {

    /** Clients on that transport, for the region and endpoints that the process's environment names. */
    public static DeliveryClients on(SdkHttpClient http) {
        return new DeliveryClients(
                CloudWatchClient.builder()
                        .httpClient(http)
                        .overrideConfiguration(each -> each.retryStrategy(AwsRetryStrategy.doNotRetry()))
                        .build(),
                CloudWatchLogsClient.builder()
                        .httpClient(http)
                        .overrideConfiguration(each -> each.retryStrategy(AwsRetryStrategy.doNotRetry()))
                        .build());
    }
}
