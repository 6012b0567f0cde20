package community.backup.vaultcontents;

import community.backup.failure.ErrorKind;
import community.backup.failure.FailureCode;
import community.backup.failure.HandlerFailure;
import community.backup.failure.ServiceFailure;
import community.backup.service.Page;
import community.backup.service.Stack;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.cloudformation.proxy.HandlerErrorCode;

/**
 * Decides whether a delete of the resource empties the vault. By default it does so only if both the stack and the root stack are being
 * deleted. With {@link EmptyOn#ANY_DELETION} it also does so if the resource alone is removed. It never does so in a rollback.
 */
final class EmptyingRule {
    private static final String DELETING = "DELETE_IN_PROGRESS";

    /** In this status, CloudFormation deletes replaced resources and resources that left the template. */
    private static final String CLEANING_UP = "UPDATE_COMPLETE_CLEANUP_IN_PROGRESS";

    /**
     * A stack that ever had one of these statuses was complete once. ROLLBACK_COMPLETE is not one of them: it follows a failed creation.
     */
    private static final Set<String> COMPLETE = Set.of(
            "CREATE_COMPLETE",
            "UPDATE_COMPLETE",
            "UPDATE_ROLLBACK_COMPLETE",
            "IMPORT_COMPLETE",
            "IMPORT_ROLLBACK_COMPLETE");

    private final ContentsInvocation invocation;
    private final Mark mark;

    private EmptyingRule(ContentsInvocation invocation, Mark mark) {
        this.invocation = invocation;
        this.mark = mark;
    }

    /** The decision. */
    sealed interface Verdict {
        record Empty() implements Verdict {}

        /**
         * The recovery points stay.
         *
         * @param why as the end of a sentence
         */
        record Keep(String why) implements Verdict {}
    }

    /**
     * Decides whether the delete empties the vault.
     *
     * @throws ServiceFailure if the statuses of the stacks allow no decision; a later invocation may read other ones
     * @throws HandlerFailure with the code InvalidRequest if the mark no longer names a stack
     */
    static Verdict verdict(ContentsInvocation invocation, Mark mark) {
        return new EmptyingRule(invocation, mark).verdict();
    }

    private Verdict verdict() {
        if (Boolean.TRUE.equals(invocation.request().getRollback())) {
            return new Verdict.Keep("this is a rollback");
        }
        if (mark.stackId().equals(Mark.NO_STACK)) {
            return emptyOn() == EmptyOn.ANY_DELETION
                    ? new Verdict.Empty()
                    : new Verdict.Keep("EmptyOn is STACK_DELETION, and the resource has no stack");
        }
        if (mark.stackId().isEmpty()) {
            throw new HandlerFailure(
                    FailureCode.MARK_CHANGED,
                    HandlerErrorCode.InvalidRequest,
                    "Nothing in vault %s was deleted: somebody has changed its mark, which does not name a stack any more. Remove the rest of the mark, empty the vault with a separate stack, and then delete this stack again."
                            .formatted(invocation.vaultName()));
        }
        Stack stack = stack(mark.stackId());
        Stack root = stack.rootId().equals(stack.id()) ? stack : stack(stack.rootId());
        List<Stack> both = root.equals(stack) ? List.of(stack) : List.of(stack, root);
        for (Stack each : both) {
            if (each.status().contains("ROLLBACK") && each.status().endsWith("IN_PROGRESS")) {
                return new Verdict.Keep("stack %s is rolling back".formatted(each.id()));
            }
        }
        for (Stack each : both) {
            if (each.status().equals(CLEANING_UP) && emptyOn() == EmptyOn.STACK_DELETION) {
                return new Verdict.Keep(
                        "EmptyOn is STACK_DELETION, and stack %s is not being deleted".formatted(each.id()));
            }
            if (!each.status().equals(DELETING) && !each.status().equals(CLEANING_UP)) {
                throw ServiceFailure.undetermined(
                        "Nothing in vault %s was deleted: stack %s is %s, and the type empties a vault only while CloudFormation deletes its stack and its root stack. Delete the root stack, not a nested stack alone, and not the resource through Cloud Control."
                                .formatted(invocation.vaultName(), each.id(), each.status()));
            }
        }
        if (mark.includesExisting() && !(wasComplete(stack) && (root.equals(stack) || wasComplete(root)))) {
            return new Verdict.Keep(
                    "the vault may hold recovery points from before the resource, and its stack was never complete");
        }
        return new Verdict.Empty();
    }

    /** EmptyOn of the mark, unless the model's is stricter: a stale read of the mark can have the value before an update. */
    private EmptyOn emptyOn() {
        String ofModel = invocation.model().getEmptyOn();
        return ofModel == null || ofModel.equals(EmptyOn.ANY_DELETION.name()) ? mark.emptyOn() : EmptyOn.STACK_DELETION;
    }

    private Stack stack(String id) {
        return retried(() -> invocation.services().stacks().find(id))
                .orElseThrow(() -> ServiceFailure.undetermined(
                        "Nothing in vault %s was deleted: CloudFormation does not know stack %s, which the vault's mark names. If the stack is gone, remove the mark and retain this resource."
                                .formatted(invocation.vaultName(), id)));
    }

    /** Whether the stack's events show that it was complete once. If not, the delete follows a failed creation. */
    private boolean wasComplete(Stack stack) {
        // The token is kept with the stack's ARN, because the root stack has events of its own.
        String key = stack.id() + " ";
        String kept = invocation.state().context().events();
        String token = kept != null && kept.startsWith(key) ? kept.substring(key.length()) : null;
        boolean sawStatus = false;
        boolean sawStart = false;
        do {
            String next = token;
            invocation.state().note(each -> each.events(next == null ? null : key + next));
            Page<String> page = page(stack, next);
            if (page.items().stream().anyMatch(COMPLETE::contains)) {
                return true;
            }
            sawStatus |= !page.items().isEmpty();
            sawStart |= page.items().stream()
                    .anyMatch(status -> status.equals("CREATE_IN_PROGRESS") || status.equals("REVIEW_IN_PROGRESS"));
            token = page.nextToken();
        } while (token != null);
        if (!sawStatus) {
            invocation.state().note(each -> each.events(null));
            throw ServiceFailure.undetermined(
                    "Nothing in vault %s was deleted: the events of stack %s show no status of the stack, so it is not known whether the stack was ever complete. Delete the stack again."
                            .formatted(invocation.vaultName(), stack.id()));
        }
        // CloudFormation keeps events for 90 days. If the first event is gone, the stack is older than any creation
        // takes, so it was complete once.
        return !sawStart;
    }

    private Page<String> page(Stack stack, @Nullable String token) {
        try {
            return invocation.services().stacks().statuses(stack.id(), token);
        } catch (ServiceFailure failure) {
            if (token != null && failure.kind() == ErrorKind.REFUSED) {
                invocation.state().note(each -> each.events(null));
                throw failure.restartsListing();
            }
            throw unsettled(failure);
        }
    }

    private static <T> T retried(Supplier<T> call) {
        try {
            return call.get();
        } catch (ServiceFailure failure) {
            throw unsettled(failure);
        }
    }

    /**
     * A denial or a refusal becomes a failure that is retried for some minutes. The role's policy can be as new as the stack and not yet in
     * effect, and reads can be stale.
     */
    private static ServiceFailure unsettled(ServiceFailure failure) {
        return failure.kind() == ErrorKind.DENIED || failure.kind() == ErrorKind.REFUSED ? failure.doubtful() : failure;
    }
}
