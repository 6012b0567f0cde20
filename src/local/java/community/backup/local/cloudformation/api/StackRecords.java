package community.backup.local.cloudformation.api;

import community.backup.local.cloudformation.StackEvent;
import community.backup.local.cloudformation.StackEventListener;
import community.backup.local.cloudformation.template.TemplateException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The records of all stacks that there are and were. */
final class StackRecords implements StackEventListener {
    private final Map<String, StackRecord> byId = new LinkedHashMap<>();
    /** The newest one of each name. */
    private final Map<String, StackRecord> byName = new LinkedHashMap<>();

    @Override
    public void happened(StackEvent event) {
        // A stack's first event is its own.
        if (event.logicalId().equals(event.stackName())) {
            byName.put(
                    event.stackName(),
                    byId.computeIfAbsent(event.physicalId(), id -> new StackRecord(event.stackName(), id)));
        }
        Optional.ofNullable(byName.get(event.stackName())).orElseThrow().happened(event);
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
