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

/** The SDK's clients, made once for all invocations of a container. Each call brings its credentials. */
public final class BackupClients {

    /**
     * With the waits between them, the attempts fill the time of an invocation. A failure then has the cause of the
     * last attempt, and not only a lack of time.
     */
    static final int PATIENT_ATTEMPTS = 12;

    private static final Duration FIRST_WAIT = Duration.ofMillis(200);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);

    private final Lazy<BackupClient> once;
    private final Lazy<BackupClient> patient;
    private final Lazy<CloudFormationClient> stacks;

    /**
     * Uses clients that are made elsewhere. Each supplier is called when its client is first used, because a client
     * needs a region. A JVM other than Lambda's may have no region before the first request.
     */
    public BackupClients(
            Supplier<BackupClient> once, Supplier<BackupClient> patient, Supplier<CloudFormationClient> stacks) {
        this.once = new Lazy<>(once);
        this.patient = new Lazy<>(patient);
        this.stacks = new Lazy<>(stacks);
    }

    /** Makes clients for handlers that do not call CloudFormation. */
    public BackupClients(Supplier<BackupClient> once, Supplier<BackupClient> patient) {
        this(once, patient, () -> {
            throw new IllegalStateException("no client of CloudFormation was given");
        });
    }

    /** These clients of AWS Backup, with another client of CloudFormation. */
    public BackupClients withStacks(Supplier<CloudFormationClient> other) {
        return new BackupClients(this::once, this::patient, other);
    }

    /**
     * The client without retries, for operations that CloudFormation invokes again. The next invocation retries a
     * failed call. So the handlers back off, and leave room in the account's call rates for other users.
     */
    public BackupClient once() {
        return once.getValue();
    }

    /**
     * The client with retries, for calls that no later invocation can retry: a read, a list, and a create that has no
     * identity yet. A delete, the most frequent operation, does not use it.
     */
    public BackupClient patient() {
        return patient.getValue();
    }

    /** The client of CloudFormation, without retries. */
    public CloudFormationClient stacks() {
        return stacks.getValue();
    }

    /**
     * Makes clients that use this transport. The environment of the process names the region and the endpoint.
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

    /**
     * How long the patient client waits before an attempt.
     *
     * @param attempt the number of the attempt: 2 for the first retry
     * @param roll a random number in [0, 1)
     */
    static Duration pause(int attempt, double roll) {
        long doubled = FIRST_WAIT.toMillis() << Math.min(attempt - 2, 10);
        return Duration.ofMillis((long) (Math.min(doubled, LONGEST_WAIT.toMillis()) * (0.5 + 0.5 * roll)));
    }

    /**
     * Makes clients with a transport, region and endpoint of the caller's choice.
     *
     * @param betweenTries how long the patient client waits before it calls again
     */
    public static BackupClients of(Supplier<BackupClientBuilder> builder, BackoffStrategy betweenTries) {
        return new BackupClients(
                () -> client(builder.get(), AwsRetryStrategy.doNotRetry()),
                () -> client(
                        builder.get(),
                        AwsRetryStrategy.standardRetryStrategy().toBuilder()
                                .maxAttempts(PATIENT_ATTEMPTS)
                                .retryOnException(ErrorBoundary::isRetryable)
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
