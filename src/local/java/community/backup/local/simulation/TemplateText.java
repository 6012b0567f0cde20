package community.backup.local.simulation;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import community.backup.local.cloudformation.StackRequest;
import java.util.Collection;
import java.util.Map;

/** Makes templates with the declared recovery points and a vault of the stack. */
final class TemplateText {
    private TemplateText() {}

    static StackRequest request(String stack, Collection<PointDeclaration> points, Map<String, String> tags) {
        ObjectNode template = JsonNodeFactory.instance.objectNode();
        ObjectNode resources = template.putObject("Resources");
        ObjectNode vault = resources.putObject("Vault").put("Type", "AWS::Backup::BackupVault");
        vault.putObject("Properties").put("BackupVaultName", stack + "-vault");
        ObjectNode outputs = template.putObject("Outputs");
        for (PointDeclaration point : points) {
            resources.set(point.id(), point.toResource());
            ObjectNode value = outputs.putObject(point.id() + "Id").putObject("Value");
            value.putArray("Fn::GetAtt").add(point.id()).add("RecoveryPointId");
        }
        return new StackRequest(stack, template.toString(), Map.of(), tags);
    }
}
