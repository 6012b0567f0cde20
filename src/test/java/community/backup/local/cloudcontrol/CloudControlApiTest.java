package community.backup.local.cloudcontrol;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import community.backup.local.awsbackup.HttpAnswer;
import community.backup.local.clock.Agenda;
import community.backup.local.clock.MovableClock;
import community.backup.local.cloudformation.FakeThings;
import community.backup.local.cloudformation.resource.ResourceSchema;
import community.backup.local.cloudformation.resource.ResourceType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CloudControlApiTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final String THING = "Test::Local::Thing";
    private static final String A = "a|id-1";
    private static final String WORKING = "{'status':'IN_PROGRESS','callbackDelaySeconds':60,'callbackContext':{'n':1},"
            + "'message':'on it','resourceModel':{'Name':'a','Id':'id-1'}}";
    private static final String DONE = "{'status':'SUCCESS','resourceModel':{'Name':'a','Id':'id-1','Size':2}}";

    private final Agenda agenda = new Agenda(MovableClock.startingAt(START), Double.POSITIVE_INFINITY);
    private final FakeThings things = new FakeThings();
    private final CloudControlApi api = new CloudControlApi(agenda, List.of(things.type(), childType(), awsType()));

    /** A type whose list handler needs a property, and that has no other handler. */
    private ResourceType childType() {
        return new ResourceType(
                new ResourceSchema(FakeThings.json("{'typeName':'Test::Local::Child',"
                        + "'handlers':{'list':{'handlerSchema':{'required':['Name']}}}}")),
                things);
    }

    private ResourceType awsType() {
        return new ResourceType(new ResourceSchema(FakeThings.json("{'typeName':'AWS::Test::Thing'}")), things);
    }

    /**
     * Sends a request. Returns the answer with the HTTP status.
     *
     * @param fields names and values in turn; JSON in a text can have single quotes
     */
    private JsonNode send(String operation, Object... fields) {
        ObjectNode body = JSON.createObjectNode();
        for (int i = 0; i < fields.length; i += 2) {
            Object value = fields[i + 1] instanceof String text ? text.replace('\'', '"') : fields[i + 1];
            body.set((String) fields[i], JSON.valueToTree(value));
        }
        CompletableFuture<HttpAnswer> answer =
                api.answer(CloudControlApi.TARGET + operation, body.toString()).toCompletableFuture();
        agenda.runUntil(answer::isDone);
        HttpAnswer http = answer.join();
        assertThat(http.headers()).containsEntry("Content-Type", "application/x-amz-json-1.0");
        return ((ObjectNode) read(http.text())).put("status", http.status());
    }

    private static JsonNode read(String json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String token(JsonNode answer) {
        assertThat(answer.at("/ProgressEvent/OperationStatus").asText())
                .as(answer.toString())
                .isEqualTo("IN_PROGRESS");
        return answer.at("/ProgressEvent/RequestToken").asText();
    }

    private String create(Object... more) {
        Object[] fields = new Object[more.length + 4];
        System.arraycopy(new Object[] {"TypeName", THING, "DesiredState", "{'Name':'a','Size':1}"}, 0, fields, 0, 4);
        System.arraycopy(more, 0, fields, 4, more.length);
        return token(send("CreateResource", fields));
    }

    private JsonNode update(String patch) {
        return send("UpdateResource", "TypeName", THING, "Identifier", A, "PatchDocument", patch);
    }

    private JsonNode delete(Object... more) {
        Object[] fields = new Object[more.length + 4];
        System.arraycopy(new Object[] {"TypeName", THING, "Identifier", A}, 0, fields, 0, 4);
        System.arraycopy(more, 0, fields, 4, more.length);
        return send("DeleteResource", fields);
    }

    private JsonNode get(String identifier) {
        return send("GetResource", "TypeName", THING, "Identifier", identifier);
    }

    private JsonNode status(String token) {
        return send("GetResourceRequestStatus", "RequestToken", token).path("ProgressEvent");
    }

    private JsonNode end(String token) {
        agenda.runUntil(() -> !status(token).path("OperationStatus").asText().endsWith("IN_PROGRESS"));
        return status(token);
    }

    private void assertRefused(JsonNode answer, String code, String message) {
        assertThat(answer.path("__type").asText()).as(answer.toString()).isEqualTo(code);
        assertThat(answer.path("Message").asText()).contains(message);
        assertThat(answer.path("status").asInt()).isEqualTo(400);
    }

    @Test
    void a_resource_is_created_by_requests_that_no_stack_makes() {
        JsonNode event = end(create());

        assertThat(event.path("OperationStatus").asText()).isEqualTo("SUCCESS");
        assertThat(event.path("Operation").asText()).isEqualTo("CREATE");
        assertThat(event.path("TypeName").asText()).isEqualTo(THING);
        assertThat(event.path("Identifier").asText()).isEqualTo(A);
        assertThat(event.path("EventTime").asLong()).isEqualTo(START.getEpochSecond());
        assertThat(read(event.path("ResourceModel").asText()).path("Serial").asInt())
                .isEqualTo(1);
        JsonNode request = things.requests("CREATE", "a").get(0);
        assertThat(request.has("stackId")).isFalse();
        assertThat(request.path("requestData").properties())
                .extracting(Map.Entry::getKey)
                .containsExactlyInAnyOrder("callerCredentials", "resourceProperties");
    }

    @Test
    void a_handler_that_takes_its_time_is_invoked_again_with_its_context() {
        things.answer("CREATE", "a", WORKING, DONE);
        String token = create();
        agenda.runUntil(() -> status(token).has("Identifier"));

        assertThat(status(token).path("OperationStatus").asText()).isEqualTo("IN_PROGRESS");
        assertThat(status(token).path("Identifier").asText()).isEqualTo(A);
        assertThat(status(token).path("StatusMessage").asText()).isEqualTo("on it");

        assertThat(end(token).path("OperationStatus").asText()).isEqualTo("SUCCESS");
        assertThat(agenda.now()).isEqualTo(START.plusSeconds(60));
        assertThat(things.requests("CREATE", "a")
                        .get(1)
                        .at("/callbackContext/n")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void a_failed_request_has_the_code_and_the_words_of_the_handler() {
        things.answer("CREATE", "a", "{'status':'FAILED','errorCode':'AlreadyExists','message':'it is there'}");

        JsonNode event = end(create());

        assertThat(event.path("OperationStatus").asText()).isEqualTo("FAILED");
        assertThat(event.path("ErrorCode").asText()).isEqualTo("AlreadyExists");
        assertThat(event.path("StatusMessage").asText()).isEqualTo("it is there");
    }

    @Test
    void a_request_whose_handler_breaks_its_contract_fails() {
        things.answer("CREATE", "a", "{'status':'SUCCESS'}");

        JsonNode event = end(create());

        assertThat(event.path("ErrorCode").asText()).isEqualTo("InternalFailure");
        assertThat(event.path("StatusMessage").asText()).contains("SUCCESS of CREATE lacks the primary identifier");
    }

    @Test
    void an_update_is_the_patch_of_what_is_read() {
        end(create());

        JsonNode event = end(token(update("[{'op':'replace','path':'/Size','value':2}]")));

        assertThat(event.path("OperationStatus").asText()).isEqualTo("SUCCESS");
        JsonNode data = things.requests("UPDATE", "a").get(0).path("requestData");
        assertThat(data.at("/resourceProperties/Size").asInt()).isEqualTo(2);
        assertThat(data.at("/previousResourceProperties/Size").asInt()).isEqualTo(1);
        assertThat(data.at("/resourceProperties/Id").asText()).isEqualTo("id-1");
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '`', textBlock = """
            [{'op':'replace','path':'/Name','value':'b'}]   ; NotUpdatableException ; createOnlyProperties [/properties/Name] cannot be updated
            [{'op':'replace','path':'/Serial','value':7}]   ; ValidationException   ; readOnlyProperties [/properties/Serial] cannot be updated
            [{'op':'replace','path':'/Secret','value':'x'}] ; ValidationException   ; writeOnlyProperties [/properties/Secret] can only be updated using 'add'
            [{'op':'add','path':'/Colour','value':'red'}]   ; ValidationException   ; the property Colour is not known
            [{'op':'remove','path':'/After'}]               ; ValidationException   ; nothing at /After
            """)
    void a_patch_that_is_not_valid_is_refused_and_no_handler_updates(String patch, String code, String message) {
        end(create());

        assertRefused(update(patch), code, message);
        assertThat(things.requests("UPDATE", "a")).isEmpty();
    }

    @Test
    void a_write_only_property_can_be_added() {
        end(create());

        end(token(update("[{'op':'add','path':'/Secret','value':'x'}]")));

        assertThat(things.requests("UPDATE", "a")
                        .get(0)
                        .at("/requestData/resourceProperties/Secret")
                        .asText())
                .isEqualTo("x");
    }

    @Test
    void a_deletion_gets_the_identifier_alone_and_a_second_one_finds_nothing() {
        end(create());

        assertThat(end(token(delete())).path("OperationStatus").asText()).isEqualTo("SUCCESS");
        assertThat(things.existing()).isEmpty();
        assertThat(things.requests("DELETE", "a")
                        .get(0)
                        .at("/requestData/resourceProperties")
                        .toString())
                .isEqualTo("{\"Name\":\"a\",\"Id\":\"id-1\"}");
        JsonNode second = end(token(delete()));
        assertThat(second.path("OperationStatus").asText()).isEqualTo("FAILED");
        assertThat(second.path("ErrorCode").asText()).isEqualTo("NotFound");
    }

    @Test
    void a_resource_is_read_by_its_identifier_as_text_or_as_json() {
        end(create());

        for (String identifier : List.of(A, "{'Name':'a','Id':'id-1'}")) {
            JsonNode found = get(identifier).path("ResourceDescription");
            assertThat(found.path("Identifier").asText()).isEqualTo(A);
            assertThat(read(found.path("Properties").asText()).path("Size").asInt())
                    .isEqualTo(1);
        }
        for (String identifier : List.of("a", "a|b|c", "{'Name':'a'}", "{'Name':'a','Id':'1','Size':1}")) {
            assertRefused(get(identifier), "ValidationException", "the primary identifier of " + THING + " is Name|Id");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "NotFound, ResourceNotFoundException, 400",
        "InvalidRequest, InvalidRequestException, 400",
        "GeneralServiceException, GeneralServiceException, 400",
        "AccessDenied, AccessDeniedException, 400",
        "InternalFailure, HandlerInternalFailureException, 500",
        "ServiceTimeout, HandlerFailureException, 500",
    })
    void a_read_that_fails_is_an_error_of_the_api(String handlerCode, String code, int status) {
        things.answer("READ", "a", "{'status':'FAILED','errorCode':'" + handlerCode + "','message':'no'}");

        JsonNode answer = get(A);

        assertThat(answer.path("__type").asText()).isEqualTo(code);
        assertThat(answer.path("Message").asText()).isEqualTo("no");
        assertThat(answer.path("status").asInt()).isEqualTo(status);
    }

    @Test
    void a_read_handler_that_breaks_its_contract_is_an_error_of_a_private_type() {
        things.answer("READ", "a", "{'oops':1}");

        assertRefused(get(A), "PrivateTypeException", "the answer is no progress event");
    }

    @Test
    void resources_are_listed_page_by_page() {
        end(create());
        things.answer("LIST", "", "{'status':'SUCCESS','resourceModels':[{'Name':'z','Id':'1'}],'nextToken':'more'}");

        JsonNode first = send("ListResources", "TypeName", THING);
        JsonNode second = send("ListResources", "TypeName", THING, "NextToken", "more");

        assertThat(first.path("NextToken").asText()).isEqualTo("more");
        assertThat(first.at("/ResourceDescriptions/0/Identifier").asText()).isEqualTo("z|1");
        assertThat(second.has("NextToken")).isFalse();
        assertThat(second.at("/ResourceDescriptions/0/Identifier").asText()).isEqualTo(A);
        assertThat(things.requests("LIST", "").get(1).path("nextToken").asText())
                .isEqualTo("more");
    }

    @Test
    void a_list_handler_gets_the_properties_that_it_needs() {
        assertRefused(
                send("ListResources", "TypeName", "Test::Local::Child"),
                "InvalidRequestException",
                "Missing or invalid ResourceModel property in Test::Local::Child");

        send("ListResources", "TypeName", "Test::Local::Child", "ResourceModel", "{'Name':'a'}");

        assertThat(things.requests("LIST", "a")).hasSize(1);
    }

    @Test
    void a_request_that_is_repeated_with_its_token_is_not_carried_out_twice() {
        String first = create("ClientToken", "t-1");

        assertThat(create("ClientToken", "t-1")).isEqualTo(first);
        end(first);
        assertThat(things.existing()).hasSize(1);
        assertRefused(delete("ClientToken", "t-1"), "ClientTokenConflictException", "t-1");
    }

    @Test
    void a_client_token_is_forgotten_after_36_hours_and_a_request_after_seven_days() {
        String first = create("ClientToken", "t-1");
        end(first);

        wait(Duration.ofHours(37));
        assertThat(create("ClientToken", "t-1")).isNotEqualTo(first);
        assertThat(end(first).path("OperationStatus").asText()).isEqualTo("SUCCESS");

        wait(Duration.ofDays(6));
        assertRefused(send("GetResourceRequestStatus", "RequestToken", first), "RequestTokenNotFoundException", first);
    }

    private void wait(Duration time) {
        boolean[] over = {false};
        agenda.at(agenda.now().plus(time), () -> over[0] = true);
        agenda.runUntil(() -> over[0]);
    }

    @Test
    void a_request_that_was_refused_can_be_repeated_with_its_token() {
        Object[] fields = {
            "TypeName",
            THING,
            "Identifier",
            A,
            "ClientToken",
            "t",
            "PatchDocument",
            "[{'op':'replace','path':'/Size','value':2}]"
        };
        assertRefused(send("UpdateResource", fields), "ResourceNotFoundException", "no such thing");
        end(create());

        assertThat(end(token(send("UpdateResource", fields)))
                        .path("OperationStatus")
                        .asText())
                .isEqualTo("SUCCESS");
    }

    @Test
    void one_request_at_a_time_works_on_a_resource() {
        end(create());
        things.answer("DELETE", "a", WORKING);
        String deletion = token(delete());

        assertRefused(delete(), "ConcurrentOperationException", deletion);
        assertRefused(update("[{'op':'replace','path':'/Size','value':2}]"), "ConcurrentOperationException", deletion);
        end(deletion);

        assertThat(end(token(delete())).path("ErrorCode").asText()).isEqualTo("NotFound");
    }

    @Test
    void a_request_under_way_can_be_cancelled_and_nothing_is_rolled_back() {
        things.answer("CREATE", "a", WORKING);
        String token = create();
        agenda.runUntil(() -> status(token).has("Identifier"));

        JsonNode event = send("CancelResourceRequest", "RequestToken", token).path("ProgressEvent");

        assertThat(event.path("OperationStatus").asText()).isEqualTo("CANCEL_COMPLETE");
        assertThat(things.log()).containsExactly("CREATE a");
        assertRefused(
                send("CancelResourceRequest", "RequestToken", token),
                "ValidationException",
                "has ended with CANCEL_COMPLETE");
    }

    @Test
    void requests_are_listed_by_operation_and_status() {
        end(create());
        String deletion = token(delete());

        assertThat(tokens()).hasSize(2);
        assertThat(tokens("Operations", List.of("DELETE"))).containsExactly(deletion);
        assertThat(tokens("OperationStatuses", List.of("IN_PROGRESS"))).containsExactly(deletion);
        assertThat(tokens("Operations", List.of("CREATE"), "OperationStatuses", List.of("FAILED")))
                .isEmpty();
    }

    private List<String> tokens(Object... filter) {
        ObjectNode wanted = JSON.createObjectNode();
        for (int i = 0; i < filter.length; i += 2) {
            wanted.set((String) filter[i], JSON.valueToTree(filter[i + 1]));
        }
        return send("ListResourceRequests", "ResourceRequestStatusFilter", wanted)
                .path("ResourceRequestStatusSummaries")
                .findValuesAsText("RequestToken");
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '`', textBlock = """
            CreateResource           ; TypeName     ; ValidationException           ; DesiredState: it is missing
            CreateResource           ; DesiredState ; ValidationException           ; TypeName: it is missing
            GetResourceRequestStatus ; RequestToken ; RequestTokenNotFoundException ; Test::Local::Thing
            NoSuchOperation          ; TypeName     ; UnknownOperationException     ; does not know NoSuchOperation, only CancelResourceRequest
            """)
    void what_is_missing_or_unknown_is_named(String operation, String parameter, String code, String message) {
        assertRefused(send(operation, parameter, THING), code, message);
    }

    @ParameterizedTest
    @CsvSource({"TypeVersionId, 00000001", "RoleArn, arn:aws:iam::123456789012:role/deploy", "Colour, red"})
    void a_parameter_that_would_be_ignored_is_refused_by_name(String parameter, String value) {
        assertRefused(
                delete(parameter, value),
                "ValidationException",
                parameter + ": the local Cloud Control does not support this parameter of DeleteResource.");
        assertThat(things.log()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "Test::Local::None, TypeNotFoundException, Test::Local::None cannot be found",
        "AWS::Test::Thing, UnsupportedActionException, serves no types of AWS",
        "Test::Local::Child, UnsupportedActionException, does not support CREATE",
    })
    void a_type_that_cannot_do_it_is_refused(String type, String code, String message) {
        assertRefused(send("CreateResource", "TypeName", type, "DesiredState", "{}"), code, message);
    }

    @Test
    void a_desired_state_that_is_not_valid_is_refused_with_the_properties() {
        assertRefused(
                send("CreateResource", "TypeName", THING, "DesiredState", "{'Id':'1','Colour':'red'}"),
                "ValidationException",
                "Model validation failed (the property Id is read-only; the property Colour is not known to "
                        + "Test::Local::Thing; the property Name is required)");
        assertRefused(
                send("CreateResource", "TypeName", THING, "DesiredState", "Name: a"),
                "ValidationException",
                "DesiredState is no JSON");
    }
}
