package community.backup.vaultcontents;

import community.backup.failure.FailureCode;
import community.backup.handler.Operation;
import community.backup.handler.Wiring;
import community.backup.service.Vault;
import community.backup.wait.Decision;
import java.util.OptionalInt;
import software.amazon.cloudformation.proxy.ProgressEvent;

/**
 * Empties the vault if the stack is being deleted, then removes the mark. Each invocation reads the mark first. If it is not this
 * resource's own mark, the vault does not change.
 */
public final class DeleteHandler extends ContentsHandler {
    public DeleteHandler() {
        this(Wiring.ofContainer());
    }

    DeleteHandler(Wiring wiring) {
        super(Operation.DELETE, wiring);
    }

    @Override
    ProgressEvent<ResourceModel, CallbackContext> answer(ContentsInvocation invocation) {
        ContentsInvocation.VaultRead read = invocation.read();
        if (!read.isOwnOf(invocation.request())) {
            return invocation.outcomes().of(invocation.unconfirmed().orElseGet(() -> notOwn(invocation, read)));
        }
        invocation.state().note(each -> each.notOwnSince(null));
        Vault vault = read.vault().orElseThrow();
        return invocation.withExisting(
                vault, () -> delete(invocation, vault, read.mark().orElseThrow()));
    }

    private static ProgressEvent<ResourceModel, CallbackContext> delete(
            ContentsInvocation invocation, Vault vault, Mark mark) {
        Boolean empties = invocation.state().context().empties();
        if (empties == null) {
            EmptyingRule.Verdict verdict = EmptyingRule.verdict(invocation, mark);
            if (verdict instanceof EmptyingRule.Verdict.Keep keep) {
                return kept(invocation, vault, keep.why());
            }
            invocation.state().note(each -> each.empties(true).events(null));
        }
        Decision decision = vault.locked() ? locked(vault) : new Sweep(invocation, vault).run();
        if (decision instanceof Decision.Done) {
            invocation.services().vaults().untag(vault.arn(), Mark.KEYS);
        }
        return invocation.outcomes().of(decision);
    }

    private static ProgressEvent<ResourceModel, CallbackContext> kept(
            ContentsInvocation invocation, Vault vault, String why) {
        invocation.services().vaults().untag(vault.arn(), Mark.KEYS);
        return invocation
                .outcomes()
                .doneWithMessage(
                        "Nothing in vault %s was deleted: %s. Its mark was removed.".formatted(vault.name(), why));
    }

    private static Decision locked(Vault vault) {
        return new Decision.Failed(
                FailureCode.VAULT_LOCKED,
                "Vault %s has got a vault lock since this resource was created: AWS Backup deletes no recovery point before its retention ends. Remove the lock if it is in governance mode, or retain the vault and this resource."
                        .formatted(vault.name()));
    }

    /**
     * The decision for a vault that is missing, has no mark, or has another resource's mark.
     *
     * @throws HandlerFailure with the code NotFound if this delete has not begun to empty the vault
     */
    private static Decision notOwn(ContentsInvocation invocation, ContentsInvocation.VaultRead read) {
        if (invocation.state().context().empties() == null) {
            throw invocation.notFound(read.whyNotOwn());
        }
        if (read.mark().isPresent()) {
            return new Decision.Failed(
                    FailureCode.MARK_CHANGED,
                    "Vault %s got another owner during the delete, so the delete stopped: %s. Delete this stack again, and retain the vault if it holds recovery points."
                            .formatted(invocation.vaultName(), read.whyNotOwn()));
        }
        return read.vault().map(vault -> withoutMark(invocation, vault)).orElseGet(Decision.Done::new);
    }

    /**
     * The decision for a vault that lost its mark during the delete. If the vault is empty and no job adds recovery points, an overlapping
     * invocation of this delete has finished, and the delete succeeds.
     */
    private static Decision withoutMark(ContentsInvocation invocation, Vault vault) {
        WorkTime time = new WorkTime(invocation.wiring(), invocation.watch().now());
        // Search for jobs first: the list then shows the recovery points of jobs that have ended since.
        OptionalInt running = new RunningJobs(invocation, vault, time).count();
        if (running.isEmpty()) {
            return new Decision.Wait(
                    "Vault %s does not show this resource's mark; the search for running jobs goes on"
                            .formatted(vault.name()),
                    RunningJobs.SEARCH_PAUSE);
        }
        if (!invocation.firstRecoveryPoints().items().isEmpty()) {
            return markRemoved(vault, "recovery points are left. Delete them, or retain the vault.");
        }
        return running.getAsInt() == 0
                ? new Decision.Done()
                : markRemoved(
                        vault,
                        "%d jobs that make recovery points in the vault are running. Delete what they make, or retain the vault."
                                .formatted(running.getAsInt()));
    }

    private static Decision markRemoved(Vault vault, String left) {
        return new Decision.Failed(
                FailureCode.MARK_CHANGED,
                "Somebody removed the mark on vault %s during the delete. The delete stopped, and %s"
                        .formatted(vault.name(), left));
    }
}
