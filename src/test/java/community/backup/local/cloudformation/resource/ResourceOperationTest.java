package community.backup.local.cloudformation.resource;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import community.backup.local.awsbackup.Account;
import community.backup.local.clock.Agenda;
import community.backup.local.clock.MovableClock;
import community.backup.local.cloudformation.FakeThings;
import community.backup.local.cloudformation.resource.ResourceHandler.NoAnswerException;
import community.backup.local.cloudformation.resource.ResourceResult.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class ResourceOperationTest {
    private static final String DONE = "{'status':'SUCCESS','resourceModel':{'Name':'a','Id':'1'}}";
    private static final String WORKING = "{'status':'IN_PROGRESS','callbackDelaySeconds':30,"
            + "'callbackContext':{'n':1},'resourceModel':{'Name':'a','Id':'1','Secret':'s'}}";
    private static final String UNNAMED =
            "{'status':'IN_PROGRESS','callbackDelaySeconds':20,'resourceModel':{'Name':'a'}}";
    private static final String THROTTLED = "{'status':'FAILED','errorCode':'Throttling','message':'slow down'}";

    private final Agenda agenda =
            new Agenda(MovableClock.startingAt(Instant.parse("2026-01-01T00:00:00Z")), Double.POSITIVE_INFINITY);
    private final FakeThings things = new FakeThings();
    private final Instant start = agenda.now();
    private final List<String> identified = new ArrayList<>();

    @Test
    void the_handler_is_called_again_after_its_delay_with_its_model_and_context_and_the_same_token() {
        things.answer("CREATE", "a", WORKING, DONE);

        assertThat(run(Action.CREATE).succeeded()).isTrue();

        List<JsonNode> requests = things.requests("CREATE", "a");
        assertThat(requests).hasSize(2);
        assertThat(requests.get(0).has("callbackContext")).isFalse();
        assertThat(requests.get(1).path("callbackContext").toString()).isEqualTo("{\"n\":1}");
        assertThat(requests.get(1).at("/requestData/resourceProperties/Secret").asText())
                .isEqualTo("s");
        assertThat(requests.get(1).path("bearerToken"))
                .isEqualTo(requests.get(0).path("bearerToken"));
        assertThat(agenda.now()).isEqualTo(start.plusSeconds(30));
        assertThat(identified).containsExactly("a|1");
    }

    @Test
    void an_operation_ends_at_its_types_timeout() {
        things.answer("CREATE", "a", WORKING.replace("30", "1000"), WORKING.replace("30", "1000"));

        assertThat(run(Action.CREATE).reason()).isEqualTo("Resource timed out waiting for completion");
        assertThat(agenda.now()).isEqualTo(start.plus(Duration.ofMinutes(30)));
    }

    @Test
    void a_new_resource_has_sixty_seconds_to_tell_its_identifier() {
        things.answer("CREATE", "a", UNNAMED, UNNAMED, UNNAMED);

        assertThat(run(Action.CREATE).reason())
                .isEqualTo("Resource timed out waiting for creation of physical resource");
        assertThat(things.requests("CREATE", "a")).hasSize(3);
    }

    @Test
    void retriable_failures_are_tried_again_a_few_times() {
        things.answer("CREATE", "a", THROTTLED, THROTTLED, DONE);
        assertThat(run(Action.CREATE).succeeded()).isTrue();

        things.answer("CREATE", "a", THROTTLED, THROTTLED, THROTTLED, THROTTLED);
        assertThat(run(Action.CREATE).errorCode()).isEqualTo("Throttling");
    }

    @Test
    void a_failure_is_told_as_cloudformation_tells_it() {
        things.answer("DELETE", "a", "{'status':'FAILED','errorCode':'NotStabilized','message':'it is EXPIRED'}");

        assertThat(run(Action.DELETE).reason())
                .matches("Resource handler returned message: \"it is EXPIRED\" "
                        + "\\(RequestToken: [-0-9a-f]{36}, HandlerErrorCode: NotStabilized\\)");
    }

    @Test
    void breaking_the_handler_contract_fails_the_operation() {
        assertViolation(Action.DELETE, DONE, "SUCCESS of DELETE has a model");
        assertViolation(Action.DELETE, UNNAMED, "IN_PROGRESS lacks the primary identifier");
        assertViolation(Action.DELETE, WORKING.replace("'1'", "'2'"), "changed from a|1 to a|2");
        assertViolation(Action.READ, WORKING, "READ must end in one invocation");
        assertViolation(Action.CREATE, DONE.replace("'1'", "'1','Secret':'s'"), "write-only properties [Secret]");
        assertViolation(Action.CREATE, DONE.replace(",'Id':'1'", ""), "SUCCESS of CREATE lacks the primary identifier");
        assertViolation(Action.CREATE, "{'status':'FAILED'}", "FAILED lacks an error code");
        assertViolation(Action.CREATE, "{'oops':1}", "the answer is no progress event");
        assertViolation(Action.CREATE, WORKING.replace("30", "-1"), "negative delay");
    }

    @Test
    void a_handler_that_never_answers_is_given_up_after_three_tries() {
        List<ObjectNode> requests = new ArrayList<>();
        ResourceHandler withoutAnswer = request -> {
            requests.add(request);
            return CompletableFuture.failedFuture(new NoAnswerException("nobody there"));
        };

        ResourceResult result = run(Action.CREATE, withoutAnswer);

        assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(requests).hasSize(3);
    }

    private void assertViolation(Action action, String answer, String violation) {
        things.answer(action.name(), "a", answer);
        assertThat(run(action).reason())
                .startsWith("The handler broke CloudFormation's contract: ")
                .contains(violation);
    }

    private ResourceResult run(Action action) {
        return run(action, things);
    }

    private ResourceResult run(Action action, ResourceHandler handler) {
        ObjectNode properties =
                (ObjectNode) FakeThings.json(action == Action.CREATE ? "{'Name':'a'}" : "{'Name':'a','Id':'1'}");
        ResourceRequest request = new ResourceRequest(
                action,
                Account.example(),
                "arn:aws:cloudformation:us-east-1:123456789012:stack/s/1",
                "s",
                "A",
                properties,
                null,
                Map.of(),
                Map.of(),
                false,
                UUID.randomUUID(),
                "");
        ResourceOperation operation = new ResourceOperation(
                new ResourceType(things.type().schema(), handler), request, agenda, new AsyncOperation.Listener() {
                    @Override
                    public void identified(String physicalId) {
                        identified.add(physicalId);
                    }

                    @Override
                    public void progressed(String message) {}
                });
        List<ResourceResult> results = new ArrayList<>();
        operation.start(results::add);
        agenda.runUntil(() -> !results.isEmpty());
        return results.get(0);
    }
}
