package community.backup.local.cloudformation;

import community.backup.local.cloudformation.resource.ResourceSchema;
import community.backup.local.cloudformation.template.DependencyOrder;
import community.backup.local.cloudformation.template.Template;
import community.backup.local.cloudformation.template.TemplateException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListSet;

/**
 * Changes a stack to what is wanted: first all that is new or different, then, once that stands, it removes what is no
 * longer wanted. If a change fails, the stack goes back to what it was.
 */
final class StackUpdate {
    private final Engine engine;
    private final Stack stack;
    private final Desired before;
    private final Desired after;
    private final StackScope scope;
    private final ResourceWork work;
    private final Map<String, StackResource> original;
    private final Set<String> updated = new ConcurrentSkipListSet<>();
    private final ConcurrentLinkedQueue<StackResource> replaced = new ConcurrentLinkedQueue<>();

    StackUpdate(Engine engine, Stack stack, Desired before, Desired after) {
        this.engine = engine;
        this.stack = stack;
        this.before = before;
        this.after = after;
        scope = new StackScope(engine, stack, after);
        work = new ResourceWork(engine, stack, after.tags(), before.tags(), false);
        original = stack.resources();
    }

    void run() {
        stack.status("UPDATE_IN_PROGRESS", "User Initiated");
        Set<String> failed =
                new OrderedWork(engine.time(), DependencyOrder.of(after.template()), true, this::change).run();
        if (!failed.isEmpty()) {
            rollBack("The following resource(s) failed to update: " + failed + ". ");
            return;
        }
        try {
            stack.settle(after, scope.outputs());
            complete();
        } catch (TemplateException e) {
            rollBack(e.reason());
        }
    }

    private boolean change(String logicalId) {
        StackResource present = original.get(logicalId);
        boolean good;
        try {
            StackResource wanted = scope.wanted(logicalId);
            good = present == null ? work.create(wanted, "CREATE", "") : change(present, wanted);
        } catch (TemplateException e) {
            good = work.refuse(after.template().resource(logicalId), "UPDATE", e);
        }
        if (!good) {
            work.cancel();
        }
        return good;
    }

    private boolean change(StackResource present, StackResource wanted) {
        if (!present.type().equals(wanted.type())) {
            throw new TemplateException("Update of resource type is not permitted. The new template modifies resource "
                    + "type of the following resources: [" + present.logicalId() + "]");
        }
        ResourceSchema schema = engine.type(wanted.type()).schema();
        boolean different = !present.properties().equals(wanted.properties());
        boolean replace = different && !schema.canUpdate();
        if (replace
                || !schema.replacing(present.properties(), wanted.properties()).isEmpty()) {
            replaced.add(present);
            return work.create(
                    wanted,
                    "UPDATE",
                    "Requested update requires the creation of a new physical resource; hence creating one.");
        }
        boolean newTags = !before.tags().equals(after.tags()) && schema.takesTagUpdates();
        if (!different && !newTags) {
            stack.put(wanted.identified(present.physicalId(), present.model()));
            return true;
        }
        updated.add(present.logicalId());
        return work.update(present, wanted);
    }

    private void complete() {
        stack.status("UPDATE_COMPLETE_CLEANUP_IN_PROGRESS", "");
        CleanUp cleanUp = new CleanUp(engine, work);
        replaced.forEach(old -> {
            Template.Resource declared = after.template().resource(old.logicalId());
            cleanUp.add(old, declared.updateReplacePolicy().keeps(false));
        });
        original.forEach((id, old) -> {
            if (!after.template().resources().containsKey(id)) {
                stack.remove(id);
                cleanUp.add(old, old.deletionPolicy().keeps(false));
            }
        });
        boolean clean = cleanUp.run();
        stack.status("UPDATE_COMPLETE", clean ? "" : "Update successful. One or more resources could not be deleted.");
    }

    private void rollBack(String reason) {
        stack.status("UPDATE_ROLLBACK_IN_PROGRESS", reason);
        ResourceWork back = new ResourceWork(engine, stack, before.tags(), after.tags(), true);
        Map<String, Set<String>> order = new LinkedHashMap<>(DependencyOrder.of(before.template()));
        order.keySet().retainAll(updated);
        Map<String, StackResource> changed = stack.resources();
        Set<String> stuck = new OrderedWork(
                        engine.time(), order, false, id -> back.update(get(changed, id), get(original, id)))
                .run();
        if (!stuck.isEmpty()) {
            stack.status("UPDATE_ROLLBACK_FAILED", "The following resource(s) failed to update: " + stuck + ". ");
            return;
        }
        stack.status("UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS", "");
        CleanUp cleanUp = new CleanUp(engine, back);
        for (StackResource made : madeNew(changed)) {
            stack.remove(made.logicalId());
            cleanUp.add(made, made.deletionPolicy().keeps(true));
        }
        boolean clean = cleanUp.run();
        original.values().stream()
                .filter(old -> !updated.contains(old.logicalId()))
                .forEach(stack::put);
        stack.status("UPDATE_ROLLBACK_COMPLETE", clean ? "" : "One or more resources could not be deleted.");
    }

    private List<StackResource> madeNew(Map<String, StackResource> changed) {
        List<StackResource> made = new ArrayList<>();
        changed.forEach((id, resource) -> {
            StackResource old = original.get(id);
            if (old == null || !old.physicalId().equals(resource.physicalId())) {
                made.add(resource);
            }
        });
        return made;
    }

    private static StackResource get(Map<String, StackResource> resources, String id) {
        StackResource resource = resources.get(id);
        if (resource == null) {
            throw new IllegalArgumentException(id);
        }
        return resource;
    }
}
