package community.backup.recoverypoint.aws;

import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.services.backup.BackupClient;
import software.amazon.awssdk.services.backup.BackupClientBuilder;

/**
 * The SDK's clients, made once for all invocations of a container; credentials come with each call.
 *
 * @param once for operations that CloudFormation invokes again: a call that fails is left to the next invocation, so that
 *     handlers back off instead of crowding out other users of the account's call rates
 * @param patient for calls that have no next invocation (read, list, the start of a backup): retried within the invocation
 */
public record BackupClients(BackupClient once, BackupClient patient) {

    private static final int PATIENT_ATTEMPTS = 5;

    /** Clients on that transport, for the region and endpoint that the process's environment names. */
    public static BackupClients on(SdkHttpClient http) {
        return of(
                BackupClient.builder().httpClient(http), BackupClient.builder().httpClient(http));
    }

    /** Clients from builders that know their transport, region and endpoint. */
    public static BackupClients of(BackupClientBuilder once, BackupClientBuilder patient) {
        return new BackupClients(
                once.overrideConfiguration(each -> each.retryStrategy(AwsRetryStrategy.doNotRetry()))
                        .build(),
                patient.overrideConfiguration(
                                each -> each.retryStrategy(AwsRetryStrategy.standardRetryStrategy().toBuilder()
                                        .maxAttempts(PATIENT_ATTEMPTS)
                                        .build()))
                        .build());
    }
}
