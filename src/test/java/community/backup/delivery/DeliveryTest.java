package community.backup.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

import community.backup.local.clock.MovableClock;
import community.backup.local.cloudwatch.LocalCloudWatch;
import community.backup.local.cloudwatch.LocalCloudWatch.Mode;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.cloudformation.Action;
import software.amazon.cloudformation.proxy.Credentials;

/** Tests the delivery to CloudWatch, and that faults of CloudWatch do not change the outcome of an invocation. */
@NullMarked
class DeliveryTest {
    private static final String TYPE = "Community::Backup::RecoveryPoint";
    private static final String GROUP = "the-log";
    private static final Credentials CREDENTIALS = new Credentials("AKIDEXAMPLE", "secret", "token");

    private static @Nullable LocalCloudWatch shared;
    private static @Nullable DeliveryClients clients;

    private final LocalCloudWatch cloudWatch = cloudWatch();
    private final List<String> trouble = new ArrayList<>();
    private int streams;
    private final Delivery delivery = delivery(DeliveryTest::clients);

    @BeforeAll
    static void start() throws IOException {
        LocalCloudWatch started = new LocalCloudWatch();
        shared = started;
        clients = new DeliveryClients(
                CloudWatchClient.builder()
                        .region(Region.EU_WEST_1)
                        .endpointOverride(started.endpoint())
                        .overrideConfiguration(each -> each.retryStrategy(AwsRetryStrategy.doNotRetry()))
                        .build(),
                CloudWatchLogsClient.builder()
                        .region(Region.EU_WEST_1)
                        .endpointOverride(started.endpoint())
                        .overrideConfiguration(each -> each.retryStrategy(AwsRetryStrategy.doNotRetry()))
                        .build());
    }

    @AfterAll
    static void stop() {
        cloudWatch().close();
    }

    private Delivery delivery(Supplier<DeliveryClients> source) {
        return new Delivery(
                TYPE,
                source,
                Clock.systemUTC(),
                line -> line.replace("planted", "(left out)"),
                () -> "stream-" + ++streams);
    }

    private static LocalCloudWatch cloudWatch() {
        return java.util.Objects.requireNonNull(shared);
    }

    private static DeliveryClients clients() {
        return java.util.Objects.requireNonNull(clients);
    }

    @AfterEach
    void resetCloudWatch() {
        cloudWatch.setMode(Mode.WORKING);
        cloudWatch.deleteLogs();
        cloudWatch.clearRecords();
    }

    /** Makes the runtime's calls of one invocation. */
    private void invocation(String... lines) {
        invocation(delivery, lines);
    }

    private void invocation(Delivery of, String... lines) {
        of.begin(CREDENTIALS, GROUP);
        of.metrics().refreshClient();
        of.metrics().publishInvocationMetric(Instant.EPOCH, Action.DELETE);
        for (String line : lines) {
            of.log().publishLogEvent(line);
        }
        of.metrics().publishDurationMetric(Instant.EPOCH, Action.DELETE, 12);
        of.send(trouble::add);
    }

    @Test
    void credentials_are_in_no_line_that_is_delivered() {
        invocation("Failed to execute remote function: {X-Amz-Security-Token:planted}");

        assertThat(cloudWatch.streams().get(GROUP + "/stream-1"))
                .containsExactly("Failed to execute remote function: {X-Amz-Security-Token:(left out)}");
    }

    static Stream<Throwable> whatNobodyExpects() {
        return Stream.of(
                new IllegalStateException("unexpected"),
                new NoClassDefFoundError("a/class/that/the/package/lacks"),
                new StackOverflowError(),
                new IOException("undeclared"));
    }

    @ParameterizedTest
    @MethodSource("whatNobodyExpects")
    void an_invocation_ends_as_it_would_where_the_client_of_CloudWatch_fails_in_a_way_that_nobody_expects(
            Throwable thrown) {
        CloudWatchClient metrics = mock(CloudWatchClient.class, call -> {
            throw thrown;
        });
        CloudWatchLogsClient logs = mock(CloudWatchLogsClient.class, call -> {
            throw thrown;
        });

        invocation(delivery(() -> new DeliveryClients(metrics, logs)), "first");

        assertThat(trouble).as("told with where it comes from").hasSize(2).allSatisfy(each -> assertThat(each)
                .contains(thrown.getClass().getName(), "\tat "));
        assertThat(trouble.get(0)).startsWith("PutMetricData failed: ");
        assertThat(trouble.get(1)).startsWith("PutLogEvents failed: ");
    }

    @ParameterizedTest
    @MethodSource("whatNobodyExpects")
    @SuppressWarnings("unchecked")
    void an_invocation_ends_as_it_would_where_no_client_can_be_made(Throwable thrown) {
        Supplier<DeliveryClients> none = mock(Supplier.class, call -> {
            throw thrown;
        });

        invocation(delivery(none), "first");

        assertThat(trouble).hasSize(2).allSatisfy(each -> assertThat(each)
                .contains(thrown.getClass().getName(), "\tat "));
    }

