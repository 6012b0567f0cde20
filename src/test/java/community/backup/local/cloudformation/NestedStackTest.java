package community.backup.local.cloudformation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Stacks in stacks. */
class NestedStackTest {
    private static final String REFUSED = "{'status':'FAILED','errorCode':'NotStabilized','message':'it is EXPIRED'}";
    private static final String PARENT = """
            Resources:
              Outer: {Type: Test::Local::Thing, Properties: {Name: outer}}
              Inner:
                Type: AWS::CloudFormation::Stack
                Properties:
                  TemplateURL: parts/child.yaml
                  Parameters: {After: !GetAtt Outer.Id}
            Outputs:
              Inner: {Value: !GetAtt Inner.Outputs.Id}
            """;
    private static final String CHILD = """
            Parameters:
              After: {Type: String}
            Resources:
              A: {Type: Test::Local::Thing, Properties: {Name: a, After: !Ref After}}
              B: {Type: Test::Local::Thing, DependsOn: A, Properties: {Name: b}}
            Outputs:
              Id: {Value: !GetAtt B.Id}
            """;

    private final FakeThings things = new FakeThings();
    private final List<String> events = new ArrayList<>();
    private final LocalCloudFormation cloudFormation = things.cloudFormation(
            event -> events.add(plain(event.logicalId() + " " + event.status() + ": " + event.reason())));

    private final Path folder;

    NestedStackTest(@TempDir Path folder) throws IOException {
        this.folder = folder;
        Files.createDirectory(folder.resolve("parts"));
        child(CHILD);
    }

    @Test
    void a_nested_stack_is_made_with_parameters_and_gives_its_outputs() {
        StackView stack = deploy(PARENT);

        assertThat(stack.status()).isEqualTo("CREATE_COMPLETE");
        assertThat(stack.output("Inner")).isEqualTo("id-3");
        assertThat(stack.physicalIds().get("Inner")).matches("arn:.*:stack/stack-Inner-[0-9A-F]{12}/.*");
        assertThat(things.requests("CREATE", "a")
                        .get(0)
                        .at("/requestData/resourceProperties/After")
                        .asText())
                .isEqualTo("id-1");
        assertThat(events)
                .containsSubsequence(
                        "Inner CREATE_IN_PROGRESS: ",
                        "Inner CREATE_IN_PROGRESS: Resource creation Initiated",
                        "stack-Inner CREATE_IN_PROGRESS: User Initiated",
                        "A CREATE_COMPLETE: ",
                        "stack-Inner CREATE_COMPLETE: ",
                        "Inner CREATE_COMPLETE: ",
                        "stack CREATE_COMPLETE: ");
    }

    @Test
    void what_is_nested_goes_before_what_it_refers_to() {
        deploy(PARENT);

        assertThat(cloudFormation.delete("stack").status()).isEqualTo("DELETE_COMPLETE");
        assertThat(things.log().stream().filter(request -> request.startsWith("DELETE")))
                .containsExactly("DELETE b", "DELETE a", "DELETE outer");
        assertThat(things.existing()).isEmpty();
    }

    @Test
    void a_nested_deletion_that_fails_fails_the_parents_with_the_reason_and_a_second_one_finishes() {
        deploy(PARENT);
        things.answer("DELETE", "a", REFUSED);

        StackView failed = cloudFormation.delete("stack");

        assertThat(failed.status()).isEqualTo("DELETE_FAILED");
        assertThat(events)
                .containsSubsequence(
                        "stack-Inner DELETE_FAILED: The following resource(s) failed to delete: [A]. ",
                        "Inner DELETE_FAILED: Embedded stack stack-Inner was not successfully deleted: "
                                + "The following resource(s) failed to delete: [A]. ",
                        "stack DELETE_FAILED: The following resource(s) failed to delete: [Inner]. ");
        assertThat(things.existing()).containsExactly("a|id-2", "outer|id-1");
        assertThat(cloudFormation.delete("stack").status()).isEqualTo("DELETE_COMPLETE");
        assertThat(things.existing()).isEmpty();
    }

