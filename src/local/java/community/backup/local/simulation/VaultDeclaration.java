package community.backup.local.simulation;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import community.backup.local.cloudformation.StackRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import lombok.Builder;
import org.jspecify.annotations.Nullable;

/**
 * The declaration of a stack with a vault and its contents in a template.
 *
 * @param vault the vault's name
 * @param ownsVault whether the vault is a resource of the stack
 * @param contents the logical id of the contents; null for a stack without them
 * @param emptyOn null for the default value
 * @param planEvery the interval of the stack's backup plan, in minutes; 0 for no plan
 * @param ordered whether the plan names the contents, so that CloudFormation deletes the plan first
 * @param nested whether all these resources are in a nested stack
 * @param doomed whether the template has a resource whose creation fails
 */
@Builder(toBuilder = true)
record VaultDeclaration(
        String stack,
        String vault,
        boolean ownsVault,
        @Nullable String contents,
        @Nullable String emptyOn,
        boolean includeExisting,
        int planEvery,
        boolean ordered,
        boolean nested,
        boolean doomed,
        List<PointDeclaration> points) {
    private static final Path NESTED = Path.of("target", "simulation", "nested");

    @Override
    public String toString() {
        return "%s vault %s, contents %s with EmptyOn %s%s, %s%s%s%s"
                .formatted(
                        ownsVault ? "its" : "another's",
                        vault,
                        contents,
                        emptyOn,
                        includeExisting ? " and IncludeExisting" : "",
                        planEvery == 0 ? "no plan" : (ordered ? "an ordered" : "a") + " plan",
                        nested ? ", in a nested stack" : "",
                        doomed ? ", and a resource whose creation fails" : "",
                        points.isEmpty() ? "" : ", and a single recovery point");
    }

    /** The same stack without any of these resources. */
    VaultDeclaration emptied() {
        return toBuilder()
                .ownsVault(false)
                .contents(null)
                .planEvery(0)
                .nested(false)
                .points(List.of())
                .build();
    }

    StackRequest request() {
        ObjectNode template = template();
        if (!nested) {
            return StackRequest.of(stack, template.toString());
        }
        ObjectNode outer = JsonNodeFactory.instance.objectNode();
        ObjectNode resources = outer.putObject("Resources");
        resources
                .putObject("Inner")
                .put("Type", "AWS::CloudFormation::Stack")
                .putObject("Properties")
                .put("TemplateURL", file(template.toString()));
        if (doomed) {
            doom(resources, List.of("Inner"));
        }
        return new StackRequest(stack, outer.toString(), Map.of(), Map.of(), Optional.of(NESTED.toAbsolutePath()));
    }

    /** Writes a template to a file, from which the local CloudFormation reads the template of a nested stack. */
    private static String file(String template) {
        byte[] bytes = template.getBytes(StandardCharsets.UTF_8);
        Path file = NESTED.resolve(UUID.nameUUIDFromBytes(bytes) + ".json");
        try {
            if (!Files.exists(file)) {
                Files.createDirectories(NESTED);
                Path part = Files.createTempFile(NESTED, "part", "");
                Files.write(part, bytes);
                Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            }
            return file.getFileName().toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ObjectNode template() {
        ObjectNode template = JsonNodeFactory.instance.objectNode();
        ObjectNode resources = template.putObject("Resources");
        if (ownsVault) {
            resources
                    .putObject("Vault")
                    .put("Type", "AWS::Backup::BackupVault")
                    .putObject("Properties")
                    .put("BackupVaultName", vault);
        }
        if (contents != null) {
            ObjectNode properties =
                    resources.putObject(contents).put("Type", VaultLife.TYPE).putObject("Properties");
            name(properties, "BackupVaultName", "Vault");
            if (emptyOn != null) {
                properties.put("EmptyOn", emptyOn);
            }
            if (includeExisting) {
                properties.put("IncludeExisting", true);
            }
        }
        if (planEvery > 0) {
            plan(resources);
        }
        points.forEach(point -> resources.set(point.id(), point.toResource()));
        if (resources.isEmpty()) {
            resources.putObject("Handle").put("Type", "AWS::SNS::Topic");
        }
        if (doomed && !nested) {
            List<String> before = new java.util.ArrayList<>();
            resources.fieldNames().forEachRemaining(before::add);
            doom(resources, before);
        }
        return template;
    }

    private void name(ObjectNode properties, String property, String id) {
        if (ownsVault || !id.equals("Vault")) {
            properties.putObject(property).put("Ref", id);
        } else {
            properties.put(property, vault);
        }
    }

    private void plan(ObjectNode resources) {
        ObjectNode plan = resources
                .putObject("Plan")
                .put("Type", "AWS::Backup::BackupPlan")
                .putObject("Properties")
                .putObject("BackupPlan")
                .put("BackupPlanName", "own");
        ObjectNode rule = plan.putArray("BackupPlanRule").addObject();
        rule.put("RuleName", "own").put("ScheduleExpression", "rate(" + planEvery + " minutes)");
        name(rule, "TargetBackupVault", ordered && contents != null ? contents : "Vault");
        ObjectNode selection = resources
                .putObject("Selection")
                .put("Type", "AWS::Backup::BackupSelection")
                .putObject("Properties");
        selection.putObject("BackupPlanId").put("Ref", "Plan");
        selection
                .putObject("BackupSelection")
                .put("SelectionName", "own")
                .put("IamRoleArn", "arn:aws:iam::123456789012:role/backup-a")
                .putArray("Resources")
                .add("arn:aws:elasticfilesystem:us-east-1:123456789012:file-system/fs-own");
    }

    /** Adds contents of a vault that does not exist, so that their creation fails. */
    private static void doom(ObjectNode resources, List<String> before) {
        ObjectNode doomed = resources.putObject("Doomed").put("Type", VaultLife.TYPE);
        before.forEach(doomed.putArray("DependsOn")::add);
        doomed.putObject("Properties").put("BackupVaultName", "nowhere");
    }
}
