package community.backup.local.cloudformation;

import community.backup.local.clock.VirtualTime;
import community.backup.local.cloudformation.resource.Account;
import community.backup.local.cloudformation.resource.ResourceType;
import java.util.Map;

/** What all stacks work with. Types are by name. */
record Engine(VirtualTime time, Account account, Map<String, ResourceType> types, StackEvents events) {
    ResourceType type(String name) {
        ResourceType type = types.get(name);
        if (type == null) {
            throw new IllegalArgumentException(name);
        }
        return type;
    }
}
