package community.backup.local.cloudformation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import community.backup.local.clock.Agenda;
import community.backup.local.clock.MovableClock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Tests CloudFormation's options and operations beyond creating, changing and deleting a stack. */
class StackOptionsTest {
    private static final String REFUSED = "{'status':'FAILED','errorCode':'NotStabilized','message':'it is EXPIRED'}";

    private final Agenda agenda =
            new Agenda(MovableClock.startingAt(Instant.parse("2026-01-01T00:00:00Z")), Double.POSITIVE_INFINITY);
    private final FakeThings things = new FakeThings();
    private final List<String> events = new ArrayList<>();
    private final LocalCloudFormation cloudFormation = new LocalCloudFormation(
            agenda, List.of(things.type()), event -> events.add(event.logicalId() + " " + event.status()));

    @Test
    void without_rollback_a_failed_creation_stays_as_it_is_and_can_be_deleted() {
        things.answer("CREATE", "b", REFUSED);

        StackView stack = cloudFormation.deploy(failing(""), OnFailure.DO_NOTHING);

        assertThat(stack.status()).isEqualTo("CREATE_FAILED");
        assertThat(things.existing()).containsExactly("a|id-1");
        assertThat(cloudFormation.delete("stack").status()).isEqualTo("DELETE_COMPLETE");
        assertThat(things.requests("DELETE", "a").get(0).path("rollback").asBoolean())
                .isFalse();
    }

    @Test
    void on_failure_delete_deletes_the_stack() {
        things.answer("CREATE", "b", REFUSED);

        assertThat(cloudFormation.deploy(failing(""), OnFailure.DELETE).status())
                .isEqualTo("DELETE_COMPLETE");
        assertThat(things.existing()).isEmpty();
        assertThat(cloudFormation.describe("stack")).isEmpty();
    }

    @Test
    void retain_except_on_create_overrides_the_policy_retain_of_what_was_made() {
        things.answer("CREATE", "b", REFUSED, REFUSED);

        cloudFormation.deploy(failing("DeletionPolicy: Retain, "), OnFailure.ROLLBACK);
        assertThat(things.existing()).containsExactly("a|id-1");

        cloudFormation.delete("stack");
        cloudFormation.deploy(failing("DeletionPolicy: Retain, "), OnFailure.ROLLBACK_RETAIN_EXCEPT_ON_CREATE);
        assertThat(things.existing()).containsExactly("a|id-1");
    }

    @Test
    void a_deletion_by_force_lets_go_of_what_still_cannot_be_deleted() {
        cloudFormation.deploy(failing(""));
        assertThatThrownBy(() -> cloudFormation.forceDelete("stack")).hasMessageContaining("after a deletion");
        things.answer("DELETE", "b", REFUSED, REFUSED);
        cloudFormation.delete("stack");

        assertThat(cloudFormation.forceDelete("stack").status()).isEqualTo("DELETE_COMPLETE");
        assertThat(events).contains("B DELETE_SKIPPED", "A DELETE_COMPLETE");
        assertThat(things.existing()).containsExactly("b|id-2");
    }

    @Test
    void drift_is_what_the_template_gives_and_is_not_so() {
        cloudFormation.deploy(request(
                "stack",
                "  A: {Type: Test::Local::Thing, Properties: {Name: a, Size: 3, "
                        + "Secret: s}}\n  B: {Type: Test::Local::Thing, DependsOn: A, Properties: {Name: b}}\n"));
        assertThat(cloudFormation.detectDrift("stack"))
                .containsExactlyInAnyOrderEntriesOf(Map.of("A", Drift.IN_SYNC, "B", Drift.IN_SYNC));

        change("UPDATE", "{'Name':'a','Id':'id-1','Size':4}");
        change("DELETE", "{'Name':'b','Id':'id-2'}");
        assertThat(cloudFormation.detectDrift("stack"))
                .containsExactlyInAnyOrderEntriesOf(Map.of("A", Drift.MODIFIED, "B", Drift.DELETED));

        things.answer("READ", "a", "{'status':'FAILED','errorCode':'AccessDenied','message':'no'}");
        assertThat(cloudFormation.detectDrift("stack")).containsEntry("A", Drift.NOT_CHECKED);
    }

    @Test
    void what_a_stack_has_cannot_be_imported_into_another() {
        cloudFormation.deploy(failing(""));
        StackRequest other =
                request("other", "  A: {Type: Test::Local::Thing, DeletionPolicy: Retain, Properties: {Name: a}}\n");
        Map<String, Map<String, String>> identifiers = Map.of("A", Map.of("Name", "a", "Id", "id-1"));

        assertThatThrownBy(() -> cloudFormation.importResources(other, identifiers))
                .hasMessage("Resources [A] passed in ResourceToImport are already in a stack and cannot be imported.");

        cloudFormation.delete("stack", Set.of());
        change("CREATE", "{'Name':'a'}");
        assertThat(cloudFormation
                        .importResources(other, Map.of("A", Map.of("Name", "a", "Id", "id-3")))
                        .status())
                .isEqualTo("IMPORT_COMPLETE");
    }

    @Test
    void identifiers_that_are_taken_can_be_refused_to_new_resources() {
        cloudFormation.deploy(failing(""));
        cloudFormation.refuseTakenIdentifiers();
        things.answer("CREATE", "c", "{'status':'SUCCESS','resourceModel':{'Name':'b','Id':'id-2','Serial':2}}");

        StackView other =
                cloudFormation.deploy(request("other", "  C: {Type: Test::Local::Thing, Properties: {Name: c}}\n"));

        assertThat(other.status()).isEqualTo("ROLLBACK_COMPLETE");
        assertThat(events).contains("C CREATE_FAILED");
    }

    private void change(String action, String properties) {
        things.invoke((ObjectNode)
                FakeThings.json("{'action':'" + action + "','requestData':{'resourceProperties':" + properties + "}}"));
    }

    private static StackRequest failing(String policy) {
        return request("stack", "  A: {Type: Test::Local::Thing, " + policy + """
                Properties: {Name: a}}
                  B: {Type: Test::Local::Thing, DependsOn: A, Properties: {Name: b}}
                """);
    }

    private static StackRequest request(String stack, String resources) {
        return StackRequest.of(stack, "Resources:\n" + resources);
    }
}
