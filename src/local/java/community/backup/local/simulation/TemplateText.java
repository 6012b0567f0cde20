package community.backup.local.simulation;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import community.backup.local.cloudformation.StackRequest;
import java.util.Collection;
import java.util.Map;

/** Templates of wishes, with a vault of the stack's own. */
final class TemplateText {
    private TemplateText() {}

    static StackRequest request(String stack, Collection<Wish> wishes, Map<String, String> tags) {
        ObjectNode template = JsonNodeFactory.instance.objectNode();
        ObjectNode resources = template.putObject("Resources");
        ObjectNode vault = resources.putObject("Vault").put("Type", "AWS::Backup::BackupVault");
        vault.putObject("Properties").put("BackupVaultName", stack + "-vault");
        ObjectNode outputs = template.putObject("Outputs");
        for (Wish wish : wishes) {
            resources.set(wish.id(), wish.declared());
            ObjectNode value = outputs.putObject(wish.id() + "Id").putObject("Value");
            value.putArray("Fn::GetAtt").add(wish.id()).add("RecoveryPointId");
        }
        return new StackRequest(stack, template.toString(), Map.of(), tags);
    }
}
