package community.backup.local.cloudformation;

import community.backup.local.cloudformation.template.DependencyOrder;
import community.backup.local.cloudformation.template.TemplateException;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Creates a stack, and rolls the creation back if a resource cannot be created. */
final class StackCreation {
    private final Engine engine;
    private final Stack stack;
    private final DesiredStack desired;
    private final OnFailure onFailure;
    private final StackScope scope;
    private final ResourceWork work;

    StackCreation(Engine engine, Stack stack, DesiredStack desired, OnFailure onFailure) {
        this.engine = engine;
        this.stack = stack;
        this.desired = desired;
        this.onFailure = onFailure;
        scope = new StackScope(engine, stack, desired);
        work = new ResourceWork(engine, stack, desired.tags(), Map.of(), false);
    }

    void start(Runnable then) {
        stack.status("CREATE_IN_PROGRESS", "User Initiated");
        Optional<String> objection = engine.exports().objectionToImporting(desired);
        if (objection.isPresent()) {
            fail(objection.get() + " ", then);
            return;
        }
        new OrderedWork(DependencyOrder.of(desired.template()), true, this::create).start(failed -> {
            if (failed.isEmpty()) {
                complete(then);
            } else {
                fail("The following resource(s) failed to create: " + failed + ". ", then);
            }
        });
    }

    /** Cancels the creation and the operations on resources under way. */
    void cancel() {
        work.cancel();
    }

    private void complete(Runnable then) {
        try {
            stack.recordState(desired, scope.outputs());
        } catch (TemplateException e) {
            fail(e.reason() + " ", then);
            return;
        }
        stack.status("CREATE_COMPLETE", "");
        then.run();
    }

    private void create(String logicalId, Consumer<Boolean> ended) {
        Consumer<Boolean> onCreated = good -> {
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
            onCreated.accept(false);
            return;
        }
        work.create(wanted, "CREATE", "", onCreated);
    }

    private void fail(String reason, Runnable then) {
        switch (onFailure) {
            case DO_NOTHING -> {
                stack.status("CREATE_FAILED", reason);
                then.run();
            }
            case DELETE -> {
                stack.status("CREATE_FAILED", reason);
                deletion(false).start("", then);
            }
            case ROLLBACK, ROLLBACK_RETAIN_EXCEPT_ON_CREATE -> rollBack(reason, then);
        }
    }

    private StackDeletion deletion(boolean rollback) {
        return new StackDeletion(
                engine, stack, desired.tags(), resource -> onFailure.keeps(resource.deletionPolicy()), false, rollback);
    }

    private void rollBack(String reason, Runnable then) {
        stack.status("ROLLBACK_IN_PROGRESS", reason + "Rollback requested by user.");
        deletion(true).deleteAll(left -> {
            if (left.isEmpty()) {
                stack.status("ROLLBACK_COMPLETE", "");
            } else {
                stack.status("ROLLBACK_FAILED", "The following resource(s) failed to delete: " + left + ". ");
            }
            then.run();
        });
    }
}
