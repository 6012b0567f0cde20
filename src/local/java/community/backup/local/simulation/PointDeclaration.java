package community.backup.local.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import lombok.Builder;
import org.jspecify.annotations.Nullable;

/**
 * The declaration of a recovery point in a template.
 *
 * @param vault the name of a vault; null for the stack's own vault
 * @param resource the ARN of the resource to back up; null for a recovery point that is imported
 * @param role the ARN of the role; null for a recovery point that is imported, or if the role is missing on purpose
 * @param imported the ARN of the recovery point to import; null otherwise
 * @param deleteAfterDays null for no Lifecycle
 */
@Builder(toBuilder = true)
record PointDeclaration(
        String id,
        @Nullable String vault,
        @Nullable String resource,
        @Nullable String role,
        @Nullable String imported,
        @Nullable Long deleteAfterDays,
        @Nullable Long coldAfterDays,
        Map<String, String> tags,
        Map<String, String> options,
        @Nullable Long startWindow,
        String deletionPolicy,
        String updateReplacePolicy,
        List<String> dependsOn) {

    /** The declaration as a resource of a template. */
    ObjectNode toResource() {
        ObjectNode resourceNode = JsonNodeFactory.instance.objectNode();
        resourceNode.put("Type", "Community::Backup::RecoveryPoint");
        if (!deletionPolicy.isEmpty()) {
            resourceNode.put("DeletionPolicy", deletionPolicy);
        }
        if (!updateReplacePolicy.isEmpty()) {
            resourceNode.put("UpdateReplacePolicy", updateReplacePolicy);
        }
        if (!dependsOn.isEmpty()) {
            ArrayNode names = resourceNode.putArray("DependsOn");
            dependsOn.forEach(names::add);
        }
        ObjectNode properties = resourceNode.putObject("Properties");
        if (vault == null) {
            properties.putObject("BackupVaultName").put("Ref", "Vault");
        } else {
            properties.put("BackupVaultName", vault);
        }
        if (resource != null) {
            properties.put("ResourceArn", resource);
        }
        if (role != null) {
            properties.put("IamRoleArn", role);
        }
        if (deleteAfterDays != null) {
            ObjectNode lifecycle = properties.putObject("Lifecycle").put("DeleteAfterDays", deleteAfterDays);
            if (coldAfterDays != null) {
                lifecycle.put("MoveToColdStorageAfterDays", coldAfterDays);
            }
        }
        if (!tags.isEmpty()) {
            ArrayNode list = properties.putArray("Tags");
            tags.forEach((key, value) -> list.addObject().put("Key", key).put("Value", value));
        }
        if (!options.isEmpty()) {
            ObjectNode map = properties.putObject("BackupOptions");
            options.forEach(map::put);
        }
        if (startWindow != null) {
            properties.put("StartWindowMinutes", startWindow);
        }
        return resourceNode;
    }

    /** Whether the handler can reject properties without a call to AWS Backup. */
    static boolean isInvalid(JsonNode properties) {
        long delete = properties.path("Lifecycle").path("DeleteAfterDays").asLong(-1);
        long cold =
                properties.path("Lifecycle").path("MoveToColdStorageAfterDays").asLong(-1);
        return delete > 0 && cold > 0 && delete < cold + 90;
    }

    /** Whether properties of a new recovery point lack the resource or the role. */
    static boolean isIncomplete(JsonNode properties) {
        return !properties.has("ResourceArn") || !properties.has("IamRoleArn");
    }

    /** Whether AWS Backup cannot tag recovery points with this ARN. */
    static boolean untaggable(String arn) {
        return !arn.split(":", -1)[2].equals("backup");
    }
}