    @Test
    void a_nested_creation_that_fails_is_taken_back_with_the_parents_and_marked_as_a_rollback() {
        things.answer("CREATE", "b", REFUSED);

        StackView stack = deploy(PARENT);

        assertThat(stack.status()).isEqualTo("ROLLBACK_COMPLETE");
        assertThat(events)
                .containsSubsequence(
                        "stack-Inner CREATE_FAILED: The following resource(s) failed to create: [B]. ",
                        "Inner CREATE_FAILED: Embedded stack stack-Inner was not successfully created: "
                                + "The following resource(s) failed to create: [B]. ",
                        "stack-Inner DELETE_COMPLETE: ",
                        "Inner DELETE_COMPLETE: ");
        assertThat(things.requests("DELETE", "a").get(0).path("rollback").asBoolean())
                .isTrue();
        assertThat(things.existing()).isEmpty();
    }

    @Test
    void a_failure_beside_it_cancels_a_nested_stack() {
        String slow = "{'status':'IN_PROGRESS','callbackDelaySeconds':60,'resourceModel':{'Name':'a','Id':'id-9'}}";
        things.answer("CREATE", "a", slow).answer("CREATE", "bad", REFUSED);

        StackView stack = deploy(PARENT.replace(
                "Resources:\n",
                "Resources:\n  Bad: {Type: Test::Local::Thing, DependsOn: Outer, Properties: {Name: bad}}\n"));

        assertThat(stack.status()).isEqualTo("ROLLBACK_COMPLETE");
        assertThat(events)
                .contains(
                        "A CREATE_FAILED: Resource creation cancelled",
                        "Inner CREATE_FAILED: Resource creation cancelled",
                        "stack-Inner DELETE_COMPLETE: ");
    }

    @Test
    void a_change_of_the_nested_file_alone_is_an_update() throws IOException {
        deploy(PARENT);
        assertThatThrownBy(() -> deploy(PARENT)).hasMessage("No updates are to be performed.");

        child(CHILD.replace("Name: b", "Name: b, Size: 2"));

        assertThat(deploy(PARENT).status()).isEqualTo("UPDATE_COMPLETE");
        assertThat(things.requests("UPDATE", "b")).hasSize(1);
        assertThat(things.requests("UPDATE", "outer")).isEmpty();
    }

    @Test
    void a_nested_update_that_fails_goes_back_and_takes_the_parent_along() throws IOException {
        deploy(PARENT);
        child(CHILD.replace("Name: b", "Name: b, Size: 2"));
        things.answer("UPDATE", "b", REFUSED);

        assertThat(deploy(PARENT).status()).isEqualTo("UPDATE_ROLLBACK_COMPLETE");
        assertThat(events)
                .contains("Inner UPDATE_FAILED: Embedded stack stack-Inner was not successfully updated. Currently in "
                        + "UPDATE_ROLLBACK_IN_PROGRESS with reason: The following resource(s) failed to update: [B]. ");
        assertThat(cloudFormation.delete("stack").status()).isEqualTo("DELETE_COMPLETE");
    }

    @Test
    void what_a_nested_stack_lacks_fails_its_creation() throws IOException {
        child(CHILD.replace("After: {Type: String}", "After: {Type: String}\n  More: {Type: String}"));

        assertThat(deploy(PARENT).status()).isEqualTo("ROLLBACK_COMPLETE");
        assertThat(events).contains("Inner CREATE_FAILED: Parameters: [More] must have values");
    }

    @Test
    void stacks_nest_in_nested_stacks_and_files_are_relative_to_the_one_that_names_them() throws IOException {
        child("""
                Parameters:
                  After: {Type: String}
                Resources:
                  Deep: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: deep.yaml}}
                Outputs:
                  Id: {Value: !GetAtt Deep.Outputs.Id}
                """);
        String deep = """
                Resources: {D: {Type: Test::Local::Thing, Properties: {Name: d, Size: 1}}}
                Outputs: {Id: {Value: !GetAtt D.Id}}
                """;
        Files.writeString(folder.resolve("parts").resolve("deep.yaml"), deep);
        assertThat(deploy(PARENT).output("Inner")).isEqualTo("id-2");

        Files.writeString(folder.resolve("parts").resolve("deep.yaml"), deep.replace("Size: 1", "Size: 2"));
        deploy(PARENT);
        assertThat(things.requests("UPDATE", "d")).hasSize(1);
    }

