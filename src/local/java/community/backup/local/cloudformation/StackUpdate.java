package community.backup.local.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
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
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Updates a stack to the desired state. First it creates and changes resources; after their success it removes the
 * resources that the stack no longer needs. If a change fails, it rolls the stack back.
 *
 * <p>The update of a nested stack stops after each phase, until its parent has completed this phase: "CloudFormation
 * doesn't start cleaning up nested stack resources until all nested stacks have been updated or have rolled back"
 * (troubleshooting guide).
 */
final class StackUpdate {
    private final Engine engine;
    private final Stack stack;
    private final DesiredStack before;
    private final DesiredStack after;
    private final OnFailure onFailure;
    private final StackScope scope;
    private final ResourceWork work;
    private final ResourceWork rollbackWork;
    private final Map<String, StackResource> original;
    private final Map<String, JsonNode> originalOutputs;
    private final Set<String> updated = new TreeSet<>();
    private final List<StackResource> replaced = new ArrayList<>();
    private Set<String> rollbackFailed = Set.of();

    StackUpdate(Engine engine, Stack stack, DesiredStack before, DesiredStack after, OnFailure onFailure) {
        this.engine = engine;
        this.stack = stack;
        this.before = before;
        this.after = after;
        this.onFailure = onFailure;
        scope = new StackScope(engine, stack, after);
        work = new ResourceWork(engine, stack, after.tags(), before.tags(), false);
        rollbackWork = new ResourceWork(engine, stack, before.tags(), after.tags(), true);
        original = stack.resources();
        originalOutputs = stack.view().outputs();
    }

    /** Updates a root stack. */
    void start(Runnable then) {
        change(good -> {
            if (good) {
                cleanUp(then);
            } else {
                rollBack(rolledBack -> cleanUpAfterRollback(then));
            }
        });
    }

    /** The first phase: creates and changes resources. If it fails, the stack stays as it is until the rollback. */
    void change(Consumer<Boolean> then) {
        stack.status("UPDATE_IN_PROGRESS", "User Initiated");
        Optional<String> objection = engine.exports().objectionToImporting(after);
        if (objection.isPresent()) {
            fail(objection.get(), then);
            return;
        }
        new OrderedWork(DependencyOrder.of(after.template()), true, this::change).start(failed -> {
            if (failed.isEmpty()) {
                complete(then);
            } else {
                fail("The following resource(s) failed to update: " + failed + ". ", then);
            }
        });
    }

    private void fail(String reason, Consumer<Boolean> then) {
        stack.status("UPDATE_ROLLBACK_IN_PROGRESS", reason);
        then.accept(false);
    }

    /** Cancels the update and the operations on resources under way. */
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

    private void complete(Consumer<Boolean> then) {
        try {
            stack.recordState(after, scope.outputs());
        } catch (TemplateException e) {
            fail(e.reason(), then);
            return;
        }
        stack.status("UPDATE_COMPLETE_CLEANUP_IN_PROGRESS", "");
        then.accept(true);
    }

    /** The phase after a successful change: removes the resources that the stack no longer needs. */
    void cleanUp(Runnable then) {
        CleanUp cleanUp = new CleanUp(work);
        replaced.forEach(old -> {
            Template.DeclaredResource declared = after.template().resource(old.logicalId());
            cleanUp.add(old, declared.updateReplacePolicy().keeps(false));
        });
        Map<String, StackResource> present = stack.resources();
        original.forEach((id, old) -> {
            if (!after.template().resources().containsKey(id)) {
                stack.remove(id);
                cleanUp.add(old, old.deletionPolicy().keeps(false));
            }
        });
        nestedUpdates((id, update) -> cleanUp.addNested(get(present, id), update::cleanUp));
        cleanUp.start(clean -> {
            stack.endUpdate();
            stack.status(
                    "UPDATE_COMPLETE", clean ? "" : "Update successful. One or more resources could not be deleted.");
            then.run();
        });
    }

    private void nestedUpdates(BiConsumer<String, StackUpdate> each) {
        updated.forEach(id -> nestedUpdate(get(original, id)).ifPresent(update -> each.accept(id, update)));
    }

