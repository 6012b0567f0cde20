package community.backup.local.cloudformation.api;

import static org.assertj.core.api.Assertions.assertThat;

import community.backup.local.clock.Agenda;
import community.backup.local.clock.MovableClock;
import community.backup.local.cloudformation.FakeThings;
import community.backup.local.cloudformation.resource.ResourceType;
import community.backup.local.s3.LocalS3;
import community.backup.local.s3.StoredObjects;
import java.io.IOException;
import java.io.StringReader;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import javax.xml.xpath.XPathExpressionException;
import javax.xml.xpath.XPathFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xml.sax.InputSource;

class LocalCloudFormationServerTest {
    private static final String TEMPLATE = """
            Parameters:
              Size: {Type: Number, Default: 1}
            Resources:
              A: {Type: "Test::Local::Thing", Properties: {Name: a, Size: !Ref Size}}
            Outputs:
              Serial: {Value: !GetAtt A.Serial}
            """;

    private final FakeThings things = new FakeThings();
    /** The handler answers when this is complete. */
    private volatile CompletableFuture<@Nullable Void> gate = CompletableFuture.completedFuture(null);

    private final HttpClient http = HttpClient.newHttpClient();
    private final StoredObjects objects = new StoredObjects();
    private final LocalCloudFormationServer server;

    LocalCloudFormationServerTest() throws IOException {
        MovableClock clock = new MovableClock(Clock.systemUTC());
        ResourceType type =
                new ResourceType(things.type().schema(), request -> gate.thenCompose(open -> things.invoke(request)));
        server = new LocalCloudFormationServer(
                new Agenda(clock, 10_000), Duration.ofSeconds(50), clock, List.of(type), objects, 0);
    }

    @AfterEach
    void close() {
        server.close();
    }

