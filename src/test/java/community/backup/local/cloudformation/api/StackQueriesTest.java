package community.backup.local.cloudformation.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import community.backup.local.awsbackup.Account;
import community.backup.local.awsbackup.InMemoryTransport;
import community.backup.local.awsbackup.LocalAwsBackup;
import community.backup.local.clock.MovableClock;
import community.backup.local.iam.Identity;
import community.backup.local.iam.Policy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.backup.BackupClient;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.CloudFormationException;
import software.amazon.awssdk.services.cloudformation.model.DescribeStackEventsResponse;
import software.amazon.awssdk.services.cloudformation.model.Stack;
import software.amazon.awssdk.services.cloudformation.model.StackEvent;

class StackQueriesTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final String ROOT = id("root");
    private static final String PARENT = id("parent");
    private static final String CHILD = id("child");
    private static final StaticCredentialsProvider CREDENTIALS =
            StaticCredentialsProvider.create(AwsBasicCredentials.create("key", "secret"));

    private final MovableClock clock = MovableClock.startingAt(START);
    private final StackQueries queries = new StackQueries(clock);
    private final CloudFormationClient client = client(new InMemoryTransport(queries));

    private static String id(String name) {
        return Account.example().arn("cloudformation", "stack/" + name + "/0f3e");
    }

    private static CloudFormationClient client(SdkHttpClient http) {
        return CloudFormationClient.builder()
                .httpClient(http)
                .region(Region.US_EAST_1)
                .credentialsProvider(CREDENTIALS)
                .overrideConfiguration(config -> config.retryStrategy(AwsRetryStrategy.doNotRetry()))
                .build();
    }

    private Stack describe(String nameOrId) {
        return client.describeStacks(request -> request.stackName(nameOrId))
                .stacks()
                .get(0);
    }

    private DescribeStackEventsResponse events(String token) {
        return client.describeStackEvents(request -> request.stackName(ROOT).nextToken(token.isEmpty() ? null : token));
    }

    private void putRoot(String... statuses) {
        queries.put(ArrangedStack.withId(ROOT).statuses(statuses));
    }

    @Test
    void a_stack_is_described_by_its_name_and_by_its_id() {
        putRoot("CREATE_IN_PROGRESS", "CREATE_COMPLETE");

        assertThat(describe("root"))
                .returns(ROOT, Stack::stackId)
                .returns("CREATE_COMPLETE", Stack::stackStatusAsString)
                .returns(START, Stack::creationTime);
        assertThat(describe(ROOT).stackName()).isEqualTo("root");
    }

    @Test
    void a_nested_stack_has_a_parent_and_a_root_and_a_root_stack_has_neither() {
        putRoot("CREATE_COMPLETE");
        queries.put(ArrangedStack.withId(CHILD).nestedIn(PARENT, ROOT).statuses("CREATE_COMPLETE"));

        assertThat(describe(CHILD)).returns(PARENT, Stack::parentId).returns(ROOT, Stack::rootId);
        assertThat(describe(ROOT)).returns(null, Stack::parentId).returns(null, Stack::rootId);
    }

    @Test
    void a_deleted_stack_is_described_by_its_id_only() {
        putRoot("DELETE_COMPLETE");

        assertThat(describe(ROOT).deletionTime()).isEqualTo(START);
        assertThatThrownBy(() -> describe("root")).hasMessageContaining("Stack with id root does not exist");
    }

    @Test
    void events_come_newest_first_in_pages_that_new_events_do_not_shift() {
        queries.eventsPerPage(2);
        queries.put(ArrangedStack.withId(ROOT)
                .statuses("CREATE_IN_PROGRESS")
                .at(START.plusSeconds(5))
                .resource("Vault", "vault", "AWS::Backup::BackupVault", "CREATE_COMPLETE")
                .statuses("CREATE_COMPLETE"));

        DescribeStackEventsResponse first = events("");
        queries.change(ROOT, "DELETE_IN_PROGRESS");
        DescribeStackEventsResponse second = events(first.nextToken());

        assertThat(first.stackEvents())
                .extracting(StackEvent::resourceStatusAsString, StackEvent::physicalResourceId)
                .containsExactly(tuple("CREATE_COMPLETE", ROOT), tuple("CREATE_COMPLETE", "vault"));
        assertThat(second.nextToken()).isNull();
        assertThat(second.stackEvents())
                .singleElement()
                .returns("AWS::CloudFormation::Stack", StackEvent::resourceType)
                .returns("CREATE_IN_PROGRESS", StackEvent::resourceStatusAsString)
                .returns(ROOT, StackEvent::stackId)
                .returns(START, StackEvent::timestamp);
        assertThat(describe(ROOT).stackStatusAsString()).isEqualTo("DELETE_IN_PROGRESS");
    }

    @Test
    void a_token_that_was_not_given_is_refused() {
        putRoot("CREATE_COMPLETE");

        assertThatThrownBy(() -> events("other")).hasMessageContaining("NextToken");
        assertThatThrownBy(() -> events("1")).hasMessageContaining("NextToken");
    }

    @Test
    void a_denied_operation_names_the_caller_the_action_and_the_stack() {
        putRoot("CREATE_COMPLETE");
        queries.deny(StackQueries.DESCRIBE_STACKS);

        assertThatThrownBy(() -> describe(ROOT))
                .isInstanceOfSatisfying(CloudFormationException.class, e -> assertThat(e.awsErrorDetails())
                        .returns("AccessDenied", details -> details.errorCode())
                        .returns(403, details -> details.sdkHttpResponse().statusCode()))
                .hasMessageContaining("User: arn:aws:sts::123456789012:assumed-role/local/session is not authorized to"
                        + " perform: cloudformation:DescribeStacks on resource: " + ROOT);
        assertThat(events("").stackEvents()).hasSize(1);
    }

    @Test
    void a_caller_needs_the_permission_on_the_stack() throws JsonProcessingException {
        putRoot("CREATE_COMPLETE");
        queries.put(ArrangedStack.withId(CHILD).statuses("CREATE_COMPLETE"));
        String policy =
                "{\"Statement\": [{\"Effect\": \"Allow\", \"Action\": \"cloudformation:DescribeStacks\", \"Resource\": \""
                        + ROOT + "\"}]}";
        queries.caller(new Identity(List.of(Policy.parse(new ObjectMapper().readTree(policy))), Optional.empty()));

        assertThat(describe("root").stackId()).isEqualTo(ROOT);
        assertThatThrownBy(() -> describe(CHILD)).hasMessageContaining("because no identity-based policy allows");
        assertThatThrownBy(() -> events("")).hasMessageContaining("cloudformation:DescribeStackEvents");
    }

    @Test
    void the_next_calls_are_throttled_and_counted() {
        putRoot("CREATE_COMPLETE");
        queries.throttle(2);

        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> describe(ROOT))
                    .isInstanceOfSatisfying(CloudFormationException.class, e -> assertThat(e.isThrottlingException())
                            .isTrue())
                    .hasMessageContaining("Rate exceeded");
        }
        describe(ROOT);
        events("");

        assertThat(queries.calls(StackQueries.DESCRIBE_STACKS))
                .extracting(StackQueries.Call::outcome)
                .containsExactly("Throttling", "Throttling", "");
        assertThat(queries.calls()).hasSize(4);
    }

    @Test
    void a_wrong_status_is_told_a_number_of_times() {
        putRoot("DELETE_IN_PROGRESS");
        queries.wrongStatus(1, ROOT, "ROLLBACK_IN_PROGRESS");

        assertThat(describe(ROOT).stackStatusAsString()).isEqualTo("ROLLBACK_IN_PROGRESS");
        assertThat(describe(ROOT).stackStatusAsString()).isEqualTo("DELETE_IN_PROGRESS");
        assertThat(events("").stackEvents()).hasSize(1);
    }

    @Test
    void a_stale_answer_is_that_of_an_earlier_time() {
        putRoot("CREATE_COMPLETE");
        clock.advance(Duration.ofSeconds(10));
        queries.change(ROOT, "DELETE_IN_PROGRESS");
        queries.stale(2, Duration.ofSeconds(5));

        assertThat(describe(ROOT).stackStatusAsString()).isEqualTo("CREATE_COMPLETE");
        assertThat(events("").stackEvents()).hasSize(1);
        assertThat(describe(ROOT).stackStatusAsString()).isEqualTo("DELETE_IN_PROGRESS");
    }

    @Test
    void a_forgotten_stack_does_not_exist() {
        putRoot("CREATE_COMPLETE");
        queries.hide(ROOT);

        assertThatThrownBy(() -> describe(ROOT))
                .isInstanceOfSatisfying(
                        CloudFormationException.class,
                        e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("ValidationError"))
                .hasMessageContaining("Stack with id " + ROOT + " does not exist");
        assertThatThrownBy(() -> events("")).hasMessageContaining("Stack [" + ROOT + "] does not exist");

        queries.reset();

        assertThat(describe(ROOT).stackId()).isEqualTo(ROOT);
    }

    @Test
    void an_arranged_stack_needs_a_status() {
        assertThatThrownBy(() -> queries.put(ArrangedStack.withId(ROOT))).hasMessageContaining("needs a status");
    }

    @Test
    void other_operations_are_unknown() {
        assertThatThrownBy(client::listStacks).hasMessageContaining("ListStacks");
    }

    @Test
    void one_transport_reaches_both_services() {
        putRoot("CREATE_COMPLETE");
        LocalAwsBackup backup = new LocalAwsBackup(clock, Account.example());
        backup.world().createVault("vault");
        ServiceRouter router = new ServiceRouter(
                InMemoryTransport.to(backup, Duration.ofSeconds(8), clock::advance), new InMemoryTransport(queries));

        assertThat(client(router).describeStacks().stacks()).hasSize(1);
        assertThat(BackupClient.builder()
                        .httpClient(router)
                        .region(Region.US_EAST_1)
                        .credentialsProvider(CREDENTIALS)
                        .build()
                        .listBackupVaults()
                        .backupVaultList())
                .hasSize(1);
    }
}
