package community.backup.local.cloudformation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import community.backup.local.clock.Agenda;
import community.backup.local.clock.MovableClock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LocalCloudFormationTest {
    private static final String STILL_MAKING =
            "{'status':'IN_PROGRESS','callbackDelaySeconds':60,'resourceModel':{'Name':'NAME','Id':'id-9'},"
                    + "'callbackContext':{'step':1}}";
    private static final String STILL_DELETING =
            "{'status':'IN_PROGRESS','callbackDelaySeconds':60,'resourceModel':{'Name':'NAME','Id':'ID'}}";
    private static final String REFUSED = "{'status':'FAILED','errorCode':'NotStabilized','message':'it is EXPIRED'}";

    private final Agenda agenda =
            new Agenda(MovableClock.startingAt(Instant.parse("2026-01-01T00:00:00Z")), Double.POSITIVE_INFINITY);
    private final FakeThings things = new FakeThings();
    private final List<String> events = new ArrayList<>();
    private final LocalCloudFormation cloudFormation = new LocalCloudFormation(
            agenda,
            List.of(things.type()),
            event -> events.add(event.logicalId() + " " + event.status()
                    + (event.reason().isEmpty() ? "" : ": " + event.reason())));

    @Test
    void a_new_stack_shows_cloudformations_events_and_outputs() {
        StackView stack = deploy("""
                Resources:
                  A: {Type: Test::Local::Thing, Properties: {Name: a}}
                Outputs:
                  Ref: {Value: !Ref A}
                  Serial: {Value: !GetAtt A.Serial}
                """);

        assertThat(stack.status()).isEqualTo("CREATE_COMPLETE");
        assertThat(stack.output("Ref")).isEqualTo("a|id-1");
        assertThat(stack.output("Serial")).isEqualTo("1");
        assertThat(events)
                .containsExactly(
                        "stack CREATE_IN_PROGRESS: User Initiated",
                        "A CREATE_IN_PROGRESS",
                        "A CREATE_IN_PROGRESS: Resource creation Initiated",
                        "A CREATE_COMPLETE",
                        "stack CREATE_COMPLETE");
    }

    @Test
    void a_resource_is_made_after_those_that_it_names_and_deleted_before_them() {
        deploy(chain());
        cloudFormation.delete("stack");

        assertThat(things.log().stream().filter(request -> !request.startsWith("READ")))
                .containsExactly("CREATE a", "CREATE b", "CREATE c", "DELETE c", "DELETE b", "DELETE a");
        assertThat(things.requests("CREATE", "b")
                        .get(0)
                        .at("/requestData/resourceProperties/After")
                        .asText())
                .isEqualTo("id-1");
        assertThat(cloudFormation.describe("stack")).isEmpty();
    }

    @Test
    void what_does_not_depend_on_each_other_is_deleted_at_once() {
        deploy(two());
        things.answer("DELETE", "a", STILL_DELETING.replace("NAME", "a").replace("ID", idOf("a")));
        things.answer("DELETE", "b", STILL_DELETING.replace("NAME", "b").replace("ID", idOf("b")));
        Instant start = agenda.now();

        cloudFormation.delete("stack");

        assertThat(agenda.now()).isEqualTo(start.plusSeconds(60));
        assertThat(things.existing()).isEmpty();
    }

    @Test
    void a_failed_creation_cancels_the_others_and_deletes_what_was_made() {
        things.answer("CREATE", "a", STILL_MAKING.replace("NAME", "a"));
        things.answer("CREATE", "b", REFUSED);

        StackView stack = deploy(two());

        assertThat(stack.status()).isEqualTo("ROLLBACK_COMPLETE");
        assertThat(events)
                .contains(
                        "A CREATE_FAILED: Resource creation cancelled",
                        "stack ROLLBACK_IN_PROGRESS: The following resource(s) failed to create: [A, B]. "
                                + "Rollback requested by user.",
                        "A DELETE_COMPLETE",
                        "B DELETE_COMPLETE")
                .anyMatch(event -> event.startsWith(
                        "B CREATE_FAILED: Resource handler returned message: " + "\"it is EXPIRED\" (RequestToken: "));
        // The delete request has the model that the handler returned last, and is marked as a rollback.
        JsonNode deletion = things.requests("DELETE", "a").get(0);
        assertThat(deletion.at("/requestData/resourceProperties/Id").asText()).isEqualTo("id-9");
        assertThat(deletion.path("rollback").asBoolean()).isTrue();
        // A resource that never had an identifier is not deleted.
        assertThat(things.requests("DELETE", "b")).isEmpty();
    }

    @Test
    void a_rollback_leaves_alone_what_existed_before() {
        things.answer(
                "CREATE",
                "a",
                "{'status':'FAILED','errorCode':'AlreadyExists','message':'x','resourceModel':{'Name':'a','Id':'1'}}");

        assertThat(deploy(chain()).status()).isEqualTo("ROLLBACK_COMPLETE");
        assertThat(things.log()).noneMatch(request -> request.startsWith("DELETE"));
    }

    @Test
    void a_failed_deletion_says_why_and_a_second_one_finishes() {
        deploy(chain());
        things.answer("DELETE", "b", REFUSED);

        StackView failed = cloudFormation.delete("stack");
        assertThat(failed.status()).isEqualTo("DELETE_FAILED");
        assertThat(failed.reason()).isEqualTo("The following resource(s) failed to delete: [B]. ");
        assertThat(failed.physicalIds().keySet()).containsExactly("A", "B");
        assertThat(things.log()).doesNotContain("DELETE a");

        assertThat(cloudFormation.delete("stack").status()).isEqualTo("DELETE_COMPLETE");
        assertThat(things.existing()).isEmpty();
    }

    @Test
    void after_a_failed_deletion_a_resource_can_be_let_go_of() {
        deploy(chain());
        assertThatThrownBy(() -> cloudFormation.delete("stack", Set.of("B"))).hasMessageContaining("failed");
        things.answer("DELETE", "b", REFUSED);
        cloudFormation.delete("stack");

        assertThat(cloudFormation.delete("stack", Set.of("B")).status()).isEqualTo("DELETE_COMPLETE");
        assertThat(events).contains("B DELETE_SKIPPED");
        assertThat(things.existing()).containsExactly("b|id-2");
    }

    @Test
    void what_is_gone_already_counts_as_deleted() {
        deploy(chain());
        things.answer("DELETE", "c", "{'status':'FAILED','errorCode':'NotFound','message':'gone'}");

        assertThat(cloudFormation.delete("stack").status()).isEqualTo("DELETE_COMPLETE");
    }

    @Test
    void a_resource_with_deletion_policy_retain_stays() {
        deploy("Resources: {A: {Type: Test::Local::Thing, DeletionPolicy: Retain, Properties: {Name: a}}}");

        assertThat(cloudFormation.delete("stack").status()).isEqualTo("DELETE_COMPLETE");
        assertThat(events).contains("A DELETE_SKIPPED");
        assertThat(things.existing()).containsExactly("a|id-1");
    }

    @Test
    void an_update_changes_what_differs_and_nothing_else() {
        deploy(sized("a", 1));

        StackView stack = deploy(sized("a", 2));

        assertThat(stack.status()).isEqualTo("UPDATE_COMPLETE");
        JsonNode update = things.requests("UPDATE", "a").get(0);
        assertThat(update.at("/requestData/resourceProperties").toString())
                .isEqualTo("{\"Name\":\"a\",\"Size\":2,\"Id\":\"id-1\"}");
        assertThat(update.at("/requestData/previousResourceProperties/Size").asInt())
                .isEqualTo(1);
        assertThatThrownBy(() -> deploy(sized("a", 2))).hasMessage("No updates are to be performed.");
    }

    @Test
    void new_stack_tags_reach_the_resources() {
        deploy(sized("a", 1));

        cloudFormation.deploy(new StackRequest("stack", sized("a", 1), Map.of(), Map.of("team", "x")));

        JsonNode update = things.requests("UPDATE", "a").get(0);
        assertThat(update.at("/requestData/stackTags/team").asText()).isEqualTo("x");
        assertThat(update.at("/requestData/previousStackTags").isEmpty()).isTrue();
    }

    @Test
    void a_create_only_change_makes_the_new_resource_before_the_old_one_goes() {
        deploy(sized("a", 1));
        events.clear();

        StackView stack = deploy(sized("b", 1));

        assertThat(stack.physicalIds()).containsEntry("A", "b|id-2");
        assertThat(events)
                .containsExactly(
                        "stack UPDATE_IN_PROGRESS: User Initiated",
                        "A UPDATE_IN_PROGRESS: Requested update requires the creation of a new physical resource; "
                                + "hence creating one.",
                        "A UPDATE_IN_PROGRESS: Resource creation Initiated",
                        "A UPDATE_COMPLETE",
                        "stack UPDATE_COMPLETE_CLEANUP_IN_PROGRESS",
                        "A DELETE_IN_PROGRESS",
                        "A DELETE_COMPLETE",
                        "stack UPDATE_COMPLETE");
        assertThat(things.existing()).containsExactly("b|id-2");
    }

    @Test
    void what_cannot_be_cleaned_up_is_dropped_after_three_tries() {
        deploy(sized("a", 1));
        things.answer("DELETE", "a", REFUSED, REFUSED, REFUSED);

        StackView stack = deploy(sized("b", 1));

        assertThat(stack.status()).isEqualTo("UPDATE_COMPLETE");
        assertThat(stack.reason()).isEqualTo("Update successful. One or more resources could not be deleted.");
        assertThat(things.requests("DELETE", "a")).hasSize(3);
        assertThat(things.existing()).containsExactly("a|id-1", "b|id-2");
    }

    @Test
    void what_is_no_longer_in_the_template_goes_after_the_update() {
        deploy(two());

        deploy("Resources: {A: {Type: Test::Local::Thing, Properties: {Name: a}}}");

        assertThat(things.existing()).hasSize(1).first().asString().startsWith("a|");
    }

    @Test
    void a_failed_update_goes_back_to_what_was() {
        deploy(sized("a", 1) + "  B: {Type: Test::Local::Thing, DependsOn: A, Properties: {Name: b}}\n");
        things.answer("CREATE", "c", REFUSED);

        StackView stack = deploy(sized("a", 2) + """
                  B: {Type: Test::Local::Thing, DependsOn: A, Properties: {Name: d}}
                  C: {Type: Test::Local::Thing, DependsOn: B, Properties: {Name: c}}
                """);

        assertThat(stack.status()).isEqualTo("UPDATE_ROLLBACK_COMPLETE");
        assertThat(stack.physicalIds()).containsEntry("B", "b|id-2").doesNotContainKey("C");
        assertThat(things.existing()).containsExactly("a|id-1", "b|id-2");
        JsonNode rollback = things.requests("UPDATE", "a").get(1);
        assertThat(rollback.at("/requestData/resourceProperties/Size").asInt()).isEqualTo(1);
        assertThat(rollback.path("rollback").asBoolean()).isTrue();
    }

    @Test
    void an_import_reads_what_exists_and_the_stack_owns_it_then() {
        deploy(sized("b", 1));
        things.invoke((ObjectNode)
                FakeThings.json("{'action':'CREATE','requestData':{'resourceProperties':{'Name':'old'}}}"));
        String template =
                sized("b", 1) + "  Old: {Type: Test::Local::Thing, DeletionPolicy: Delete, Properties: {Name: old}}\n";

        StackView stack = cloudFormation.importResources(
                StackRequest.of("stack", template), Map.of("Old", Map.of("Name", "old", "Id", "id-2")));

        assertThat(stack.status()).isEqualTo("IMPORT_COMPLETE");
        assertThat(stack.physicalIds()).containsEntry("Old", "old|id-2");
        cloudFormation.delete("stack");
        assertThat(things.existing()).isEmpty();
    }

    @Test
    void an_import_of_what_does_not_exist_is_taken_back() {
        String template = "Resources: {A: {Type: Test::Local::Thing, DeletionPolicy: Retain, Properties: {Name: a}}}";

        StackView stack = cloudFormation.importResources(
                StackRequest.of("stack", template), Map.of("A", Map.of("Name", "a", "Id", "none")));

        assertThat(stack.status()).isEqualTo("IMPORT_ROLLBACK_COMPLETE");
        assertThat(stack.physicalIds()).isEmpty();
    }

    @Test
    void an_import_asks_for_a_deletion_policy_and_the_whole_identifier() {
        StackRequest plain = StackRequest.of("s", "Resources: {A: {Type: Test::Local::Thing, Properties: {Name: a}}}");
        StackRequest kept = StackRequest.of(
                "s", "Resources: {A: {Type: Test::Local::Thing, DeletionPolicy: Retain, Properties: {Name: a}}}");

        assertThatThrownBy(() -> cloudFormation.importResources(plain, Map.of("A", Map.of("Name", "a", "Id", "1"))))
                .hasMessage("Template error: Resources.A needs a DeletionPolicy to be imported.");
        assertThatThrownBy(() -> cloudFormation.importResources(kept, Map.of("A", Map.of("Name", "a"))))
                .hasMessage("Template error: A is imported by [Id, Name], and was given [Name].");
        assertThatThrownBy(() -> cloudFormation.importResources(kept, Map.of())).hasMessageContaining("adds [A]");
    }

    @Test
    void a_template_that_does_not_fit_the_types_is_refused_before_anything_is_made() {
        assertThatThrownBy(() -> deploy("Resources: {A: {Type: AWS::S3::Bucket}}"))
                .hasMessageStartingWith("Template format error: Unrecognized resource types: [AWS::S3::Bucket]");
        assertThatThrownBy(() -> deploy("Resources: {A: {Type: Test::Local::Thing, Properties: {Id: 1, Colour: x}}}"))
                .hasMessage(
                        "Template error: Resources.A: the property Id is read-only; the property Colour is not known "
                                + "to Test::Local::Thing; the property Name is required.");
        assertThatThrownBy(() -> deploy("""
                        Resources:
                          A: {Type: Test::Local::Thing, Properties: {Name: a}}
                          B: {Type: Test::Local::Thing, Properties: {Name: !GetAtt A.Colour}}
                        """))
                .hasMessage("Template error: resource A does not support attribute type Colour in Fn::GetAtt");
        assertThat(events).isEmpty();
    }

    @Test
    void an_output_of_an_attribute_that_a_resource_does_not_have_is_an_error_that_names_it() {
        assertThatThrownBy(() -> deploy("""
                        Resources:
                          A: {Type: Test::Local::Thing, Properties: {Name: a}}
                        Outputs:
                          Colour: {Value: !Sub 'It is ${A.Colour}.'}
                        """))
                .hasMessage("Template error: resource A does not support attribute type Colour in Fn::GetAtt");
        things.answer("READ", "a", "{'status':'SUCCESS','resourceModel':{'Name':'a','Id':'id-1'}}");

        StackView stack = deploy("""
                Resources:
                  A: {Type: Test::Local::Thing, Properties: {Name: a}}
                Outputs:
                  Serial: {Value: !GetAtt A.Serial}
                """);

        assertThat(stack.status()).isEqualTo("ROLLBACK_COMPLETE");
        assertThat(events)
                .contains(
                        "stack ROLLBACK_IN_PROGRESS: Attribute 'Serial' of A does not exist. Rollback requested by user.");
    }

    @Test
    void an_output_that_is_no_string_is_an_error_that_names_it() {
        deploy("""
                Parameters:
                  Names: {Type: CommaDelimitedList, Default: 'a,b'}
                Resources:
                  A: {Type: Test::Local::Thing, Properties: {Name: a}}
                Outputs:
                  All: {Value: !Ref Names}
                """);

        assertThat(events)
                .contains("stack ROLLBACK_IN_PROGRESS: Template error: Outputs.All must be a string, and its value is"
                        + " [\"a\",\"b\"]. Rollback requested by user.");
    }

    private StackView deploy(String template) {
        return cloudFormation.deploy(StackRequest.of("stack", template));
    }

    private String idOf(String name) {
        return things.existing().stream()
                .filter(id -> id.startsWith(name + "|"))
                .findFirst()
                .orElseThrow()
                .substring(2);
    }

    private static String two() {
        return """
                Resources:
                  A: {Type: Test::Local::Thing, Properties: {Name: a}}
                  B: {Type: Test::Local::Thing, Properties: {Name: b}}
                """;
    }

    private static String chain() {
        return """
                Resources:
                  C: {Type: Test::Local::Thing, DependsOn: B, Properties: {Name: c}}
                  B: {Type: Test::Local::Thing, Properties: {Name: b, After: !GetAtt A.Id}}
                  A: {Type: Test::Local::Thing, Properties: {Name: a}}
                """;
    }

    private static String sized(String name, int size) {
        return """
                Resources:
                  A: {Type: Test::Local::Thing, Properties: {Name: %s, Size: "%d"}}
                """.formatted(name, size);
    }
}
