package community.backup.local.cloudformation;

import community.backup.local.cloudformation.template.DependencyOrder;
import community.backup.local.cloudformation.template.TemplateException;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

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

    void start(Runnable then) {
        stack.status("CREATE_IN_PROGRESS", "User Initiated");
        new OrderedWork(DependencyOrder.of(desired.template()), true, this::create).start(failed -> {
            if (failed.isEmpty()) {
                complete(then);
            } else {
                rollBack(
                        "The following resource(s) failed to create: " + failed + ". Rollback requested by user.",
                        then);
            }
        });
    }

    private void complete(Runnable then) {
        try {
            stack.settle(desired, scope.outputs());
        } catch (TemplateException e) {
            rollBack(e.reason(), then);
            return;
        }
        stack.status("CREATE_COMPLETE", "");
        then.run();
    }

    private void create(String logicalId, Consumer<Boolean> ended) {
        Consumer<Boolean> made = good -> {
            if (!good) {
                work.cancel();
            }
            ended.accept(good);
        };
        StackResource wanted;
        try {
            wanted = scope.wanted(logicalId);
        } catch (TemplateException e) {
            work.refuse(desired.template().resource(logicalId), "CREATE", e);
            made.accept(false);
            return;
        }
        work.create(wanted, "CREATE", "", made);
    }

    private void rollBack(String reason, Runnable then) {
        stack.status("ROLLBACK_IN_PROGRESS", reason);
        new StackDeletion(engine, stack, desired.tags(), Set.of(), true).deleteAll(left -> {
            if (left.isEmpty()) {
                stack.status("ROLLBACK_COMPLETE", "");
            } else {
                stack.status("ROLLBACK_FAILED", "The following resource(s) failed to delete: " + left + ". ");
            }
            then.run();
        });
    }
}
