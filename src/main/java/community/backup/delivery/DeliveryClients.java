package community.backup.delivery;

import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;

/**
 * The SDK's clients of CloudWatch, made once for all invocations of a container. Each call brings its credentials, and
 * no call is retried.
 */
public record DeliveryClients(CloudWatchClient metrics, CloudWatchLogsClient logs) {

    /** Makes clients that use this transport. The environment of the process names the region and the endpoints. */
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
