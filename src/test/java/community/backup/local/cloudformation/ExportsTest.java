package community.backup.local.cloudformation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Tests values that one stack exports and another stack imports. */
class ExportsTest {
    private static final String EXPORTER = """
            Parameters:
              Kept: {Type: String, Default: a}
            Resources:
              A: {Type: Test::Local::Thing, Properties: {Name: !Ref Kept}}
            Outputs:
              Id: {Value: !GetAtt A.Id, Export: {Name: !Sub '${AWS::StackName}-id'}}
            """;
    private static final String IMPORTER = """
            Parameters:
              From: {Type: String, Default: role}
            Resources:
              B: {Type: Test::Local::Thing, Properties: {Name: b, After: {'Fn::ImportValue': !Sub '${From}-id'}}}
            """;

    private final FakeThings things = new FakeThings();
    private final List<String> events = new ArrayList<>();
    private final LocalCloudFormation cloudFormation = things.cloudFormation(
            event -> events.add(event.logicalId() + " " + event.status() + ": " + event.reason()));

    @Test
    void a_stack_gets_what_another_exports() {
        deploy("role", EXPORTER);

        assertThat(deploy("user", IMPORTER).status()).isEqualTo("CREATE_COMPLETE");
        assertThat(things.requests("CREATE", "b")
                        .get(0)
                        .at("/requestData/resourceProperties/After")
                        .asText())
                .isEqualTo("id-1");
    }

    @Test
    void a_stack_whose_exports_are_in_use_is_not_deleted_and_says_who_uses_them() {
        deploy("role", EXPORTER);
        deploy("user", IMPORTER);
        events.clear();

        StackView refused = cloudFormation.delete("role");

        assertThat(refused.status()).isEqualTo("CREATE_COMPLETE");
        assertThat(events)
                .containsExactly(
                        "role CREATE_COMPLETE: Delete canceled. Cannot delete export role-id as it is in use by user.");
        assertThat(things.existing()).containsExactly("a|id-1", "b|id-2");

        cloudFormation.delete("user");
        assertThat(cloudFormation.delete("role").status()).isEqualTo("DELETE_COMPLETE");
    }

    @Test
    void an_export_in_use_can_be_neither_changed_nor_taken_away() {
        deploy("role", EXPORTER);
        deploy("user", IMPORTER);

        StackView changed =
                cloudFormation.deploy(new StackRequest("role", EXPORTER, Map.of("Kept", "other"), Map.of()));
        StackView without =
                deploy("role", EXPORTER.replaceAll("(?s)Outputs:.*", "").replace("Kept}", "Kept, Size: 2}"));

        assertThat(List.of(changed.status(), without.status()))
                .containsExactly("UPDATE_ROLLBACK_COMPLETE", "UPDATE_ROLLBACK_COMPLETE");
        assertThat(events)
                .contains(
                        "role UPDATE_ROLLBACK_IN_PROGRESS: Cannot update export role-id as it is in use by user.",
                        "role UPDATE_ROLLBACK_IN_PROGRESS: Delete canceled. Cannot delete export role-id as it is in "
                                + "use by user.");
        assertThat(things.existing()).containsExactly("a|id-1", "b|id-2");
    }

    @Test
    void an_export_that_nobody_uses_any_more_can_be_changed() {
        deploy("role", EXPORTER);
        deploy("user", IMPORTER);
        deploy("user", "Resources: {B: {Type: Test::Local::Thing, Properties: {Name: b}}}");

        StackView changed =
                cloudFormation.deploy(new StackRequest("role", EXPORTER, Map.of("Kept", "other"), Map.of()));

        assertThat(changed.status()).isEqualTo("UPDATE_COMPLETE");
    }

    @Test
    void what_nobody_exports_fails_the_stack_before_anything_is_made() {
        StackView stack = deploy("user", IMPORTER);

        assertThat(stack.status()).isEqualTo("ROLLBACK_COMPLETE");
        assertThat(events)
                .contains("user ROLLBACK_IN_PROGRESS: No export named role-id found. Rollback requested by user.");
        assertThat(things.log()).isEmpty();
    }

    @Test
    void an_update_that_imports_what_nobody_exports_is_taken_back() {
        deploy("role", EXPORTER);
        deploy("user", IMPORTER);

        StackView stack = cloudFormation.deploy(new StackRequest("user", IMPORTER, Map.of("From", "no"), Map.of()));

        assertThat(stack.status()).isEqualTo("UPDATE_ROLLBACK_COMPLETE");
        assertThat(events).contains("user UPDATE_ROLLBACK_IN_PROGRESS: No export named no-id found.");
        assertThat(things.requests("UPDATE", "b")).isEmpty();
    }

    @Test
    void a_name_is_exported_once() {
        String named = EXPORTER.replace("!Sub '${AWS::StackName}-id'", "the-id");
        deploy("role", named);

        StackView second = deploy("second", named.replace("Default: a", "Default: b"));

        assertThat(second.status()).isEqualTo("ROLLBACK_COMPLETE");
        assertThat(events)
                .contains("second ROLLBACK_IN_PROGRESS: Export with name the-id is already exported by stack role. "
                        + "Rollback requested by user.");
        assertThat(things.existing()).containsExactly("a|id-1");
    }

    @Test
    void names_of_exports_are_known_before_there_are_resources() {
        assertThatThrownBy(() -> deploy("role", EXPORTER.replace("!Sub '${AWS::StackName}-id'", "!Ref A")))
                .hasMessage("Template error: the name of an export cannot depend on a resource, and one depends on A.");
        assertThatThrownBy(() -> deploy("user", IMPORTER.replace("!Sub '${From}-id'", "!Ref C") + """
                          C: {Type: Test::Local::Thing, Properties: {Name: c}}
                        """))
                .hasMessageContaining("one depends on C");
        assertThatThrownBy(() -> deploy("role", EXPORTER.replace("Name: !Sub", "Names: !Sub")))
                .hasMessage("Template error: Outputs.Id.Export needs a Name and nothing else.");
    }

    private StackView deploy(String stack, String template) {
        return cloudFormation.deploy(StackRequest.of(stack, template));
    }
}
