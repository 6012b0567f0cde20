package community.backup.local.cloudformation;

import community.backup.local.cloudformation.resource.ResourceSchema;
import community.backup.local.cloudformation.template.DependencyOrder;
import community.backup.local.cloudformation.template.Template;
import community.backup.local.cloudformation.template.TemplateException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Changes a stack to what is wanted: first all that is new or different, then, once that stands, it removes what is no
 * longer wanted. If a change fails, the stack goes back to what it was.
 */
final class StackUpdate {
    private final Engine engine;
    private final Stack stack;
    private final DesiredStack before;
    private final DesiredStack after;
    private final OnFailure onFailure;
    private final StackScope scope;
    private final ResourceWork work;
    private final Map<String, StackResource> original;
    private final Set<String> updated = new TreeSet<>();
    private final List<StackResource> replaced = new ArrayList<>();

    StackUpdate(Engine engine, Stack stack, DesiredStack before, DesiredStack after, OnFailure onFailure) {
        this.engine = engine;
        this.stack = stack;
        this.before = before;
        this.after = after;
        this.onFailure = onFailure;
        scope = new StackScope(engine, stack, after);
        work = new ResourceWork(engine, stack, after.tags(), before.tags(), false);
        original = stack.resources();
    }

    void start(Runnable then) {
        stack.status("UPDATE_IN_PROGRESS", "User Initiated");
        Optional<String> objection = engine.exports().objectionToImporting(after);
        if (objection.isPresent()) {
            rollBack(objection.get(), then);
            return;
        }
        new OrderedWork(DependencyOrder.of(after.template()), true, this::change).start(failed -> {
            if (failed.isEmpty()) {
                complete(then);
            } else {
                rollBack("The following resource(s) failed to update: " + failed + ". ", then);
            }
        });
    }

    /** Gives up what is under way, and with it the update. */
    void cancel() {
        work.cancel();
    }

    private void change(String logicalId, Consumer<Boolean> ended) {
        Consumer<Boolean> changed = good -> {
            if (!good) {
                work.cancel();
            }
            ended.accept(good);
        };
        StackResource wanted;
        try {
            wanted = scope.wanted(logicalId);
            StackResource present = original.get(logicalId);
            if (present != null && !present.type().equals(wanted.type())) {
                throw new TemplateException("Update of resource type is not permitted. The new template modifies "
                        + "resource type of the following resources: [" + logicalId + "]");
            }
        } catch (TemplateException e) {
            work.refuse(after.template().resource(logicalId), "UPDATE", e);
            changed.accept(false);
            return;
        }
        StackResource present = original.get(logicalId);
        if (present == null) {
            work.create(wanted, "CREATE", "", changed);
        } else {
            change(present, wanted, changed);
        }
    }

    private void change(StackResource present, StackResource wanted, Consumer<Boolean> changed) {
        ResourceSchema schema = engine.schema(wanted.type());
        boolean different = !present.properties().equals(wanted.properties());
        boolean replace = different && !schema.canUpdate();
        boolean newTags = !before.tags().equals(after.tags()) && schema.takesTagUpdates();
        if (replace
                || !schema.replacing(present.properties(), wanted.properties()).isEmpty()) {
            replaced.add(present);
            work.create(
                    wanted,
                    "UPDATE",
                    "Requested update requires the creation of a new physical resource; hence creating one.",
                    changed);
        } else if (different || newTags) {
            updated.add(present.logicalId());
            work.update(present, wanted, changed);
        } else {
            stack.put(wanted.identified(present.physicalId(), present.model()));
            changed.accept(true);
        }
    }

    private void complete(Runnable then) {
        try {
            stack.settle(after, scope.outputs());
        } catch (TemplateException e) {
            rollBack(e.reason(), then);
            return;
        }
        stack.status("UPDATE_COMPLETE_CLEANUP_IN_PROGRESS", "");
        CleanUp cleanUp = new CleanUp(work);
        replaced.forEach(old -> {
            Template.DeclaredResource declared = after.template().resource(old.logicalId());
            cleanUp.add(old, declared.updateReplacePolicy().keeps(false));
        });
        original.forEach((id, old) -> {
            if (!after.template().resources().containsKey(id)) {
                stack.remove(id);
                cleanUp.add(old, old.deletionPolicy().keeps(false));
            }
        });
        cleanUp.start(clean -> {
            stack.status(
                    "UPDATE_COMPLETE", clean ? "" : "Update successful. One or more resources could not be deleted.");
            then.run();
        });
    }

    private void rollBack(String reason, Runnable then) {
        stack.status("UPDATE_ROLLBACK_IN_PROGRESS", reason);
        ResourceWork back = new ResourceWork(engine, stack, before.tags(), after.tags(), true);
        Map<String, Set<String>> order = new LinkedHashMap<>(DependencyOrder.of(before.template()));
        order.keySet().retainAll(updated);
        Map<String, StackResource> changed = stack.resources();
        new OrderedWork(order, false, (id, ended) -> back.update(get(changed, id), get(original, id), ended))
                .start(stuck -> cleanUpAfter(back, changed, stuck, then));
    }

    private void cleanUpAfter(ResourceWork back, Map<String, StackResource> changed, Set<String> stuck, Runnable then) {
        if (stuck.isEmpty()) {
            stack.status("UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS", "");
        }
        CleanUp cleanUp = new CleanUp(back);
        for (StackResource made : madeNew(changed)) {
            stack.remove(made.logicalId());
            cleanUp.add(made, onFailure.keeps(made.deletionPolicy()));
        }
        cleanUp.start(clean -> {
            original.values().stream()
                    .filter(old -> !updated.contains(old.logicalId()))
                    .forEach(stack::put);
            if (stuck.isEmpty()) {
                stack.status("UPDATE_ROLLBACK_COMPLETE", clean ? "" : "One or more resources could not be deleted.");
            } else {
                stack.status("UPDATE_ROLLBACK_FAILED", "The following resource(s) failed to update: " + stuck + ". ");
            }
            then.run();
        });
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
