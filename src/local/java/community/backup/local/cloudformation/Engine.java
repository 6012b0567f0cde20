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
 * The parts that all stacks share.
 *
 * @param types by name, without the type of nested stacks
 * @param ids gives a new id each time
 * @param identifiers the identifiers that resources already have
 * @param templates the templates of nested stacks
 * @param express the stacks whose present operation runs in express mode
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
    /** The names of all types, with the type of nested stacks. */
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
