package community.backup.local.cloudformation.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import community.backup.local.awsbackup.InMemoryTransport;
import community.backup.local.clock.Agenda;
import community.backup.local.clock.MovableClock;
import community.backup.local.cloudformation.FakeThings;
import community.backup.local.cloudformation.LocalCloudFormation;
import community.backup.local.cloudformation.OnFailure;
import community.backup.local.cloudformation.StackRequest;
import community.backup.local.cloudformation.StackView;
import community.backup.local.cloudformation.resource.ResourceType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.Stack;

/** Tests the statuses that a handler reads of its own stack and of the root stack. */
class StackStatusesTest {
    private static final String FAILS = "{'status':'FAILED','errorCode':'InvalidRequest','message':'no'}";
    private static final String THING = """
            Resources:
              A: {Type: "Test::Local::Thing", Properties: {Name: a}}
            """;
    private static final String NESTED = """
            Resources:
              Inner: {Type: "AWS::CloudFormation::Stack", Properties: {TemplateURL: child.yaml}}
            """;
    private static final String BESIDE_NESTED = NESTED + """
              Last: {Type: "Test::Local::Thing", DependsOn: Inner, Properties: {Name: last, Size: %d}}
            """;

    private final FakeThings things = new FakeThings();
    private final MovableClock clock = MovableClock.startingAt(Instant.parse("2026-01-01T00:00:00Z"));
    private final StackQueries queries = new StackQueries(clock);
    private final CloudFormationClient client = CloudFormationClient.builder()
            .httpClient(new InMemoryTransport(queries))
            .region(Region.US_EAST_1)
            .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("key", "secret")))
            .build();
    private final LocalCloudFormation cloudFormation = new LocalCloudFormation(
            new Agenda(clock, Double.POSITIVE_INFINITY),
            List.of(new ResourceType(things.type().schema(), this::invoke)),
            queries);
    /** The handler's findings in each invocation except those of READ: action, name, status, and the root's status. */
    private final List<String> seen = new ArrayList<>();

    private final Path folder;

    StackStatusesTest(@TempDir Path folder) {
        this.folder = folder;
    }

    private CompletionStage<JsonNode> invoke(ObjectNode request) {
        String action = request.path("action").asText();
        if (!action.equals("READ")) {
            Stack stack = stack(request.path("stackId").asText());
            String name = request.at("/requestData/resourceProperties/Name").asText();
            String own = action + " " + name + ": " + stack.stackStatusAsString();
            seen.add(
                    stack.rootId() == null
                            ? own
                            : own + " in " + stack(stack.rootId()).stackStatusAsString());
        }
        return things.invoke(request);
    }

    private Stack stack(String nameOrId) {
        return client.describeStacks(request -> request.stackName(nameOrId))
                .stacks()
                .get(0);
    }

    private static String nested(StackView root) {
        return Optional.ofNullable(root.physicalIds().get("Inner")).orElseThrow();
    }

    private void child(String template) throws IOException {
        Files.writeString(folder.resolve("child.yaml"), template);
    }

    private StackView deploy(String template) {
        return deploy(template, OnFailure.ROLLBACK);
    }

    private StackView deploy(String template, OnFailure onFailure) {
        return cloudFormation.deploy(
                new StackRequest("stack", template, Map.of(), Map.of(), Optional.of(folder)), onFailure);
    }

    @Test
    void a_nested_stack_names_its_parent_and_its_root() throws IOException {
        child(NESTED.replace("child", "grandchild"));
        Files.writeString(folder.resolve("grandchild.yaml"), THING);
        StackView root = deploy(NESTED);
        String childId = nested(root);
        Stack child = stack(childId);
        Stack grandchild = client.describeStacks().stacks().stream()
                .filter(each -> childId.equals(each.parentId()))
                .findFirst()
                .orElseThrow();

        assertThat(child).returns(root.id(), Stack::parentId).returns(root.id(), Stack::rootId);
        assertThat(grandchild.rootId()).isEqualTo(root.id());
        assertThat(stack("stack")).returns(null, Stack::parentId).returns(null, Stack::rootId);
        assertThat(seen).containsExactly("CREATE a: CREATE_IN_PROGRESS in CREATE_IN_PROGRESS");
    }

    @Test
    void a_stack_can_hold_a_resource_of_its_own_name() {
        StackView view = deploy(THING.replace("A:", "stack:"));

        assertThat(stack("stack").stackId()).isEqualTo(view.id());
        assertThat(client.describeStackEvents(request -> request.stackName("stack"))
                        .stackEvents())
                .filteredOn(event -> event.resourceType().equals("Test::Local::Thing"))
                .allMatch(event -> event.stackId().equals(view.id()))
                .hasSize(3);
    }

    @Test
    void a_deletion_shows_in_the_stack_and_in_its_root() throws IOException {
        child(THING);
        deploy(BESIDE_NESTED.formatted(1));
        seen.clear();
        cloudFormation.delete("stack");

        assertThat(seen)
                .containsExactly(
                        "DELETE last: DELETE_IN_PROGRESS", "DELETE a: DELETE_IN_PROGRESS in DELETE_IN_PROGRESS");
    }

    @Test
    void a_removed_resource_is_deleted_in_the_clean_up() {
        deploy(THING);
        deploy(THING.replace("A:", "B:").replace("Name: a", "Name: b"));

        assertThat(seen)
                .containsExactly(
                        "CREATE a: CREATE_IN_PROGRESS",
                        "CREATE b: UPDATE_IN_PROGRESS",
                        "DELETE a: UPDATE_COMPLETE_CLEANUP_IN_PROGRESS");
    }

    @Test
    void a_replaced_resource_is_deleted_in_the_clean_up() {
        deploy(THING);
        deploy(THING.replace("Name: a", "Name: b"));

        assertThat(seen).endsWith("CREATE b: UPDATE_IN_PROGRESS", "DELETE a: UPDATE_COMPLETE_CLEANUP_IN_PROGRESS");
    }

    @Test
    void a_nested_stack_that_is_removed_is_deleted_in_the_clean_up_of_its_root() throws IOException {
        child(THING);
        deploy(BESIDE_NESTED.formatted(1));
        deploy(THING.replace("Name: a", "Name: other"));

        assertThat(seen)
                .contains("DELETE a: DELETE_IN_PROGRESS in UPDATE_COMPLETE_CLEANUP_IN_PROGRESS")
                .contains("DELETE last: UPDATE_COMPLETE_CLEANUP_IN_PROGRESS");
    }

    @Test
    void a_failed_creation_is_taken_back_in_a_rollback() throws IOException {
        child(THING);
        things.answer("CREATE", "last", FAILS);

        assertThat(deploy(BESIDE_NESTED.formatted(1)).status()).isEqualTo("ROLLBACK_COMPLETE");
        assertThat(seen).endsWith("DELETE a: DELETE_IN_PROGRESS in ROLLBACK_IN_PROGRESS");
    }

    @Test
    void a_failed_creation_without_rollback_is_deleted() throws IOException {
        child(THING);
        things.answer("CREATE", "last", FAILS);

        StackView end = deploy(BESIDE_NESTED.formatted(1), OnFailure.DELETE);

        assertThat(end.status()).isEqualTo("DELETE_COMPLETE");
        assertThat(seen).endsWith("DELETE a: DELETE_IN_PROGRESS in DELETE_IN_PROGRESS");
        assertThat(client.describeStackEvents(request -> request.stackName(end.id()))
                        .stackEvents())
                .noneMatch(event -> event.physicalResourceId().equals(end.id())
                        && event.resourceStatusAsString().equals("CREATE_COMPLETE"));
    }

    @Test
    void a_failed_update_is_taken_back_in_a_rollback() {
        String wanted = """
                Resources:
                  A: {Type: "Test::Local::Thing", Properties: {Name: a, Size: 2}}
                  B: {Type: "Test::Local::Thing", DependsOn: A, Properties: {Name: b}}
                  C: {Type: "Test::Local::Thing", DependsOn: B, Properties: {Name: c}}
                """;
        deploy(THING);
        things.answer("CREATE", "c", FAILS);

        assertThat(deploy(wanted).status()).isEqualTo("UPDATE_ROLLBACK_COMPLETE");
        assertThat(seen)
                .endsWith(
                        "CREATE c: UPDATE_IN_PROGRESS",
                        "UPDATE a: UPDATE_ROLLBACK_IN_PROGRESS",
                        "DELETE b: UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS");
    }

    @Test
    void a_nested_stack_cleans_up_when_its_root_does() throws IOException {
        child(THING);
        deploy(BESIDE_NESTED.formatted(1));
        child(THING.replace("Name: a", "Name: b"));
        seen.clear();

        assertThat(deploy(BESIDE_NESTED.formatted(2)).status()).isEqualTo("UPDATE_COMPLETE");
        assertThat(seen)
                .containsExactly(
                        "CREATE b: UPDATE_IN_PROGRESS in UPDATE_IN_PROGRESS",
                        "UPDATE last: UPDATE_IN_PROGRESS",
                        "DELETE a: UPDATE_COMPLETE_CLEANUP_IN_PROGRESS in UPDATE_COMPLETE_CLEANUP_IN_PROGRESS");
    }

    @Test
    void a_nested_stack_goes_back_to_what_it_was_when_its_root_does() throws IOException {
        child(THING);
        deploy(BESIDE_NESTED.formatted(1));
        String childId = nested(cloudFormation.describe("stack").orElseThrow());
        child(THING.replace("Name: a", "Name: b"));
        things.answer("UPDATE", "last", FAILS);
        seen.clear();

        assertThat(deploy(BESIDE_NESTED.formatted(2)).status()).isEqualTo("UPDATE_ROLLBACK_COMPLETE");
        assertThat(seen)
                .contains("CREATE b: UPDATE_IN_PROGRESS in UPDATE_IN_PROGRESS")
                .contains("DELETE b: UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS in"
                        + " UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS")
                .noneMatch(each -> each.startsWith("DELETE a"));
        assertThat(stack(childId).stackStatusAsString()).isEqualTo("UPDATE_ROLLBACK_COMPLETE");
        assertThat(things.existing()).containsExactly("a|id-1", "last|id-2");
    }
}