    @Test
    void a_nested_template_that_cannot_be_had_is_refused_before_anything_is_made() throws IOException {
        assertThatThrownBy(() -> deploy(PARENT.replace("child", "none")))
                .hasMessageContaining("none.yaml cannot be read");
        assertThatThrownBy(() -> cloudFormation.deploy(StackRequest.of("stack", PARENT)))
                .hasMessageContaining(
                        "Resources.Inner.TemplateURL must be an address in S3, or, where the template is a file, the path");
        child("Resources: {C: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: child.yaml}}}");
        assertThatThrownBy(() -> deploy(PARENT)).hasMessageContaining("child.yaml nests itself");
        assertThat(events).isEmpty();
    }

    @Test
    void a_nested_stack_whose_template_nobody_uploaded_fails_with_the_reason_of_s3() {
        StackView stack = deploy(PARENT.replace("parts/", "https://s3.amazonaws.com/bucket/"));

        assertThat(stack.status()).isEqualTo("ROLLBACK_COMPLETE");
        assertThat(events)
                .anyMatch(
                        event -> event.startsWith("Inner CREATE_FAILED: S3 error: The specified key does not exist."));
    }

    @Test
    void the_failed_rollback_of_a_nested_stack_is_continued_with_that_of_its_parent() throws IOException {
        deploy(PARENT);
        String fails = "{'status':'FAILED','errorCode':'InvalidRequest','message':'no'}";
        things.answer("UPDATE", "a", fails);
        things.answer("UPDATE", "a", fails);
        child(CHILD.replace("Name: a,", "Name: a, Size: 2,"));
        assertThat(deploy(PARENT).status()).isEqualTo("UPDATE_ROLLBACK_FAILED");
        events.clear();

        assertThat(cloudFormation.continueRollback("stack", Set.of()).status()).isEqualTo("UPDATE_ROLLBACK_COMPLETE");

        assertThat(events).contains("stack-Inner UPDATE_ROLLBACK_COMPLETE: ", "stack UPDATE_ROLLBACK_COMPLETE: ");
    }

    @Test
    void express_mode_reaches_nested_stacks_and_no_other_stack_whose_name_begins_in_the_same_way() {
        String progress =
                "{'status':'IN_PROGRESS','callbackDelaySeconds':5,'callbackContext':{},'resourceModel':{'Name':'%1$s','Id':'id-%1$s'}}";
        String read = "{'status':'SUCCESS','resourceModel':{'Name':'%1$s','Id':'id-%1$s'}}";
        for (String name : List.of("a", "z")) {
            things.answer("CREATE", name, progress.formatted(name));
            things.answer("READ", name, read.formatted(name));
        }
        cloudFormation.express("stack", true);

        deploy(PARENT);
        cloudFormation.deploy(
                StackRequest.of("stack-2", "Resources: {Z: {Type: 'Test::Local::Thing', Properties: {Name: z}}}"));

        assertThat(things.requests("CREATE", "a")).hasSize(1);
        assertThat(things.requests("CREATE", "z")).hasSize(2);
    }

    private void child(String template) throws IOException {
        Files.writeString(folder.resolve("parts").resolve("child.yaml"), template);
    }

    private StackView deploy(String template) {
        return cloudFormation.deploy(new StackRequest("stack", template, Map.of(), Map.of(), Optional.of(folder)));
    }

    /** The event without the parts that differ in each run. */
    private static String plain(String event) {
        return event.replaceAll("arn:\\S*:stack/(\\S+)/\\S+", "$1").replaceAll("-[0-9A-F]{12}", "");
    }
}
