package community.backup.cdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import software.amazon.awscdk.App;
import software.amazon.awscdk.CfnResource;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.assertions.Template;

/**
 * The local CloudFormation of the root project. It deploys a template, tears it down, and checks that nothing is left.
 */
final class LocalCloudFormation {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final AtomicInteger STACKS = new AtomicInteger();

    private final ServedAccount account;

    private LocalCloudFormation(ServedAccount account) {
        this.account = account;
    }

    /** The instance that the tests of a JVM share if they leave nothing. */
    private static final class Shared {
        private static final LocalCloudFormation ONE = open();

        private static LocalCloudFormation open() {
            try {
                return new LocalCloudFormation(new ServedAccount());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /**
     * Synthesises a stack, deploys it, tears it down, and returns its template for further checks.
     *
     * @param parameters the stack's parameters, each as {@code Name=value}
     */
    static Template deployed(Stack stack, String... parameters) throws IOException, InterruptedException {
        Template template = Template.fromStack(stack);
        deploy(JSON.valueToTree(template.toJSON()), parameters);
        return template;
    }

    /** Synthesises a stack, deploys it, tears it down, and returns its outputs and events, the oldest first. */
    static String deployedAndShown(Stack stack) throws IOException, InterruptedException {
        return deploy(JSON.valueToTree(Template.fromStack(stack).toJSON()));
    }

    /** Deploys a template and deletes the stack. All resources must be made, and none must be left. */
    private static String deploy(JsonNode template, String... parameters) throws IOException, InterruptedException {
        if (!template.findValuesAsText("DeletionPolicy").contains("Retain")) {
            return Shared.ONE.comesAndGoes(template, parameters);
        }
        try (ServedAccount account = new ServedAccount()) {
            return new LocalCloudFormation(account).comesAndGoes(template, parameters);
        }
    }

    private String comesAndGoes(JsonNode template, String... parameters) throws IOException, InterruptedException {
        Set<String> before = left();
        String id = create(template, parameters);
        String end = end(id);
        assertThat(end).as(events(id)).isEqualTo("CREATE_COMPLETE");
        String outputs = outputs(id);
        delete(id, "DELETE_COMPLETE");
        if (this == Shared.ONE) {
            assertThat(left()).isEqualTo(before);
        }
        return outputs + events(id);
    }

    /**
     * Synthesises a stack, makes it by importing a recovery point, tears it down, and returns its template for further
     * checks.
     *
     * @param deleted the event with which the recovery point leaves the stack
     */
    static Template imported(Stack stack, String logicalId, String vault, String arn, String deleted)
            throws IOException, InterruptedException {
        Template template = Template.fromStack(stack);
        try (ServedAccount account = new ServedAccount()) {
            account.put(vault, arn);
            new LocalCloudFormation(account).importPoint(template, logicalId, vault, arn, deleted);
        }
        return template;
    }

    private void importPoint(Template template, String logicalId, String vault, String arn, String deleted)
            throws IOException, InterruptedException {
        String name = name();
        String resource = "ResourcesToImport.member.1.";
        String id = ask(
                "StackId",
                "CreateChangeSet",
                "StackName",
                name,
                "ChangeSetName",
                "import",
                "ChangeSetType",
                "IMPORT",
                "TemplateBody",
                JSON.writeValueAsString(template.toJSON()),
                resource + "ResourceType",
                CfnRecoveryPoint.CFN_RESOURCE_TYPE_NAME,
                resource + "LogicalResourceId",
                logicalId,
                resource + "ResourceIdentifier.entry.1.key",
                "BackupVaultName",
                resource + "ResourceIdentifier.entry.1.value",
                vault,
                resource + "ResourceIdentifier.entry.2.key",
                "RecoveryPointId",
                resource + "ResourceIdentifier.entry.2.value",
                arn);
        ask("RequestId", "ExecuteChangeSet", "StackName", name, "ChangeSetName", "import");
        String end = end(id);
        assertThat(end).as(events(id)).isEqualTo("IMPORT_COMPLETE");
        delete(id, "DELETE_COMPLETE");
        assertThat(events(id)).contains(deleted + " " + logicalId);
    }

    /** The handler's refusal of these properties of a recovery point. Nothing else checks the properties. */
    static String refusal(Map<String, Object> properties) throws IOException, InterruptedException {
        Stack stack = new Stack(new App(), "Plain");
        CfnResource.Builder.create(stack, "Backup")
                .type(CfnRecoveryPoint.CFN_RESOURCE_TYPE_NAME)
                .properties(properties)
                .build()
                .addPropertyOverride("BackupVaultName", "vault");
        LocalCloudFormation cloudFormation = Shared.ONE;
        String id =
                cloudFormation.create(JSON.valueToTree(Template.fromStack(stack).toJSON()));
        String end = cloudFormation.end(id);
        String shown = cloudFormation.events(id);
        assertThat(end).as(shown).isEqualTo("ROLLBACK_COMPLETE");
        assertThat(shown).contains("CREATE_FAILED");
        return shown;
    }

    /** The events of a stack that is made and cannot be deleted. */
    static String failedDeletion(Stack stack) throws IOException, InterruptedException {
        try (ServedAccount account = new ServedAccount()) {
            LocalCloudFormation cloudFormation = new LocalCloudFormation(account);
            String id = cloudFormation.create(
                    JSON.valueToTree(Template.fromStack(stack).toJSON()));
            String end = cloudFormation.end(id);
            assertThat(end).as(cloudFormation.events(id)).isEqualTo("CREATE_COMPLETE");
            cloudFormation.delete(id, "DELETE_FAILED");
            return cloudFormation.events(id);
        }
    }

    private String create(JsonNode template, String... parameters) throws IOException, InterruptedException {
        List<String> fields = new ArrayList<>(List.of(
                "StackName",
                name(),
                "TemplateBody",
                template.toString(),
                "Capabilities.member.1",
                "CAPABILITY_IAM",
                "Capabilities.member.2",
                "CAPABILITY_NAMED_IAM"));
        for (int i = 0; i < parameters.length; i++) {
            String[] sides = parameters[i].split("=", 2);
            String parameter = "Parameters.member." + (i + 1);
            fields.addAll(List.of(parameter + ".ParameterKey", sides[0], parameter + ".ParameterValue", sides[1]));
        }
        return ask("StackId", "CreateStack", fields.toArray(String[]::new));
    }

    private static String name() {
        return "Stack" + STACKS.incrementAndGet();
    }

    private void delete(String id, String expected) throws IOException, InterruptedException {
        ask("RequestId", "DeleteStack", "StackName", id);
        String end = end(id);
        assertThat(end).as(events(id)).isEqualTo(expected);
    }

    private String ask(String name, String action, String... fields) throws IOException, InterruptedException {
        return account.cloudFormation(action, fields).text(name);
    }

    /** Polls until the stack's operation has ended. The stack's time passes between the polls. */
    private String end(String id) throws IOException, InterruptedException {
        String status;
        do {
            status = ask("StackStatus", "DescribeStacks", "StackName", id);
        } while (status.endsWith("_IN_PROGRESS"));
        return status;
    }

    private String outputs(String id) throws IOException, InterruptedException {
        return account.cloudFormation("DescribeStacks", "StackName", id).members("Outputs").stream()
                .map(output -> output.text("OutputKey") + " = " + output.text("OutputValue") + "\n")
                .collect(Collectors.joining());
    }

    /** The stack's events, the oldest first, each with status, logical id and reason on a line. */
    private String events(String id) throws IOException, InterruptedException {
        List<String> lines = new ArrayList<>();
        String token = "";
        do {
            ServedAccount.Answer page =
                    account.cloudFormation("DescribeStackEvents", "StackName", id, "NextToken", token);
            page.members("StackEvents")
                    .forEach(event -> lines.add(event.text("ResourceStatus") + " " + event.text("LogicalResourceId")
                            + " " + event.text("ResourceStatusReason")));
            token = page.text("NextToken");
        } while (!token.isEmpty());
        Collections.reverse(lines);
        return String.join("\n", lines);
    }

    /** The names of the vaults. */
    private Set<String> left() throws IOException, InterruptedException {
        Set<String> vaults = new TreeSet<>();
        account.vaults().fieldNames().forEachRemaining(vaults::add);
        return vaults;
    }
}