    @Test
    void a_client_that_hangs_and_heeds_no_interrupt_costs_two_seconds_once() {
        CountDownLatch released = new CountDownLatch(1);
        Delivery hanging = delivery(() -> {
            boolean waiting = true;
            while (waiting) {
                try {
                    released.await();
                    waiting = false;
                } catch (InterruptedException e) {
                    // Ignores the interrupt, as name resolution does.
                }
            }
            return clients();
        });
        try {
            long start = System.nanoTime();
            invocation(hanging, "lost");
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isBetween(Duration.ofMillis(1900), Duration.ofSeconds(4));
            assertThat(trouble).singleElement().asString().contains("CloudWatch took longer than 2 seconds");

            start = System.nanoTime();
            invocation(hanging, "lost too");
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(1500));
            assertThat(trouble).hasSize(2).last().asString().contains("those of an earlier invocation still are");
        } finally {
            released.countDown();
        }
    }

    @Test
    void an_interrupt_of_the_invocation_stops_neither_its_delivery_nor_the_next_invocation() {
        Thread.currentThread().interrupt();

        invocation("first");

        assertThat(Thread.interrupted()).isFalse();
        assertThat(trouble).containsExactly("The invocation was interrupted after it had ended.");
        assertThat(cloudWatch.streams()).isEqualTo(Map.of(GROUP + "/stream-1", List.of("first")));
    }

    @Test
    void lines_and_metrics_of_an_invocation_go_in_one_call_each() {
        invocation("first", "second\n");
        invocation("third");

        assertThat(cloudWatch.streams()).isEqualTo(Map.of(GROUP + "/stream-1", List.of("first", "second", "third")));
        assertThat(cloudWatch.metrics()).hasSize(4).allSatisfy(metric -> {
            assertThat(metric.namespace()).isEqualTo("AWS/CloudFormation/Community/Backup/RecoveryPoint");
            assertThat(metric.dimensions()).containsEntry("Action", "DELETE").containsEntry("ResourceType", TYPE);
        });
        assertThat(cloudWatch.metrics())
                .extracting(LocalCloudWatch.Metric::name)
                .contains("HandlerInvocationCount", "HandlerInvocationDuration");
        assertThat(cloudWatch.calls())
                .as("the first invocation makes what is missing")
                .containsExactly(
                        "PutMetricData",
                        "CreateLogStream",
                        "CreateLogGroup",
                        "CreateLogStream",
                        "PutLogEvents",
                        "PutMetricData",
                        "PutLogEvents");
        assertThat(trouble).isEmpty();
    }

    @Test
    void without_credentials_nothing_is_sent_and_without_a_group_no_log() {
        delivery.begin(null, null);
        delivery.log().publishLogEvent("line");
        delivery.send(trouble::add);
        assertThat(cloudWatch.calls()).isEmpty();

        delivery.begin(CREDENTIALS, null);
        delivery.metrics().refreshClient();
        delivery.metrics().publishInvocationMetric(Instant.EPOCH, Action.READ);
        delivery.log().publishLogEvent("line");
        delivery.send(trouble::add);
        assertThat(cloudWatch.calls()).containsExactly("PutMetricData");
    }

    @Test
    void a_line_of_one_invocation_never_goes_to_the_account_of_the_next() {
        delivery.begin(CREDENTIALS, GROUP);
        delivery.log().publishLogEvent("of an invocation that was not ended");
        invocation("of the next");

        assertThat(cloudWatch.streams().values()).containsExactly(List.of("of the next"));
    }

    @Test
    void a_stream_that_somebody_has_deleted_is_made_again() {
        invocation("first");
        cloudWatch.deleteLogs();
        invocation("lost");
        invocation("third");

        assertThat(trouble).hasSize(1).first().asString().contains("PutLogEvents failed");
        assertThat(cloudWatch.streams()).isEqualTo(Map.of(GROUP + "/stream-2", List.of("third")));
    }

    @Test
    void a_stack_trace_of_any_length_is_no_trouble() {
        invocation("a".repeat(150_000), "b".repeat(150_000), " ", "end");

        assertThat(cloudWatch.streams().values()).hasSize(1);
        assertThat(trouble).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = Mode.class,
            names = {"DENYING", "THROTTLING", "FAILING", "DISCONNECTING"})
    void what_CloudWatch_refuses_is_asked_for_once_and_told(Mode manner) {
        cloudWatch.setMode(manner);

        invocation("first", "second");

        assertThat(cloudWatch.calls()).containsExactly("PutMetricData", "CreateLogStream");
        assertThat(trouble).hasSize(2);
        cloudWatch.setMode(Mode.WORKING);
        invocation("third");
        assertThat(trouble).hasSize(2);
        assertThat(cloudWatch.streams().values()).containsExactly(List.of("third"));
    }

    @Test
    void silence_costs_two_seconds_at_most() {
        cloudWatch.setMode(Mode.SILENT);
        long start = System.nanoTime();

        invocation("first");

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(4));
        assertThat(trouble).hasSize(2);
        assertThat(cloudWatch.calls()).containsExactly("PutMetricData", "CreateLogStream");
    }

    @Test
    void without_time_nothing_more_is_asked_for() {
        MovableClock clock = new MovableClock(Clock.systemUTC());
        Delivery late = new Delivery(
                TYPE,
                () -> {
                    clock.advance(Delivery.BUDGET);
                    return clients();
                },
                clock,
                line -> line,
                () -> "stream");
        late.begin(CREDENTIALS, GROUP);
        late.metrics().refreshClient();
        late.metrics().publishInvocationMetric(Instant.EPOCH, Action.READ);
        late.log().publishLogEvent("line");

        late.send(trouble::add);

        assertThat(cloudWatch.calls()).isEmpty();
        assertThat(trouble).hasSize(2).allSatisfy(each -> assertThat(each)
                .contains("have taken this invocation's time"));
    }
}
