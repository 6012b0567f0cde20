package community.backup.vaultcontents;

import community.backup.failure.ErrorKind;
import community.backup.failure.ServiceFailure;
import community.backup.handler.Operation;
import community.backup.handler.Wiring;
import community.backup.service.Page;
import community.backup.service.PointQuery;
import community.backup.service.RecoveryPoint;
import community.backup.service.Vault;
import community.backup.wait.Decision;
import java.time.Duration;
import java.util.Optional;
import software.amazon.cloudformation.proxy.HandlerErrorCode;
import software.amazon.cloudformation.proxy.ProgressEvent;

/**
 * Empties the vault if the stack is being deleted, then removes the mark. It begins each invocation with a look at the mark, and
 * does nothing to a vault whose mark is not this resource's own.
 */
public final class DeleteHandler extends ContentsHandler {
    /** How long a missing mark may be a stale read. */
    private static final Duration UNMARKED = Duration.ofSeconds(10);

    public DeleteHandler() {
        this(Wiring.ofContainer());
    }

    DeleteHandler(Wiring wiring) {
        super(Operation.DELETE, wiring);
    }

    @Override
    ProgressEvent<ResourceModel, CallbackContext> answer(ContentsInvocation invocation) {
        Optional<Vault> vault = invocation.vault();
        if (vault.isEmpty()) {
            return invocation
                    .outcomes()
                    .of(missing(invocation, "there is no vault of that name in this account and region"));
        }
        try {
            return answer(invocation, vault.get());
        } catch (ServiceFailure failure) {
            // "Not found" would be the end of the resource, and a vault that was described just now is there.
            throw failure.kind() == ErrorKind.MISSING
                    ? failure.withVaultThere(vault.get().name())
                    : failure;
        }
    }

    private static ProgressEvent<ResourceModel, CallbackContext> answer(ContentsInvocation invocation, Vault vault) {
        Optional<Mark> mark = invocation.mark(vault);
        if (mark.isEmpty()) {
            return invocation.outcomes().of(unmarked(invocation));
        }
        invocation.state().note(each -> each.unmarkedSince(null));
        if (!mark.get().isOwnOf(invocation.request())) {
            return invocation.outcomes().of(foreign(invocation, mark.get()));
        }
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

    /** A mark that is not shown may be one from before a stale read; gone since the first invocation, it is another's doing. */
    private static Decision unmarked(ContentsInvocation invocation) {
        Long since = invocation.state().context().unmarkedSince();
        long now = invocation.watch().now().toEpochMilli();
        if (since == null || now - since < UNMARKED.toMillis()) {
            invocation.state().note(each -> each.unmarkedSince(since == null ? Long.valueOf(now) : since));
            return new Decision.Wait(
                    "Vault %s shows no mark; it is looked for once more".formatted(invocation.vaultName()), UNMARKED);
        }
        if (invocation.state().context().empties() == null) {
            return new Decision.Failed(
                    HandlerErrorCode.NotFound,
                    invocation
                            .notFound("it has no mark that says who owns its contents")
                            .getMessage());
        }
        // Another invocation of the same delete may have reached the end; or somebody has taken the mark away.
        return isEmpty(invocation)
                ? new Decision.Done()
                : new Decision.Failed(
                        HandlerErrorCode.NotStabilized,
                        "The mark on vault %s was removed during the delete, so nothing more was deleted, and recovery points are left. Delete them, or retain the vault."
                                .formatted(invocation.vaultName()));
    }

    private static boolean isEmpty(ContentsInvocation invocation) {
        String token = null;
        do {
            Page<RecoveryPoint> page = invocation
                    .services()
                    .points()
                    .page(PointQuery.ofVault(invocation.vaultName()).from(token, Sweep.MOST_RESULTS));
            if (!page.items().isEmpty()) {
                return false;
            }
            token = page.nextToken();
        } while (token != null);
        return true;
    }

    private static Decision foreign(ContentsInvocation invocation, Mark mark) {
        String why = "its contents belong to " + mark.owner();
        return invocation.state().context().empties() == null
                ? new Decision.Failed(
                        HandlerErrorCode.NotFound, invocation.notFound(why).getMessage())
                : new Decision.Failed(
                        HandlerErrorCode.NotStabilized,
                        "Vault %s got another owner during the delete, so nothing more was deleted: %s."
                                .formatted(invocation.vaultName(), why));
    }

    /** Gone before the delete is an error that CloudFormation wants to hear of; gone since then is the goal. */
    private static Decision missing(ContentsInvocation invocation, String why) {
        return invocation.state().first()
                ? new Decision.Failed(
                        HandlerErrorCode.NotFound, invocation.notFound(why).getMessage())
                : new Decision.Done();
    }
}
