package community.backup.vaultcontents;

import community.backup.handler.Operation;
import community.backup.handler.Wiring;
import community.backup.service.Vault;
import community.backup.wait.Decision;
import java.time.Duration;
import java.util.Optional;
import software.amazon.cloudformation.proxy.HandlerErrorCode;
import software.amazon.cloudformation.proxy.ProgressEvent;

/**
 * Empties the vault if the stack is being deleted, then removes the mark. Each invocation reads the mark first. If it is not this
 * resource's own mark, the vault does not change.
 */
public final class DeleteHandler extends ContentsHandler {
    /** For so long, a mark that is missing or another's can be a stale read. */
    private static final Duration UNCONFIRMED = Duration.ofSeconds(10);

    public DeleteHandler() {
        this(Wiring.ofContainer());
    }

    DeleteHandler(Wiring wiring) {
        super(Operation.DELETE, wiring);
    }

    @Override
    ProgressEvent<ResourceModel, CallbackContext> answer(ContentsInvocation invocation) {
        Optional<Vault> vault = invocation.vault();
        if (vault.isPresent()) {
            return invocation.withExisting(vault.get(), () -> answer(invocation, vault.get()));
        }
        if (invocation.state().first()) {
            throw invocation.notFound("there is no vault with that name in this account and region");
        }
        return invocation.outcomes().of(new Decision.Done());
    }

    private static ProgressEvent<ResourceModel, CallbackContext> answer(ContentsInvocation invocation, Vault vault) {
        Optional<Mark> mark = invocation.mark(vault);
        if (mark.isEmpty() || !mark.get().isOwnOf(invocation.request())) {
            return invocation.outcomes().of(notOwn(invocation, mark));
        }
        invocation.state().note(each -> each.notOwnSince(null));
        Boolean empties = invocation.state().context().empties();
        if (empties == null) {
            EmptyingRule.Verdict verdict = EmptyingRule.verdict(invocation, mark.get());
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
                .doneSaying("Nothing in vault %s was deleted: %s. Its mark was removed.".formatted(vault.name(), why));
    }

    private static Decision locked(Vault vault) {
        return new Decision.Failed(
                HandlerErrorCode.InvalidRequest,
                "Vault %s has got a vault lock since this resource was created: AWS Backup deletes nothing from it until its retention ends. Retain the vault and this resource, or remove the lock if it is in governance mode."
                        .formatted(vault.name()));
    }

    private static Decision notOwn(ContentsInvocation invocation, Optional<Mark> other) {
        Long since = invocation.state().context().notOwnSince();
        long now = invocation.watch().now().toEpochMilli();
        if (since == null || now - since < UNCONFIRMED.toMillis()) {
            invocation.state().note(each -> each.notOwnSince(since == null ? Long.valueOf(now) : since));
            return new Decision.Wait(
                    "Vault %s does not show this resource's mark; a second read will confirm it"
                            .formatted(invocation.vaultName()),
                    UNCONFIRMED);
        }
        String why = other.map(Mark::ownership).orElse("it has no mark that says who owns its contents");
        if (invocation.state().context().empties() == null) {
            throw invocation.notFound(why);
        }
        if (other.isEmpty() && invocation.firstRecoveryPoints().items().isEmpty()) {
            // An overlapping invocation of this delete has finished.
            return new Decision.Done();
        }
        String failure = other.isPresent()
                ? "Vault %s got another owner during the delete, so the delete stopped: %s. Retain the vault and this resource."
                        .formatted(invocation.vaultName(), why)
                : "Somebody removed the mark on vault %s during the delete. The delete stopped, and recovery points are left. Delete them, or retain the vault."
                        .formatted(invocation.vaultName());
        return new Decision.Failed(HandlerErrorCode.NotStabilized, failure);
    }
}
