package community.backup.local.cloudformation;

import community.backup.local.cloudformation.template.DependencyOrder;
import community.backup.local.cloudformation.template.TemplateException;
import java.util.Map;
import java.util.Set;

/** Makes a stack, and takes it back if a resource cannot be made. */
final class StackCreation {
    private final Engine engine;
    private final Stack stack;
    private final Desired desired;
    private final StackScope scope;
    private final ResourceWork work;

    StackCreation(Engine engine, Stack stack, Desired desired) {
        this.engine = engine;
        this.stack = stack;
        this.desired = desired;
        scope = new StackScope(engine, stack, desired);
        work = new ResourceWork(engine, stack, desired.tags(), Map.of(), false);
    }

    void run() {
        stack.status("CREATE_IN_PROGRESS", "User Initiated");
        Set<String> failed =
                new OrderedWork(engine.time(), DependencyOrder.of(desired.template()), true, this::create).run();
        if (!failed.isEmpty()) {
            rollBack("The following resource(s) failed to create: " + failed + ". Rollback requested by user.");
            return;
        }
        try {
            stack.settle(desired, scope.outputs());
            stack.status("CREATE_COMPLETE", "");
        } catch (TemplateException e) {
            rollBack(e.reason());
        }
    }

    private boolean create(String logicalId) {
        boolean made;
        try {
            made = work.create(scope.wanted(logicalId), "CREATE", "");
        } catch (TemplateException e) {
            made = work.refuse(desired.template().resource(logicalId), "CREATE", e);
        }
        if (!made) {
            work.cancel();
        }
        return made;
    }

    private void rollBack(String reason) {
        stack.status("ROLLBACK_IN_PROGRESS", reason);
        Set<String> left = new StackDeletion(engine, stack, desired.tags(), Set.of(), true).deleteAll();
        if (left.isEmpty()) {
            stack.status("ROLLBACK_COMPLETE", "");
        } else {
            stack.status("ROLLBACK_FAILED", "The following resource(s) failed to delete: " + left + ". ");
        }
    }
}
