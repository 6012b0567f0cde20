package community.backup.vaultcontents;

import static community.backup.vaultcontents.VaultAccount.STACK;
import static community.backup.vaultcontents.VaultAccount.VAULT;
import static community.backup.vaultcontents.VaultAccount.model;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import community.backup.local.awsbackup.DeleteBlocker;
import community.backup.local.awsbackup.ProtectedResourceType;
import community.backup.local.cloudformation.api.ArrangedStack;
import community.backup.local.cloudformation.api.StackQueries;
import community.backup.recoverypoint.docs.StuckPage;
import community.backup.vaultcontents.VaultAccount.Call;
import community.backup.vaultcontents.VaultAccount.Step;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Checks that docs/stuck.md explains every failed deletion of the contents of a vault. */
class StuckVaultTest {
    private static final String EMPTIED = "A vault cannot be emptied";

    private final VaultAccount account = new VaultAccount();

    @BeforeEach
    void own() {
        account.create();
    }

    private static void leads(Step end, String section) {
        assertThat(end.status()).isEqualTo("FAILED");
        assertThat(new StuckPage().lead(end.message())).as(end.message()).hasValue(section);
    }

    @Test
    void whatIsLeftForSeveralCausesAtOnce() {
        Stream.of(DeleteBlocker.values()).forEach(blocker -> account.world
                .point(VAULT, ProtectedResourceType.EBS)
                .blockedBy(blocker)
                .put());
        account.world.hold(account.fill(1, ProtectedResourceType.EFS).get(0), "hold");
        account.fill(1, ProtectedResourceType.AURORA_CONTINUOUS);

        leads(account.delete().end(), EMPTIED);
    }

    @Test
    void whatIsLeftForASingleCause() {
        account.world.hold(account.fill(1, ProtectedResourceType.EFS).get(0), "hold");

        leads(account.delete().end(), EMPTIED);
    }

    /** The vault is empty then, so there is no recovery point to name (seed 26000012891). */
    @Test
    void jobsThatRunUntilTheTimeIsOver() {
        Step end = account.run(new Call("DELETE", model()), invocation -> {
                    account.left().forEach(account.world::removeBehindTheApi);
                    if (account.world.jobs().stream()
                            .noneMatch(job -> job.state().active())) {
                        account.startJob(ProtectedResourceType.RDS, "rds", "db:orders" + invocation);
                    }
                })
                .end();

        leads(end, EMPTIED);
        assertThat(end.message()).contains("is empty", "list-backup-jobs").doesNotContain("still holds");
    }

    @Test
    void deletionsThatTheVaultDenies() {
        account.fill(3, ProtectedResourceType.EFS);
        account.world.denyInVault(VAULT, "backup:DeleteRecoveryPoint");

        leads(account.delete().end(), "A permission is missing");
    }

    @Test
    void aRoleThatCannotReadStacks() {
        account.stacks.deny(StackQueries.DESCRIBE_STACKS);

        leads(account.delete().end(), "A permission is missing");
    }

    @Test
    void aStackThatIsNotBeingDeleted() {
        account.stacks.put(ArrangedStack.withId(STACK).statuses("CREATE_COMPLETE"));

        leads(account.delete().end(), "The stack is not being deleted");
    }

    @Test
    void aStackThatNobodyKnows() {
        account.stacks.hide(STACK);

        leads(account.delete().end(), "The stack is not being deleted");
    }

    @Test
    void aVaultThatWasLocked() {
        account.fill(1, ProtectedResourceType.EFS);
        account.world.lockVault(VAULT, 1L, 10L);

        leads(account.delete().end(), "AWS Backup refuses");
    }

    @Test
    void aMarkThatIsRemovedDuringTheDelete() {
        account.fill(1, ProtectedResourceType.AURORA_CONTINUOUS);
        Call delete = new Call("DELETE", model());
        Step step = account.invoke(delete, model(), null);
        account.tags().keySet().forEach(key -> account.world.tagVault(VAULT, key, null));
        for (int i = 0; i < 5 && step.status().equals("IN_PROGRESS"); i++) {
            account.clock.advance(Duration.ofSeconds(10));
            JsonNode context = step.event().path("callbackContext");
            step = account.invoke(delete, model(), context);
        }

        leads(step, "The mark is gone");
    }

    @Test
    void everyObstacleIsInTheTableOfItsSection() throws IOException {
        String section = Files.readString(Path.of("docs", "stuck.md"))
                .split("(?m)^### " + EMPTIED + "$", 2)[1]
                .split("(?m)^### ", 2)[0];

        assertThat(section)
                .contains(Stream.of(Obstacle.values())
                        .map(obstacle -> "`" + obstacle.words() + "`")
                        .toList());
    }
}
