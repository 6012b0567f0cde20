package community.backup.local.cloudformation;

import community.backup.local.awsbackup.Account;
import community.backup.local.clock.Agenda;
import community.backup.local.cloudformation.resource.AsyncOperation;
import community.backup.local.cloudformation.resource.ResourceOperation;
import community.backup.local.cloudformation.resource.ResourceRequest;
import community.backup.local.cloudformation.resource.ResourceSchema;
import community.backup.local.cloudformation.resource.ResourceType;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * What all stacks work with.
 *
 * @param types by name, without that of nested stacks
 * @param ids a new one each time
 * @param identifiers which of them are taken
 * @param templates of nested stacks
 * @param express the stacks that are worked on in express mode
 */
record Engine(
        Agenda agenda,
        Account account,
        Map<String, ResourceType> types,
        StackEvents events,
        Supplier<UUID> ids,
        Stacks stacks,
        PrimaryIdentifiers identifiers,
        NestedTemplates templates,
        ExpressMode express) {
    /** The names of all types, that of nested stacks included. */
    SortedSet<String> typeNames() {
        SortedSet<String> names = new TreeSet<>(types.keySet());
        names.add(Stack.TYPE);
        return names;
    }

    ResourceSchema schema(String typeName) {
        return typeName.equals(Stack.TYPE) ? NestedStack.SCHEMA : type(typeName).schema();
    }

    AsyncOperation operation(String typeName, ResourceRequest request, AsyncOperation.Listener listener) {
        return typeName.equals(Stack.TYPE)
                ? new NestedStack(this, request, listener)
                : new ResourceOperation(
                        type(typeName), request, agenda, listener, express.stopsAtProgress(request.stackName()));
    }

    Exports exports() {
        return new Exports(stacks);
    }

    private ResourceType type(String name) {
        ResourceType type = types.get(name);
        if (type == null) {
            throw new IllegalArgumentException(name);
        }
        return type;
    }
}