    /** The update of a nested stack that waits for this update. */
    private Optional<StackUpdate> nestedUpdate(StackResource resource) {
        return resource.physicalId().flatMap(engine.stacks()::withId).flatMap(Stack::update);
    }

    /**
     * The phase after a failed change of this stack or of its parent: rolls back the resources that were updated in
     * place.
     */
    void rollBack(Consumer<Boolean> then) {
        if (!stack.status().equals("UPDATE_ROLLBACK_IN_PROGRESS")) {
            stack.status("UPDATE_ROLLBACK_IN_PROGRESS", "");
            stack.restore(before, originalOutputs);
        }
        rollBack(updated, then);
    }

    private void rollBack(Set<String> logicalIds, Consumer<Boolean> then) {
        Map<String, Set<String>> order = new LinkedHashMap<>(DependencyOrder.of(before.template()));
        order.keySet().retainAll(logicalIds);
        Map<String, StackResource> changed = stack.resources();
        new OrderedWork(order, false, (id, ended) -> rollBack(get(changed, id), get(original, id), ended))
                .start(failed -> {
                    rollbackFailed = failed;
                    if (rollbackFailed.isEmpty()) {
                        stack.status("UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS", "");
                    }
                    then.accept(rollbackFailed.isEmpty());
                });
    }

    /**
     * Continues a failed rollback with the resources whose rollback failed.
     *
     * @param skipped the failed resources that are marked as updated without a rollback
     * @throws TemplateException if one of these resources has not failed
     */
    void continueRollback(Set<String> skipped, Runnable then) {
        Set<String> others = new TreeSet<>(skipped);
        others.removeAll(rollbackFailed);
        if (!others.isEmpty()) {
            throw new TemplateException("The following resources do not exist in UPDATE_FAILED state: " + others);
        }
        stack.status("UPDATE_ROLLBACK_IN_PROGRESS", "User Initiated");
        skipped.forEach(id -> rollbackWork.markAsUpdated(get(original, id)));
        Set<String> left = new TreeSet<>(rollbackFailed);
        left.removeAll(skipped);
        rollBack(left, good -> cleanUpAfterRollback(then));
    }

    private void rollBack(StackResource changed, StackResource old, Consumer<Boolean> ended) {
        Optional<StackUpdate> nested = nestedUpdate(old);
        if (nested.isPresent()) {
            rollbackWork.rollBackNested(old, nested.get()::rollBack, ended);
        } else {
            rollbackWork.update(changed, old, ended);
        }
    }

    /** The last phase of a rollback: deletes the new resources. */
    void cleanUpAfterRollback(Runnable then) {
        CleanUp cleanUp = new CleanUp(rollbackWork);
        Map<String, StackResource> changed = stack.resources();
        for (StackResource created : newResources(changed)) {
            stack.remove(created.logicalId());
            cleanUp.add(created, onFailure.keeps(created.deletionPolicy()));
        }
        nestedUpdates((id, update) -> cleanUp.addNested(get(changed, id), update::cleanUpAfterRollback));
        cleanUp.start(clean -> {
            original.values().stream()
                    .filter(old -> !updated.contains(old.logicalId()))
                    .forEach(stack::put);
            if (rollbackFailed.isEmpty()) {
                stack.endUpdate();
                stack.status("UPDATE_ROLLBACK_COMPLETE", clean ? "" : "One or more resources could not be deleted.");
            } else {
                // A failed rollback can be continued.
                stack.beginUpdate(this);
                stack.status(
                        "UPDATE_ROLLBACK_FAILED",
                        "The following resource(s) failed to update: " + rollbackFailed + ". ");
            }
            then.run();
        });
    }

    private List<StackResource> newResources(Map<String, StackResource> changed) {
        List<StackResource> created = new ArrayList<>();
        changed.forEach((id, resource) -> {
            StackResource old = original.get(id);
            if (old == null || !old.physicalId().equals(resource.physicalId())) {
                created.add(resource);
            }
        });
        return created;
    }

    private static StackResource get(Map<String, StackResource> resources, String id) {
        StackResource resource = resources.get(id);
        if (resource == null) {
            throw new IllegalArgumentException(id);
        }
        return resource;
    }
}
