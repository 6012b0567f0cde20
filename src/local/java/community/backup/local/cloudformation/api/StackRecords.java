package community.backup.local.cloudformation.api;

import community.backup.local.cloudformation.StackEvent;
import community.backup.local.cloudformation.StackEventListener;
import community.backup.local.cloudformation.template.TemplateException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The records of all stacks, deleted ones included. */
final class StackRecords implements StackEventListener {
    private final Map<String, StackRecord> byId = new LinkedHashMap<>();
    /** The newest stack of each name. */
    private final Map<String, StackRecord> byName = new LinkedHashMap<>();
    /** The places of nested stacks, by the id of the stack. */
    private final Map<String, StackRecord.Nesting> parents = new HashMap<>();

    @Override
    public void happened(StackEvent event) {
        // The first event of a stack is about the stack itself.
        if (event.isOfStack()) {
            byName.put(
                    event.stackName(),
                    byId.computeIfAbsent(
                            event.physicalId(),
                            id -> new StackRecord(event.stackName(), id, Optional.ofNullable(parents.get(id)))));
        }
        StackRecord stack = Optional.ofNullable(byName.get(event.stackName())).orElseThrow();
        stack.happened(event);
        // The parent has an event with the id before the nested stack has an event.
        if (event.isOfNestedStack()) {
            parents.putIfAbsent(event.physicalId(), stack.nesting());
        }
    }

    /** Adds a record, or replaces the record with the same id. */
    void put(StackRecord stack) {
        byId.put(stack.id(), stack);
        byName.put(stack.name(), stack);
    }

    /** The records as they were at a time. */
    StackRecords asOf(Instant time) {
        StackRecords then = new StackRecords();
        all().forEach(stack -> stack.asOf(time).ifPresent(then::put));
        return then;
    }

    /** The records without some stacks, by id. */
    StackRecords without(Set<String> ids) {
        StackRecords others = new StackRecords();
        all().stream().filter(stack -> !ids.contains(stack.id())).forEach(others::put);
        return others;
    }

    Collection<StackRecord> all() {
        return byId.values();
    }

    /** A stack by its name as long as it is not deleted, or by its id, also after the deletion. */
    Optional<StackRecord> find(String nameOrId) {
        StackRecord known = byId.get(nameOrId);
        return known != null
                ? Optional.of(known)
                : Optional.ofNullable(byName.get(nameOrId)).filter(stack -> !stack.gone());
    }

    /**
     * A stack by its name or its id.
     *
     * @throws TemplateException if there is none
     */
    StackRecord get(String nameOrId) {
        return find(nameOrId).orElseThrow(() -> new TemplateException("Stack with id " + nameOrId + " does not exist"));
    }
}
