package community.backup.local.cloudformation;

import community.backup.local.clock.Agenda;
import community.backup.local.cloudformation.resource.Account;
import community.backup.local.cloudformation.resource.ResourceType;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * What all stacks work with.
 *
 * @param types by name
 * @param ids a new one each time
 * @param identifiers which of them are taken
 */
record Engine(
        Agenda agenda,
        Account account,
        Map<String, ResourceType> types,
        StackEvents events,
        Supplier<UUID> ids,
        Identifiers identifiers) {
    ResourceType type(String name) {
        ResourceType type = types.get(name);
        if (type == null) {
            throw new IllegalArgumentException(name);
        }
        return type;
    }
}
