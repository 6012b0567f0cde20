package community.backup.cdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.assertions.Template;

/** The local CloudFormation of the root, as {@code ./demo} runs it: it deploys a template, tears it down and checks both. */
final class LocalCloudFormation {
    private static final ObjectMapper JSON = new ObjectMapper();

    private LocalCloudFormation() {}

    /**
     * Synthesises a stack, deploys it, tears it down, and returns its template for further looks.
     *
     * @param parameters for it, each as {@code Name=value}
     */
    static Template deployed(Stack stack, String... parameters) throws IOException, InterruptedException {
        Template template = Template.fromStack(stack);
        deploy(JSON.valueToTree(template.toJSON()), parameters);
        return template;
    }

    /** Synthesises a stack, deploys it, tears it down, and returns what was shown. */
    static String deployedAndShown(Stack stack) throws IOException, InterruptedException {
        return deploy(JSON.valueToTree(Template.fromStack(stack).toJSON()));
    }

    /** Deploys a template and tears it down; all that is in it must be made, and all must go. Returns what was shown. */
    static String deploy(JsonNode template, String... parameters) throws IOException, InterruptedException {
        Command demo = demo(template, parameters);
        assertThat(demo.output()).contains("CREATE_COMPLETE").contains("DELETE_COMPLETE");
        assertThat(demo.status()).as(demo.output()).isZero();
        return demo.output();
    }

    /**
     * Synthesises a stack, makes it by importing a recovery point, tears it down, and returns its template for further looks.
     *
     * @param deleted the event with which the recovery point leaves the stack
     */
    static Template imported(Stack stack, String logicalId, String vault, String arn, String deleted)
            throws IOException, InterruptedException {
        Template template = Template.fromStack(stack);
        Path file = Files.createTempFile("import", ".json");
        try {
            JSON.writeValue(
                    file.toFile(),
                    List.of(Map.of(
                            "ResourceType",
                            CfnRecoveryPoint.CFN_RESOURCE_TYPE_NAME,
                            "LogicalResourceId",
                            logicalId,
                            "ResourceIdentifier",
                            Map.of("BackupVaultName", vault, "RecoveryPointId", arn))));
            Command demo = demo(
                    JSON.valueToTree(template.toJSON()),
                    "--recovery-point",
                    vault + "=" + arn,
                    "--resources-to-import",
                    file.toString());
            assertThat(demo.output()).contains("IMPORT_COMPLETE").containsPattern(deleted + " +" + logicalId);
            assertThat(demo.status()).as(demo.output()).isZero();
            return template;
        } finally {
            Files.delete(file);
        }
    }

    /** What the handler says to a template that it refuses, on one line. */
    static String refusal(Stack stack) throws IOException, InterruptedException {
        Command demo = demo(JSON.valueToTree(Template.fromStack(stack).toJSON()));
        assertThat(demo.output()).contains("CREATE_FAILED");
        assertThat(demo.status()).isEqualTo(1);
        return demo.output().replaceAll("\\s+", " ");
    }

    /** What is shown of a stack that is made and cannot be deleted, on one line. */
    static String failedDeletion(Stack stack) throws IOException, InterruptedException {
        Command demo = demo(JSON.valueToTree(Template.fromStack(stack).toJSON()));
        assertThat(demo.output()).contains("CREATE_COMPLETE").contains("DELETE_FAILED");
        assertThat(demo.status()).isEqualTo(1);
        return demo.output().replaceAll("\\s+", " ");
    }

    private static Command demo(JsonNode template, String... parameters) throws IOException, InterruptedException {
        Path file = Files.createTempFile("template", ".json");
        try {
            Files.writeString(file, withoutBootstrapCheck(template).toPrettyString());
            List<String> command = new ArrayList<>(List.of("./demo", "--speed", "1000000", file.toString()));
            command.addAll(List.of(parameters));
            return Command.run(Command.ROOT, Map.of(), command);
        } finally {
            Files.delete(file);
        }
    }

    /** Of a stack's check that its account is bootstrapped nothing is left: it asks a service that is not here. */
    private static JsonNode withoutBootstrapCheck(JsonNode template) {
        ObjectNode rest = template.deepCopy();
        remove(rest, "Parameters", "BootstrapVersion");
        remove(rest, "Rules", "CheckBootstrapVersion");
        return rest;
    }

    private static void remove(ObjectNode template, String section, String name) {
        if (template.get(section) instanceof ObjectNode members) {
            members.remove(name);
            if (members.isEmpty()) {
                template.remove(section);
            }
        }
    }
}
