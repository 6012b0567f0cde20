package community.backup.vaultcontents;

import community.backup.failure.FailureCode;
import community.backup.failure.HandlerFailure;
import community.backup.handler.Operation;
import community.backup.handler.Wiring;
import community.backup.service.Page;
import community.backup.service.RecoveryPoint;
import community.backup.service.Vault;
import community.backup.wait.Decision;
import java.time.Duration;
import java.util.Optional;
import software.amazon.cloudformation.proxy.ProgressEvent;

/**
 * Sets the mark, which says that this resource owns the contents of the vault. The recovery points do not change. A later invocation reads
 * the mark again, because another create may have set its own at the same time.
 */
public final class CreateHandler extends ContentsHandler {
    /** The time until the handler reads the mark again. If two creates race, both have set their marks by then. */
    private static final Duration UNTIL_READ_AGAIN = Duration.ofSeconds(5);

    /** How long reads can be stale. AWS does not document it, so this is a guess. */
    private static final Duration STALE = Duration.ofMinutes(2);

    public CreateHandler() {
        this(Wiring.ofContainer());
    }

    CreateHandler(Wiring wiring) {
        super(Operation.CREATE, wiring);
    }

    @Override
    ProgressEvent<ResourceModel, CallbackContext> answer(ContentsInvocation invocation) {
        String token = invocation.request().getClientRequestToken();
        if (token == null || token.isBlank()) {
            throw new HandlerFailure(
                    FailureCode.INVALID_REQUEST,
                    "The request has no clientRequestToken: two creates cannot be distinguished without it.");
        }
        Mark own = Mark.of(invocation.request(), invocation.model());
        Vault vault = invocation
                .vault()
                .orElseThrow(() -> new HandlerFailure(
                        FailureCode.VAULT_NOT_FOUND,
                        "BackupVaultName: there is no vault %s in this account and region. Correct the name, or create the vault."
                                .formatted(invocation.vaultName())));
        Optional<Mark> there = invocation.mark(vault);
        if (there.isPresent() && there.get().isOf(own)) {
            return invocation.outcomes().done(Models.model(vault, there.get()));
        }
        boolean marked = Boolean.TRUE.equals(invocation.state().context().marked());
        boolean isPart = there.isPresent() && there.get().isPartOf(own);
        // A stale read can show a part of this resource's mark, or nothing. If the handler set the mark again, it could
        // replace the mark of a later create.
        if ((isPart || (marked && there.isEmpty())) && !invocation.state().lacksOwnMarkFor(STALE)) {
            return invocation
                    .outcomes()
                    .of(new Decision.Wait(
                            "Vault " + vault.name() + " does not show this resource's whole mark yet",
                            UNTIL_READ_AGAIN));
        }
        if (there.isPresent()) {
            throw new HandlerFailure(
                    FailureCode.MARK_EXISTS,
                    "Vault %s has a mark already: %s. Only if that resource no longer exists, remove the mark: %s"
                            .formatted(vault.name(), there.get().ownership(), Mark.removal(vault.arn())));
        }
        refuseUnfit(vault);
        if (!marked && !own.includesExisting()) {
            refuseContents(invocation, vault);
        }
        invocation.tag(vault, own.tags());
        invocation.state().note(each -> each.marked(true).notOwnSince(null));
        return invocation.outcomes().of(new Decision.Wait("Vault " + vault.name() + " was marked", UNTIL_READ_AGAIN));
    }

    private static void refuseUnfit(Vault vault) {
        if (!vault.isStandard()) {
            throw unfit(vault, "it is of type " + vault.type() + ", whose recovery points cannot be deleted at will");
        }
        if (vault.locked()) {
            throw unfit(vault, "it has a vault lock, which keeps its recovery points until their retention ends");
        }
        if (vault.name().equals("Default")) {
            throw unfit(vault, "it is the account's default vault, which other backups use without naming it");
        }
    }

    private static void refuseContents(ContentsInvocation invocation, Vault vault) {
        Page<RecoveryPoint> page = invocation.firstRecoveryPoints();
        if (!page.items().isEmpty()) {
            throw new HandlerFailure(
                    FailureCode.CONSENT_MISSING,
                    "Vault %s is not empty: %s%d recovery points are in it, and they would be deleted with this resource. Set IncludeExisting to true if they may be, or give an empty vault."
                            .formatted(
                                    vault.name(),
                                    page.nextToken() == null ? "" : "more than ",
                                    page.items().size()));
        }
    }

    private static HandlerFailure unfit(Vault vault, String why) {
        return new HandlerFailure(
                FailureCode.VAULT_UNSUITABLE,
                "BackupVaultName: the contents of vault %s cannot be a resource: %s. Give another vault."
                        .formatted(vault.name(), why));
    }
}
