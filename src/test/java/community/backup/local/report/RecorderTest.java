package community.backup.local.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import community.backup.local.awsbackup.Account;
import community.backup.local.awsbackup.Fault;
import community.backup.local.awsbackup.HttpCall;
import community.backup.local.awsbackup.LocalAwsBackup;
import community.backup.local.awsbackup.ProtectedResourceType;
import community.backup.local.clock.MovableClock;
import community.backup.local.cloudformation.StackEvent;
import community.backup.local.cloudformation.resource.ResourceHandler;
import community.backup.local.cloudformation.resource.ResourceHandler.NoAnswerException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class RecorderTest {
    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

    private final MovableClock clock = MovableClock.startingAt(START);
    private final LocalAwsBackup backup = new LocalAwsBackup(clock, Account.example());
    private final Recorder recorder = new Recorder(clock, backup);

    private static ObjectNode request(String logicalId, String action, String recoveryPointId) {
        ObjectNode request = JsonNodeFactory.instance
                .objectNode()
                .put("action", action)
                .put("bearerToken", "token of " + logicalId)
                .put("resourceType", "A::B::C")
                .put("stackId", "arn:aws:cloudformation:us-east-1:123456789012:stack/one/1");
        ObjectNode data = request.putObject("requestData").put("logicalResourceId", logicalId);
        data.putObject("callerCredentials").put("sessionToken", "local");
        data.putObject("resourceProperties").put("RecoveryPointId", recoveryPointId);
        return request;
    }

    /** Reads a vault with the credentials of a request, and advances the clock by a second. */
    private void describeVault(ObjectNode request, String vault) {
        String token = request.at("/requestData/callerCredentials/sessionToken").asText();
        backup.handle(new HttpCall(
                "GET",
                "/backup-vaults/" + vault,
                Map.of(),
                Map.of("x-amz-security-token", List.of(token)),
                new byte[0]));
        clock.advance(Duration.ofSeconds(1));
    }

    private static ObjectNode answer(String status, String message, int delay) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("status", status)
                .put("message", message)
                .put("callbackDelaySeconds", delay);
    }

    private List<ResourceHistory> resources() {
        List<StackHistory> stacks = recorder.recording("", List.of()).stacks();
        assertThat(stacks).extracting(StackHistory::name).containsExactly("one");
        return stacks.get(0).resources();
    }

    @Test
    void an_invocation_is_what_was_asked_what_was_answered_and_when() {
        ResourceHandler handler = request -> {
            describeVault(request, "v");
            return CompletableFuture.completedFuture(answer("IN_PROGRESS", "waiting", 30));
        };

        new RecordedHandler(handler, clock, recorder).invoke(request("Backup", "DELETE", ""));

        assertThat(resources()).singleElement().satisfies(resource -> {
            assertThat(resource.logicalId()).isEqualTo("Backup");
            assertThat(resource.type()).isEqualTo("A::B::C");
            assertThat(resource.invocations()).singleElement().satisfies(invocation -> {
                assertThat(invocation.action()).isEqualTo("DELETE");
                assertThat(invocation.token()).isEqualTo("token of Backup");
                assertThat(invocation.begin()).isEqualTo(START);
                assertThat(invocation.end()).isEqualTo(START.plusSeconds(1));
                assertThat(invocation.status()).isEqualTo("IN_PROGRESS");
                assertThat(invocation.message()).isEqualTo("waiting");
                assertThat(invocation.delaySeconds()).isEqualTo(30);
            });
        });
    }

    @Test
    void invocations_at_the_same_time_have_the_calls_that_they_made() {
        CompletableFuture<JsonNode> end = new CompletableFuture<>();
        ObjectNode first = request("First", "CREATE", "");
        ObjectNode second = request("Second", "CREATE", "");
        RecordedHandler handler = new RecordedHandler(request -> end, clock, recorder);
        handler.invoke(first);
        handler.invoke(second);

        describeVault(first, "of-first");
        describeVault(second, "of-second");
        describeVault(first, "of-first-again");
        end.complete(answer("SUCCESS", "", 0));

        assertThat(resources())
                .extracting(ResourceHistory::logicalId, resource -> resource.invocations().stream()
                        .flatMap(invocation -> invocation.calls().stream())
                        .map(BackupCall::subject)
                        .toList())
                .containsExactlyInAnyOrder(
                        tuple("First", List.of("of-first", "of-first-again")), tuple("Second", List.of("of-second")));
    }

    @Test
    void a_call_is_what_its_caller_was_told_of_it() {
        backup.world().createVault("v");
        ResourceHandler handler = request -> {
            describeVault(request, "v");
            describeVault(request, "none");
            backup.faults().inject(Fault.throttling()).times(1);
            describeVault(request, "v");
            backup.faults().inject(Fault.cutAfterEffect());
            describeVault(request, "v");
            return CompletableFuture.completedFuture(answer("SUCCESS", "", 0));
        };

        new RecordedHandler(handler, clock, recorder).invoke(request("Backup", "READ", ""));

        assertThat(resources().get(0).invocations().get(0).calls())
                .extracting(BackupCall::operation, BackupCall::time, BackupCall::answer, BackupCall::effect)
                .containsExactly(
                        tuple("DescribeBackupVault", START, "OK", true),
                        tuple("DescribeBackupVault", START.plusSeconds(1), "AccessDeniedException", false),
                        tuple("DescribeBackupVault", START.plusSeconds(2), "ThrottlingException", false),
                        tuple("DescribeBackupVault", START.plusSeconds(3), BackupCall.NO_ANSWER, true));
    }

    @Test
    void a_handler_that_does_not_answer_is_recorded_with_the_reason() {
        ResourceHandler handler = request -> CompletableFuture.failedFuture(new NoAnswerException("It is gone"));

        new RecordedHandler(handler, clock, recorder).invoke(request("Backup", "READ", ""));

        assertThat(resources().get(0).invocations())
                .extracting(HandlerInvocation::status, HandlerInvocation::note)
                .containsExactly(tuple(HandlerInvocation.NO_ANSWER, "It is gone"));
    }

    @Test
    void a_resource_has_the_true_statuses_of_its_recovery_point() {
        backup.world().createVault("v").deleteTakes(ProtectedResourceType.EFS, Duration.ofMinutes(3));
        String arn = backup.world().point("v", ProtectedResourceType.EFS).put();
        ResourceHandler handler = request -> CompletableFuture.completedFuture(answer("SUCCESS", "", 0));
        new RecordedHandler(handler, clock, recorder).invoke(request("Backup", "READ", arn));

        clock.advance(Duration.ofMinutes(1));
        backup.world().remove(arn);
        clock.advance(Duration.ofMinutes(5));
        backup.world().removeVault("v");

        assertThat(resources().get(0).points()).singleElement().satisfies(point -> {
            assertThat(point.arn()).isEqualTo(arn);
            assertThat(point.statuses().subList(1, 3))
                    .containsExactly(
                            new PointStatuses.Since(START.plusSeconds(60), "DELETING", ""),
                            new PointStatuses.Since(START.plusSeconds(240), "", ""));
            assertThat(point.statuses().get(0).status()).isEqualTo("COMPLETED");
        });
    }

    @Test
    void events_and_external_events_are_recorded_in_their_order() {
        StackEvent first = new StackEvent(START, "one", "one", "", "AWS::CloudFormation::Stack", "CREATE_COMPLETE", "");
        StackEvent second = new StackEvent(START, "two", "two", "", "AWS::CloudFormation::Stack", "CREATE_FAILED", "");
        recorder.happened(first);
        recorder.external("another actor", "does something");
        recorder.happened(second);

        Recording recording = recorder.recording("title", List.of());

        assertThat(recording.stacks())
                .containsExactly(
                        new StackHistory("one", List.of(), List.of(first)),
                        new StackHistory("two", List.of(), List.of(second)));
        assertThat(recording.externalEvents())
                .containsExactly(new ExternalEvent(START, "another actor", "does something"));
    }
}
