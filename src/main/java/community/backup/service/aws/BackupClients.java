package community.backup.service.aws;

import community.backup.failure.ErrorBoundary;
import java.time.Duration;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.retries.api.RetryStrategy;
import software.amazon.awssdk.services.backup.BackupClient;
import software.amazon.awssdk.services.backup.BackupClientBuilder;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.utils.Lazy;

/** The SDK's clients, made once for all invocations of a container; credentials come with each call. */
public final class BackupClients {

    /** With the waits between them they fill the time of an invocation, so that its end says why and not just that it is over. */
    static final int PATIENT_ATTEMPTS = 12;

    private static final Duration FIRST_WAIT = Duration.ofMillis(200);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);

    private final Lazy<BackupClient> once;
    private final Lazy<BackupClient> patient;
    private final Lazy<CloudFormationClient> stacks;

    /**
     * Clients that were made elsewhere. Each supplier is called when its client is first used: a client needs a region, and a
     * JVM other than Lambda's may have none before the first request.
     */
    public BackupClients(
            Supplier<BackupClient> once, Supplier<BackupClient> patient, Supplier<CloudFormationClient> stacks) {
        this.once = new Lazy<>(once);
        this.patient = new Lazy<>(patient);
        this.stacks = new Lazy<>(stacks);
    }

    /** The same for handlers that ask nothing of CloudFormation. */
    public BackupClients(Supplier<BackupClient> once, Supplier<BackupClient> patient) {
        this(once, patient, () -> {
            throw new IllegalStateException("no client of CloudFormation was given");
        });
    }

    /** These clients of AWS Backup, beside another of CloudFormation. */
    public BackupClients withStacks(Supplier<CloudFormationClient> other) {
        return new BackupClients(this::once, this::patient, other);
    }

    /**
     * For operations that CloudFormation invokes again: a call that fails is left to the next invocation, so that handlers back
     * off instead of crowding out other users of the account's call rates.
     */
    public BackupClient once() {
        return once.getValue();
    }

    /**
     * For calls that have no next invocation (read, list, a create before it has an identity): retried within the invocation.
     * A delete, the most frequent of operations, does without it.
     */
    public BackupClient patient() {
        return patient.getValue();
    }

    /** CloudFormation's client, which retries nothing either. */
    public CloudFormationClient stacks() {
        return stacks.getValue();
    }

    /**
     * Clients on that transport, for the region and endpoint that the process's environment names.
     *
     * @param chance random numbers in [0, 1), which spread the calls of many resources that began together
     */
    public static BackupClients on(SdkHttpClient http, DoubleSupplier chance) {
        return of(() -> BackupClient.builder().httpClient(http), attempt -> pause(attempt, chance.getAsDouble()))
                .withStacks(() -> CloudFormationClient.builder()
                        .httpClient(http)
                        .overrideConfiguration(each -> each.retryStrategy(AwsRetryStrategy.doNotRetry()))
                        .build());
    }

    /** How long the patient client waits before its second, third, ... attempt. */
    static Duration pause(int attempt, double roll) {
        long doubled = FIRST_WAIT.toMillis() << Math.min(attempt - 2, 10);
        return Duration.ofMillis((long) (Math.min(doubled, LONGEST_WAIT.toMillis()) * (0.5 + 0.5 * roll)));
    }

    /**
     * Clients of a transport, region and endpoint of the caller's choice.
     *
     * @param betweenTries how long the patient one waits before it calls again
     */
    public static BackupClients of(Supplier<BackupClientBuilder> builder, BackoffStrategy betweenTries) {
        return new BackupClients(
                () -> client(builder.get(), AwsRetryStrategy.doNotRetry()),
                () -> client(
                        builder.get(),
                        AwsRetryStrategy.standardRetryStrategy().toBuilder()
                                .maxAttempts(PATIENT_ATTEMPTS)
                                .retryOnException(ErrorBoundary::passesAtOnce)
                                .backoffStrategy(betweenTries)
                                .throttlingBackoffStrategy(betweenTries)
                                .circuitBreakerEnabled(false)
                                .build()));
    }

    private static BackupClient client(BackupClientBuilder builder, RetryStrategy retries) {
        return builder.overrideConfiguration(builder.overrideConfiguration().toBuilder()
                        .retryStrategy(retries)
                        .build())
                .build();
    }
}
