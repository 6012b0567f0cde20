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

/** The records of all stacks that there are and were. */
final class StackRecords implements StackEventListener {
    private final Map<String, StackRecord> byId = new LinkedHashMap<>();
    /** The newest one of each name. */
    private final Map<String, StackRecord> byName = new LinkedHashMap<>();
    /** Where a stack is nested, by its id. */
    private final Map<String, StackRecord.Nesting> parents = new HashMap<>();

    @Override
    public void happened(StackEvent event) {
        // A stack's first event is its own.
        if (event.isOfStack()) {
            byName.put(
                    event.stackName(),
                    byId.computeIfAbsent(
                            event.physicalId(),
                            id -> new StackRecord(event.stackName(), id, Optional.ofNullable(parents.get(id)))));
        }
        StackRecord stack = Optional.ofNullable(byName.get(event.stackName())).orElseThrow();
        stack.happened(event);
        // The parent says so before the nested stack has an event.
        if (event.isOfNestedStack()) {
            parents.putIfAbsent(event.physicalId(), stack.nesting());
        }
    }

    /** Takes a record that was made elsewhere, in the place of one with the same id. */
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

    /** A stack by its name, as long as it is not deleted, or by its id for ever. */
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