    /** Sends a request. Returns the text of the elements at the end of a path in the answer. */
    private String send(String path, String action, String... fields) {
        StringBuilder form = new StringBuilder("Version=2010-05-15&Action=" + action);
        for (int i = 0; i < fields.length; i += 2) {
            form.append('&')
                    .append(fields[i])
                    .append('=')
                    .append(URLEncoder.encode(fields[i + 1], StandardCharsets.UTF_8));
        }
        HttpRequest request = HttpRequest.newBuilder(server.endpoint())
                .POST(HttpRequest.BodyPublishers.ofString(form.toString()))
                .build();
        try {
            String answer =
                    http.send(request, HttpResponse.BodyHandlers.ofString()).body();
            String anywhere = path.replaceAll("(\\w+)", "*[local-name()='$1']");
            return XPathFactory.newInstance()
                    .newXPath()
                    .evaluate("//" + anywhere, new InputSource(new StringReader(answer)));
        } catch (IOException | XPathExpressionException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private String create(String name, String... more) {
        String[] fields = new String[more.length + 4];
        System.arraycopy(more, 0, fields, 4, more.length);
        fields[0] = "StackName";
        fields[1] = name;
        fields[2] = "TemplateBody";
        fields[3] = TEMPLATE;
        return send("StackId", "CreateStack", fields);
    }

    /** Polls until the stack's operation has ended. Returns the last status. */
    private String end(String nameOrId) {
        String status;
        do {
            status = send("Stacks/member/StackStatus", "DescribeStacks", "StackName", nameOrId);
        } while (status.endsWith("_IN_PROGRESS"));
        return status;
    }

    @Test
    void a_stack_is_made_by_itself_after_the_answer_and_tells_its_outputs() {
        String id =
                create("one", "Parameters.member.1.ParameterKey", "Size", "Parameters.member.1.ParameterValue", "7");

        assertThat(end("one")).isEqualTo("CREATE_COMPLETE");
        assertThat(send("Stacks/member/StackId", "DescribeStacks", "StackName", "one"))
                .isEqualTo(id);
        assertThat(send("Outputs/member/OutputValue", "DescribeStacks", "StackName", "one"))
                .isEqualTo("1");
        assertThat(send("Parameters/member/ParameterValue", "DescribeStacks", "StackName", "one"))
                .isEqualTo("7");
        assertThat(things.existing()).hasSize(1);
    }

    @Test
    void a_deleted_stack_is_known_by_its_id_and_not_by_its_name() {
        String id = create("one");
        end("one");
        send("RequestId", "DeleteStack", "StackName", "one");

        assertThat(end(id)).isEqualTo("DELETE_COMPLETE");
        assertThat(send("Message", "DescribeStacks", "StackName", "one")).isEqualTo("Stack with id one does not exist");
        assertThat(send("StackEvents/member/ResourceStatus", "DescribeStackEvents", "StackName", id))
                .isEqualTo("DELETE_COMPLETE");
        assertThat(things.existing()).isEmpty();
    }

    @Test
    void a_deletion_of_what_is_not_there_is_no_mistake() {
        assertThat(send("Error/Code", "DeleteStack", "StackName", "none")).isEmpty();
    }

    private String changeSet(String stack, String name, String type, String... more) {
        String[] fields = new String[more.length + 6];
        System.arraycopy(more, 0, fields, 6, more.length);
        List<String> own = List.of("StackName", stack, "ChangeSetName", name, "ChangeSetType", type);
        System.arraycopy(own.toArray(), 0, fields, 0, 6);
        return send("*", "CreateChangeSet", fields);
    }

    @Test
    void a_change_set_changes_nothing_before_it_is_executed() {
        changeSet("one", "first", "CREATE", "TemplateBody", TEMPLATE);

        assertThat(send(
                        "DescribeChangeSetResult/Status",
                        "DescribeChangeSet",
                        "ChangeSetName",
                        "first",
                        "StackName",
                        "one"))
                .isEqualTo("CREATE_COMPLETE");
        assertThat(things.existing()).isEmpty();

        send("RequestId", "ExecuteChangeSet", "ChangeSetName", "first", "StackName", "one");

        assertThat(end("one")).isEqualTo("CREATE_COMPLETE");
    }

    @Test
    void a_change_set_of_a_new_stack_tells_the_stack_that_it_will_make() {
        String answer = changeSet("one", "first", "CREATE", "TemplateBody", TEMPLATE);
        String id = send("Stacks/member/StackId", "DescribeStacks", "StackName", "one");

        assertThat(answer).contains(id);
        assertThat(send("Stacks/member/StackStatus", "DescribeStacks", "StackName", "one"))
                .isEqualTo("REVIEW_IN_PROGRESS");
        assertThat(send("StackId", "DescribeChangeSet", "ChangeSetName", "first", "StackName", "one"))
                .isEqualTo(id);

        send("RequestId", "ExecuteChangeSet", "ChangeSetName", "first", "StackName", "one");

        end("one");
        assertThat(send("Stacks/member/StackId", "DescribeStacks", "StackName", "one"))
                .isEqualTo(id);
    }

    @Test
    void a_stack_that_no_change_set_has_made_can_be_deleted_and_made_without_one() {
        changeSet("one", "first", "CREATE", "TemplateBody", TEMPLATE);
        String id = send("Stacks/member/StackId", "DescribeStacks", "StackName", "one");

        send("RequestId", "DeleteStack", "StackName", "one");

        assertThat(end(id)).isEqualTo("DELETE_COMPLETE");
        create("one");
        assertThat(end("one")).isEqualTo("CREATE_COMPLETE");
    }

    @Test
    void an_executed_change_set_can_be_described_and_not_executed_again() {
        changeSet("one", "first", "CREATE", "TemplateBody", TEMPLATE);
        send("RequestId", "ExecuteChangeSet", "ChangeSetName", "first", "StackName", "one");
        end("one");

        assertThat(send("ExecutionStatus", "DescribeChangeSet", "ChangeSetName", "first", "StackName", "one"))
                .isEqualTo("EXECUTE_COMPLETE");
        assertThat(send("Summaries/member/ChangeSetName", "ListChangeSets", "StackName", "one"))
                .isEqualTo("first");
        assertThat(send("Error/Code", "ExecuteChangeSet", "ChangeSetName", "first", "StackName", "one"))
                .isEqualTo("InvalidChangeSetStatus");
    }

    /** Before each deployment, the CDK's command line deletes a change set that may not exist. */
    @Test
    void a_change_set_that_is_not_there_can_be_deleted_where_its_stack_is_there() {
        create("one");

        assertThat(send("Error/Code", "DeleteChangeSet", "ChangeSetName", "none", "StackName", "one"))
                .isEmpty();
        assertThat(send("Error/Message", "DeleteChangeSet", "ChangeSetName", "none", "StackName", "two"))
                .contains("two does not exist");
    }

    @Test
    void the_type_of_a_change_set_must_fit_the_stack() {
        assertThat(changeSet("one", "first", "UPDATE", "TemplateBody", TEMPLATE))
                .contains("Stack [one] does not exist");
        create("one");
        end("one");

        assertThat(changeSet("one", "second", "CREATE", "TemplateBody", TEMPLATE))
                .contains("already exists");
    }

    @Test
    void a_change_set_without_a_change_cannot_be_executed() {
        create("one");
        end("one");
        changeSet("one", "none", "UPDATE", "UsePreviousTemplate", "true");

        assertThat(send(
                        "DescribeChangeSetResult/StatusReason",
                        "DescribeChangeSet",
                        "ChangeSetName",
                        "none",
                        "StackName",
                        "one"))
                .contains("didn't contain changes");
        assertThat(send("Error/Code", "ExecuteChangeSet", "ChangeSetName", "none", "StackName", "one"))
                .isEqualTo("InvalidChangeSetStatus");
    }

    @Test
    void a_stack_with_termination_protection_is_not_deleted() {
        create("one", "EnableTerminationProtection", "true");
        end("one");

        assertThat(send("Error/Message", "DeleteStack", "StackName", "one"))
                .isEqualTo("Stack [one] cannot be deleted while TerminationProtection is enabled");
        assertThat(send("EnableTerminationProtection", "DescribeStacks", "StackName", "one"))
                .isEqualTo("true");

        send("StackId", "UpdateTerminationProtection", "StackName", "one", "EnableTerminationProtection", "false");
        String id = send("Stacks/member/StackId", "DescribeStacks", "StackName", "one");
        send("RequestId", "DeleteStack", "StackName", "one");

        assertThat(end(id)).isEqualTo("DELETE_COMPLETE");
    }

    @ParameterizedTest
    @CsvSource({
        "CreateStack, StackPolicyBody, {}",
        "CreateStack, TimeoutInMinutes, 5",
        "CreateStack, ResourceTypes.member.1, Test::*",
        "CreateStack, NotificationARNs.member.1, arn:aws:sns:us-east-1:123456789012:topic",
        "UpdateStack, DisableRollback, true",
        "CreateChangeSet, ImportExistingResources, true",
        "DetectStackDrift, LogicalResourceIds.member.1, A"
    })
    void a_parameter_that_would_be_ignored_is_refused_by_name(String action, String parameter, String value) {
        String name = parameter.split("[.]", -1)[0];

        assertThat(send("Error/Message", action, "StackName", "one", parameter, value))
                .isEqualTo(name + ": the local CloudFormation does not support this parameter of " + action
                        + ". Leave it out here.");
        assertThat(things.existing()).isEmpty();
    }

    @Test
    void in_express_mode_a_resource_is_complete_while_its_handler_works() {
        things.answer(
                "CREATE",
                "a",
                "{'status':'IN_PROGRESS','callbackDelaySeconds':60,'callbackContext':{},'resourceModel':{'Name':'a','Id':'id-1'}}");
        things.answer("READ", "a", "{'status':'SUCCESS','resourceModel':{'Name':'a','Id':'id-1','Serial':1}}");

        create("one", "DeploymentConfig.Mode", "EXPRESS");

        assertThat(end("one")).isEqualTo("CREATE_COMPLETE");
        assertThat(things.requests("CREATE", "a")).hasSize(1);
    }

    @Test
    void another_mode_is_refused() {
        assertThat(send("Error/Message", "DeleteStack", "StackName", "one", "DeploymentConfig.Mode", "FAST"))
                .contains("does not know the mode FAST");
    }

    @Test
    void a_parameter_that_asks_for_nothing_is_not_refused() {
        create("one", "NotificationARNs", "", "DisableRollback", "false", "DeploymentConfig.Mode", "STANDARD");

        assertThat(end("one")).isEqualTo("CREATE_COMPLETE");
    }

    @Test
    void a_request_that_is_repeated_with_its_token_is_not_carried_out_twice() {
        String id = create("one", "ClientRequestToken", "t-1");
        end("one");

        assertThat(create("one", "ClientRequestToken", "t-1")).isEqualTo(id);
        assertThat(send("Error/Code", "DeleteStack", "StackName", "one", "ClientRequestToken", "t-1"))
                .isEqualTo("TokenAlreadyExistsException");
        assertThat(things.existing()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "CAPABILITY_IAM, 'Policies: []'",
        "CAPABILITY_NAMED_IAM, 'RoleName: backup'",
    })
    void a_template_that_makes_permissions_needs_the_users_consent(String capability, String property) {
        String template = "Resources: {R: {Type: 'AWS::IAM::Role', Properties: {" + property + "}}}";

        assertThat(send("Error/Message", "CreateStack", "StackName", "one", "TemplateBody", template))
                .isEqualTo("Requires capabilities : [" + capability + "]");
        assertThat(send("Error/Code", "CreateStack", "StackName", "one", "TemplateBody", template))
                .isEqualTo("InsufficientCapabilitiesException");
        assertThat(send("Capabilities/member", "ValidateTemplate", "TemplateBody", template))
                .isEqualTo(capability);
        // With the capability, CreateStack goes on to the next check.
        assertThat(send(
                        "Error/Message",
                        "CreateStack",
                        "StackName",
                        "one",
                        "TemplateBody",
                        template,
                        "Capabilities.member.1",
                        capability))
                .contains("Unrecognized resource types");
    }

    @Test
    void the_identifiers_that_an_import_needs_are_told() {
        assertThat(send(
                        "ResourceIdentifierSummaries/member/ResourceIdentifiers/member",
                        "GetTemplateSummary",
                        "TemplateBody",
                        TEMPLATE))
                .isEqualTo("Name");
    }

    private String statusOfA() {
        return send(
                "StackResourceDetail/ResourceStatus",
                "DescribeStackResource",
                "StackName",
                "one",
                "LogicalResourceId",
                "A");
    }

    @Test
    void one_resource_of_a_stack_can_be_described() {
        create("one");
        end("one");

        assertThat(statusOfA()).isEqualTo("CREATE_COMPLETE");
        assertThat(send("Error/Message", "DescribeStackResource", "StackName", "one", "LogicalResourceId", "B"))
                .isEqualTo("Resource B does not exist for stack one");
    }

    @Test
    void a_client_can_find_out_whose_account_it_is() {
        assertThat(send("GetCallerIdentityResult/Account", "GetCallerIdentity")).isEqualTo("123456789012");
    }

    @Test
    void a_former_parameter_can_be_kept() {
        create("one", "Parameters.member.1.ParameterKey", "Size", "Parameters.member.1.ParameterValue", "7");
        end("one");
        send(
                "RequestId",
                "UpdateStack",
                "StackName",
                "one",
                "TemplateBody",
                TEMPLATE.replace("Name: a", "Name: b"),
                "Parameters.member.1.ParameterKey",
                "Size",
                "Parameters.member.1.UsePreviousValue",
                "true");

        assertThat(end("one")).isEqualTo("UPDATE_COMPLETE");
        assertThat(send("Parameters/member/ParameterValue", "DescribeStacks", "StackName", "one"))
                .isEqualTo("7");
    }

    @Test
    void a_stack_under_way_is_left_alone() {
        gate = new CompletableFuture<>();
        create("one");

        assertThat(send("Error/Message", "DeleteStack", "StackName", "one")).contains("is in CREATE_IN_PROGRESS state");

        gate.complete(null);

        assertThat(end("one")).isEqualTo("CREATE_COMPLETE");
    }

    @Test
    void a_stack_in_delete_failed_goes_without_what_is_retained_or_by_force() {
        things.answer("DELETE", "a", denied(), denied());
        String id = create("one");
        end("one");
        send("RequestId", "DeleteStack", "StackName", "one");
        assertThat(end("one")).isEqualTo("DELETE_FAILED");
        assertThat(send("Stacks/member/StackStatusReason", "DescribeStacks", "StackName", "one"))
                .contains("[A]");

        send("RequestId", "DeleteStack", "StackName", "one", "DeletionMode", "FORCE_DELETE_STACK");

        assertThat(end(id)).isEqualTo("DELETE_COMPLETE");
        assertThat(send("StackResources/member/ResourceStatus", "DescribeStackResources", "StackName", id))
                .isEqualTo("DELETE_SKIPPED");
    }

    private static String denied() {
        return "{'status':'FAILED','errorCode':'AccessDenied','message':'no'}";
    }

    /** Detects drift of the stack {@code one}, and returns the id of the detection once it has ended. */
    private String detectDrift() {
        String id = send("StackDriftDetectionId", "DetectStackDrift", "StackName", "one");
        String status;
        do {
            status = send("DetectionStatus", "DescribeStackDriftDetectionStatus", "StackDriftDetectionId", id);
        } while (status.equals("DETECTION_IN_PROGRESS"));
        return id;
    }

    @Test
    void drift_is_found_after_the_answer() {
        create("one");
        end("one");
        things.answer("READ", "a", "{'status':'FAILED','errorCode':'NotFound','message':'gone'}");
        String id = detectDrift();

        assertThat(send("StackDriftStatus", "DescribeStackDriftDetectionStatus", "StackDriftDetectionId", id))
                .isEqualTo("DRIFTED");
        assertThat(send("StackResourceDriftStatus", "DescribeStackResourceDrifts", "StackName", "one"))
                .isEqualTo("DELETED");
    }

    @Test
    void drift_tells_each_property_that_differs_and_the_stack_that_it_has_drifted() {
        create("one", "Parameters.member.1.ParameterKey", "Size", "Parameters.member.1.ParameterValue", "7");
        end("one");
        assertThat(send("DriftInformation/StackDriftStatus", "DescribeStacks", "StackName", "one"))
                .isEqualTo("NOT_CHECKED");
        things.answer("READ", "a", "{'status':'SUCCESS','resourceModel':{'Name':'a','Id':'id-1','Size':8}}");
        detectDrift();

        String difference = "PropertyDifferences/member/";
        assertThat(send(difference + "PropertyPath", "DescribeStackResourceDrifts", "StackName", "one"))
                .isEqualTo("/Size");
        assertThat(send(difference + "ExpectedValue", "DescribeStackResourceDrifts", "StackName", "one"))
                .isEqualTo("7");
        assertThat(send(difference + "ActualValue", "DescribeStackResourceDrifts", "StackName", "one"))
                .isEqualTo("8");
        assertThat(send(difference + "DifferenceType", "DescribeStackResourceDrifts", "StackName", "one"))
                .isEqualTo("NOT_EQUAL");
        assertThat(send("DriftInformation/StackDriftStatus", "DescribeStacks", "StackName", "one"))
                .isEqualTo("DRIFTED");
    }

    @Test
    void what_stacks_export_is_listed_until_they_are_deleted() {
        String template = TEMPLATE.replace("!GetAtt A.Serial", "!GetAtt A.Serial, Export: {Name: the-serial}");
        String id = send("StackId", "CreateStack", "StackName", "one", "TemplateBody", template);
        end("one");

        assertThat(send("Exports/member/Name", "ListExports")).isEqualTo("the-serial");
        assertThat(send("Exports/member/Value", "ListExports")).isEqualTo("1");
        assertThat(send("Exports/member/ExportingStackId", "ListExports")).isEqualTo(id);

        send("RequestId", "DeleteStack", "StackName", "one");
        end(id);
        assertThat(send("Exports/member/Name", "ListExports")).isEmpty();
    }

    private static final String FAILS = "{'status':'FAILED','errorCode':'InvalidRequest','message':'no'}";

    /** Makes an update fail, and its rollback too. */
    private void failRollback() {
        create("one");
        end("one");
        things.answer("UPDATE", "a", FAILS);
        things.answer("UPDATE", "a", FAILS);
        send(
                "StackId",
                "UpdateStack",
                "StackName",
                "one",
                "UsePreviousTemplate",
                "true",
                "Parameters.member.1.ParameterKey",
                "Size",
                "Parameters.member.1.ParameterValue",
                "5");
        assertThat(end("one")).isEqualTo("UPDATE_ROLLBACK_FAILED");
    }

    @Test
    void a_rollback_that_was_stuck_is_continued_once_its_cause_is_gone() {
        failRollback();

        send("RequestId", "ContinueUpdateRollback", "StackName", "one");

        assertThat(end("one")).isEqualTo("UPDATE_ROLLBACK_COMPLETE");
        assertThat(things.requests("UPDATE", "a")).hasSize(3);
    }

    @Test
    void a_rollback_that_was_stuck_is_continued_without_what_cannot_go_back() {
        failRollback();

        send("RequestId", "ContinueUpdateRollback", "StackName", "one", "ResourcesToSkip.member.1", "A");

        assertThat(end("one")).isEqualTo("UPDATE_ROLLBACK_COMPLETE");
        assertThat(things.requests("UPDATE", "a")).hasSize(2);
        assertThat(statusOfA()).isEqualTo("UPDATE_COMPLETE");
    }

    @Test
    void a_rollback_that_is_stuck_again_can_be_continued_again() {
        failRollback();
        things.answer("UPDATE", "a", FAILS);

        send("RequestId", "ContinueUpdateRollback", "StackName", "one");
        assertThat(end("one")).isEqualTo("UPDATE_ROLLBACK_FAILED");
        send("RequestId", "ContinueUpdateRollback", "StackName", "one");

        assertThat(end("one")).isEqualTo("UPDATE_ROLLBACK_COMPLETE");
    }

    @Test
    void a_rollback_that_is_not_stuck_is_not_continued_and_only_what_is_stuck_is_skipped() {
        create("two");
        end("two");
        assertThat(send("Error/Message", "ContinueUpdateRollback", "StackName", "two"))
                .contains("CREATE_COMPLETE state and can not continue update rollback");
        failRollback();
        assertThat(send("Error/Message", "ContinueUpdateRollback", "StackName", "one", "ResourcesToSkip.member.1", "B"))
                .contains("do not exist in UPDATE_FAILED state: [B]");
    }

    @Test
    void what_is_not_valid_is_refused_with_the_reason() {
        assertThat(send(
                        "Error/Message",
                        "CreateStack",
                        "StackName",
                        "one",
                        "TemplateBody",
                        "Resources: {A: {Type: X}}"))
                .contains("Unrecognized resource types: [X]");
        assertThat(send("Error/Message", "CreateStack", "StackName", "one", "TemplateURL", "https://bucket/key"))
                .contains("S3 error", "https://bucket/key");
        assertThat(send("Error/Message", "NoSuchOperation")).contains("does not know NoSuchOperation");
    }

    private void upload(String path) throws IOException, InterruptedException {
        try (LocalS3 s3 = new LocalS3(objects, 0)) {
            HttpRequest upload = HttpRequest.newBuilder(s3.endpoint().resolve(path))
                    .PUT(HttpRequest.BodyPublishers.ofString(TEMPLATE))
                    .build();
            assertThat(http.send(upload, HttpResponse.BodyHandlers.discarding()).statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void a_stack_is_made_with_a_role_of_a_template_in_s3() throws IOException, InterruptedException {
        upload("/templates/one.yaml");

        send(
                "StackId",
                "CreateStack",
                "StackName",
                "one",
                "TemplateURL",
                "https://s3.us-east-1.amazonaws.com/templates/one.yaml",
                "RoleARN",
                "arn:aws:iam::123456789012:role/deploy");

        assertThat(end("one")).isEqualTo("CREATE_COMPLETE");
        assertThat(send("Stacks/member/RoleARN", "DescribeStacks", "StackName", "one"))
                .isEqualTo("arn:aws:iam::123456789012:role/deploy");
    }

    /** {@code aws cloudformation package} and the CDK make such templates. The CDK uses functions in the address. */
    @Test
    void a_nested_stack_is_made_of_a_template_in_s3() throws IOException, InterruptedException {
        upload("/assets-us-east-1/inner.json");
        String template = """
                Resources:
                  Inner:
                    Type: AWS::CloudFormation::Stack
                    Properties:
                      TemplateURL: !Sub 'https://s3.${AWS::Region}.${AWS::URLSuffix}/assets-${AWS::Region}/inner.json'
                Outputs:
                  Serial: {Value: !GetAtt Inner.Outputs.Serial}
                """;

        send("StackId", "CreateStack", "StackName", "outer", "TemplateBody", template);

        assertThat(end("outer")).isEqualTo("CREATE_COMPLETE");
        assertThat(send("Outputs/member/OutputValue", "DescribeStacks", "StackName", "outer"))
                .isEqualTo("1");
    }

    /** The CDK gives all its change sets the same name. */
    @Test
    void a_change_set_goes_with_its_stack_and_a_new_stack_can_have_one_of_the_same_name() {
        String[] changes = {
            "StackName", "one", "ChangeSetName", "changes", "ChangeSetType", "CREATE", "TemplateBody", TEMPLATE
        };
        send("Id", "CreateChangeSet", changes);
        send("RequestId", "ExecuteChangeSet", "StackName", "one", "ChangeSetName", "changes");
        end("one");
        String id = send("Stacks/member/StackId", "DescribeStacks", "StackName", "one");
        send("RequestId", "DeleteStack", "StackName", "one");
        end(id);

        assertThat(send("Error/Code", "DescribeChangeSet", "StackName", "one", "ChangeSetName", "changes"))
                .isEqualTo("ChangeSetNotFound");
        assertThat(send("Id", "CreateChangeSet", changes)).isNotEmpty();
    }

    @Test
    void a_rule_that_does_not_hold_refuses_the_template_before_anything_is_made() {
        String rule = """
                Rules:
                  Big:
                    Assertions:
                    - Assert: {Fn::Not: [{Fn::Contains: [['1', '2'], !Ref Size]}]}
                      AssertDescription: Size must be more than 2.
                """;

        assertThat(send("Error/Message", "CreateStack", "StackName", "one", "TemplateBody", TEMPLATE + rule))
                .isEqualTo("Template error: Rules.Big: Size must be more than 2.");
        create("two");
        assertThat(send(
                        "StackId",
                        "CreateStack",
                        "StackName",
                        "one",
                        "TemplateBody",
                        TEMPLATE + rule,
                        "Parameters.member.1.ParameterKey",
                        "Size",
                        "Parameters.member.1.ParameterValue",
                        "3"))
                .isNotEmpty();
    }

    @Test
    void the_version_of_the_bootstrap_is_a_stored_parameter_and_nothing_else_is() {
        String template = """
                Parameters:
                  Version: {Type: 'AWS::SSM::Parameter::Value<String>', Default: %s}
                Resources: {A: {Type: 'Test::Local::Thing', Properties: {Name: a, Size: 1}}}
                Outputs: {Version: {Value: !Ref Version}}
                """;
        send(
                "StackId",
                "CreateStack",
                "StackName",
                "one",
                "TemplateBody",
                template.formatted("/cdk-bootstrap/hnb659fds/version"));

        assertThat(end("one")).isEqualTo("CREATE_COMPLETE");
        assertThat(send("Outputs/member/OutputValue", "DescribeStacks", "StackName", "one"))
                .containsOnlyDigits();
        assertThat(send(
                        "Error/Message",
                        "CreateStack",
                        "StackName",
                        "two",
                        "TemplateBody",
                        template.formatted("/mine")))
                .contains("Unable to fetch parameters [/mine]");
    }

    @Test
    void the_parameters_of_a_template_are_told() {
        assertThat(send("Parameters/member/DefaultValue", "GetTemplateSummary", "TemplateBody", TEMPLATE))
                .isEqualTo("1");
    }

    private static final String DESCRIBED = """
            Description: A thing and its role.
            Resources:
              A: {Type: "Test::Local::Thing", Properties: {Name: a}}
            Outputs:
              Serial: {Value: !GetAtt A.Serial, Description: The number of the thing., Export: {Name: the-serial}}
              Name: {Value: !Ref A}
            """;

    @Test
    void a_stack_tells_its_description_its_capabilities_and_the_names_of_its_exports() {
        send(
                "StackId",
                "CreateStack",
                "StackName",
                "one",
                "TemplateBody",
                DESCRIBED,
                "Capabilities.member.1",
                "CAPABILITY_IAM");
        end("one");

        assertThat(stack("Description")).isEqualTo("A thing and its role.");
        assertThat(stack("Capabilities/member")).isEqualTo("CAPABILITY_IAM");
        assertThat(stack("Outputs")).isEqualTo("Serial1The number of the thing.the-serial" + "Namea|id-1");
        assertThat(send("Stacks/member[NotificationARNs]/StackName", "DescribeStacks", "StackName", "one"))
                .isEqualTo("one");
    }

    /** The text at a path within the stack {@code one}. */
    private String stack(String path) {
        return send("Stacks/member/" + path, "DescribeStacks", "StackName", "one");
    }

    @Test
    void a_template_tells_its_description() {
        assertThat(send("ValidateTemplateResult/Description", "ValidateTemplate", "TemplateBody", DESCRIBED))
                .isEqualTo("A thing and its role.");
        assertThat(send("GetTemplateSummaryResult/Description", "GetTemplateSummary", "TemplateBody", DESCRIBED))
                .isEqualTo("A thing and its role.");
    }

    @Test
    void a_description_alone_is_no_update() {
        create("one");
        end("one");

        assertThat(send(
                        "Error/Message",
                        "UpdateStack",
                        "StackName",
                        "one",
                        "TemplateBody",
                        "Description: New\n" + TEMPLATE))
                .isEqualTo("No updates are to be performed.");
    }

    @Test
    void the_capabilities_of_a_change_set_are_the_stacks_once_it_is_executed() {
        create("one", "Capabilities.member.1", "CAPABILITY_IAM");
        end("one");
        changeSet(
                "one",
                "named",
                "UPDATE",
                "TemplateBody",
                DESCRIBED,
                "Capabilities.member.1",
                "CAPABILITY_NAMED_IAM",
                "Description",
                "Export it.");
        String[] named = {"StackName", "one", "ChangeSetName", "named"};
        assertThat(send("DescribeChangeSetResult/Description", "DescribeChangeSet", named))
                .isEqualTo("Export it.");
        assertThat(send("Capabilities/member", "DescribeChangeSet", named)).isEqualTo("CAPABILITY_NAMED_IAM");
        assertThat(stack("Capabilities/member")).isEqualTo("CAPABILITY_IAM");

        send("RequestId", "ExecuteChangeSet", named);

        assertThat(end("one")).isEqualTo("UPDATE_COMPLETE");
        assertThat(stack("Capabilities/member")).isEqualTo("CAPABILITY_NAMED_IAM");
    }

    @Test
    void drift_of_one_resource_is_the_answer_and_changes_no_status_of_the_stack() {
        create("one", "Parameters.member.1.ParameterKey", "Size", "Parameters.member.1.ParameterValue", "7");
        end("one");
        things.answer("READ", "a", "{'status':'SUCCESS','resourceModel':{'Name':'a','Id':'id-1','Size':8}}");
        String[] resource = {"StackName", "one", "LogicalResourceId", "A"};

        assertThat(send("StackResourceDrift/StackResourceDriftStatus", "DetectStackResourceDrift", resource))
                .isEqualTo("MODIFIED");

        assertThat(send(
                        "PropertyDifferences/member/ActualValue",
                        "DescribeStackResourceDrifts",
                        "StackName",
                        "one",
                        "StackResourceDriftStatusFilters.member.1",
                        "MODIFIED"))
                .isEqualTo("8");
        assertThat(stack("DriftInformation/StackDriftStatus")).isEqualTo("NOT_CHECKED");
        assertThat(send("StackResourceDrift/StackResourceDriftStatus", "DetectStackResourceDrift", resource))
                .isEqualTo("IN_SYNC");
        assertThat(send(
                        "StackResourceDrifts/member",
                        "DescribeStackResourceDrifts",
                        "StackName",
                        "one",
                        "StackResourceDriftStatusFilters.member.1",
                        "MODIFIED"))
                .isEmpty();
    }

    @Test
    void drift_of_a_resource_that_the_stack_does_not_have_is_an_error_that_names_it() {
        create("one");
        end("one");

        assertThat(send("Error/Message", "DetectStackResourceDrift", "StackName", "one", "LogicalResourceId", "B"))
                .isEqualTo("Resource B does not exist for stack one");
    }
}
