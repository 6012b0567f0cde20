package community.backup.vaultcontents;

import static community.backup.vaultcontents.VaultAccount.ROOT;
import static community.backup.vaultcontents.VaultAccount.STACK;
import static community.backup.vaultcontents.VaultAccount.failed;
import static community.backup.vaultcontents.VaultAccount.model;
import static community.backup.vaultcontents.VaultAccount.succeeded;
import static org.assertj.core.api.Assertions.assertThat;

import community.backup.local.awsbackup.BackupOperation;
import community.backup.local.awsbackup.ProtectedResourceType;
import community.backup.local.cloudformation.api.ArrangedStack;
import community.backup.local.cloudformation.api.StackQueries;
import community.backup.vaultcontents.VaultAccount.Call;
import community.backup.vaultcontents.VaultAccount.Run;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests when a delete of the resource empties the vault, and when it keeps the recovery points. */
class EmptyingRuleTest {
    private final VaultAccount account = new VaultAccount();

    private void own(String emptyOn, boolean includeExisting) {
        if (includeExisting) {
            account.fill(1, ProtectedResourceType.EFS);
        }
        succeeded(account.create(model().put("EmptyOn", emptyOn).put("IncludeExisting", includeExisting)));
        account.fill(2, ProtectedResourceType.EFS);
    }

    private void stack(String... statuses) {
        account.stacks.put(ArrangedStack.withId(STACK).statuses(statuses));
    }

    private void nested(String status, String ofRoot) {
        account.stacks.put(ArrangedStack.withId(STACK)
                .nestedIn(ROOT, ROOT)
                .statuses("CREATE_IN_PROGRESS", "CREATE_COMPLETE", status));
        account.stacks.put(ArrangedStack.withId(ROOT).statuses("CREATE_IN_PROGRESS", "CREATE_COMPLETE", ofRoot));
    }

    private void emptied(Run run) {
        succeeded(run);
        assertThat(account.left()).isEmpty();
        assertThat(account.tags()).isEmpty();
    }

    private void kept(Run run, String why) {
        succeeded(run);
        assertThat(run.end().message()).contains("Nothing in vault nightly was deleted", why);
        assertThat(account.left()).isNotEmpty();
        assertThat(account.tags()).isEmpty();
        assertThat(account.calls(BackupOperation.DELETE_RECOVERY_POINT)).isZero();
    }

    @Test
    void theDeletionOfTheStackEmptiesTheVault() {
        own("STACK_DELETION", false);

        emptied(account.delete());
    }

    @Test
    void theDeletionOfTheRootStackEmptiesTheVaultOfANestedOne() {
        own("STACK_DELETION", false);
        nested("DELETE_IN_PROGRESS", "DELETE_IN_PROGRESS");

        emptied(account.delete());
    }

    @Test
    void aNestedStackThatIsTakenOutOfItsParentKeepsItsBackups() {
        own("STACK_DELETION", false);
        nested("DELETE_IN_PROGRESS", "UPDATE_COMPLETE_CLEANUP_IN_PROGRESS");

        kept(account.delete(), "EmptyOn is STACK_DELETION");
    }

    @Test
    void aResourceThatIsTakenOutOfTheTemplateKeepsItsBackups() {
        own("STACK_DELETION", false);
        stack("CREATE_COMPLETE", "UPDATE_COMPLETE_CLEANUP_IN_PROGRESS");

        kept(account.delete(), "EmptyOn is STACK_DELETION");
    }

    @Test
    void aResourceThatIsTakenOutOfTheTemplateEmptiesTheVaultIfItSaysSo() {
        own("ANY_DELETION", false);
        stack("CREATE_COMPLETE", "UPDATE_COMPLETE_CLEANUP_IN_PROGRESS");

        emptied(account.delete());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ROLLBACK_IN_PROGRESS",
                "UPDATE_ROLLBACK_IN_PROGRESS",
                "UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS",
                "IMPORT_ROLLBACK_IN_PROGRESS"
            })
    void aRollbackKeepsTheBackupsWhateverTheResourceSays(String status) {
        own("ANY_DELETION", false);
        stack("CREATE_COMPLETE", status);

        kept(account.delete(), "is rolling back");
    }

    @Test
    void aRollbackOfTheRootStackKeepsTheBackups() {
        own("ANY_DELETION", false);
        nested("DELETE_IN_PROGRESS", "ROLLBACK_IN_PROGRESS");

        kept(account.delete(), "is rolling back");
    }

    @Test
    void aRequestThatIsARollbackKeepsTheBackups() {
        own("ANY_DELETION", false);

        kept(account.run(new Call("DELETE", model()).rollback()), "this is a rollback");
    }

    /** A stale read of the mark can have the value before an update (seed 22000033954). */
    @Test
    void theStricterEmptyOnOfTheMarkAndTheModelCounts() {
        own("ANY_DELETION", false);
        stack("CREATE_COMPLETE", "UPDATE_COMPLETE_CLEANUP_IN_PROGRESS");

        kept(account.run(new Call("DELETE", model().put("EmptyOn", "STACK_DELETION"))), "EmptyOn is STACK_DELETION");
    }

    @Test
    void withoutAStackTheResourceMustSaySo() {
        succeeded(account.run(new Call("CREATE", model()).withoutStack()));
        account.fill(1, ProtectedResourceType.EFS);

        kept(account.run(new Call("DELETE", model()).withoutStack()), "has no stack");
    }

    @Test
    void withoutAStackTheResourceCanSaySo() {
        succeeded(account.run(new Call("CREATE", model().put("EmptyOn", "ANY_DELETION")).withoutStack()));
        account.fill(1, ProtectedResourceType.EFS);

        emptied(account.run(new Call("DELETE", model()).withoutStack()));
    }

    @Test
    void aDeleteWithoutAStackDoesNotEmptyTheVaultOfAStackThatIsNotDeleted() {
        own("ANY_DELETION", false);
        stack("CREATE_COMPLETE");

        failed(account.run(new Call("DELETE", model()).withoutStack()), "NotStabilized", "CREATE_COMPLETE");
        assertThat(account.left()).hasSize(2);
        assertThat(account.tags()).hasSize(5);
    }

    @Test
    void olderBackupsAreKeptIfTheStackWasNeverComplete() {
        own("STACK_DELETION", true);
        stack("CREATE_IN_PROGRESS", "CREATE_FAILED", "DELETE_IN_PROGRESS");

        kept(account.delete(), "its stack was never complete");
    }

    @Test
    void olderBackupsAreKeptIfTheRootStackWasNeverComplete() {
        own("STACK_DELETION", true);
        account.stacks.put(ArrangedStack.withId(STACK)
                .nestedIn(ROOT, ROOT)
                .statuses("CREATE_IN_PROGRESS", "CREATE_COMPLETE", "DELETE_IN_PROGRESS"));
        account.stacks.put(
                ArrangedStack.withId(ROOT).statuses("CREATE_IN_PROGRESS", "CREATE_FAILED", "DELETE_IN_PROGRESS"));

        kept(account.delete(), "its stack was never complete");
    }

    @Test
    void olderBackupsGoWithAStackThatWasComplete() {
        own("STACK_DELETION", true);

        emptied(account.delete());
    }

    @Test
    void olderBackupsGoWithAStackWhoseFirstEventsAreForgotten() {
        own("STACK_DELETION", true);
        stack("DELETE_IN_PROGRESS");

        emptied(account.delete());
    }

    @Test
    void aStatusThatCannotGoWithADeleteIsReadAgain() {
        own("STACK_DELETION", false);
        account.stacks.wrongStatus(2, STACK, "UPDATE_COMPLETE");

        Run run = account.delete();

        emptied(run);
        assertThat(run.steps().get(0).status()).isEqualTo("IN_PROGRESS");
        assertThat(run.steps().get(0).message()).contains("UPDATE_COMPLETE");
    }

    @Test
    void aStatusThatNeverGoesWithADeleteFailsAfterMinutesAndKeepsTheMark() {
        own("STACK_DELETION", false);
        stack("CREATE_COMPLETE");

        Run run = account.delete();

        failed(run, "NotStabilized", STACK, "CREATE_COMPLETE");
        assertThat(run.took()).isGreaterThanOrEqualTo(Duration.ofMinutes(5));
        assertThat(account.left()).hasSize(2);
        assertThat(account.tags()).hasSize(5);
    }

    @Test
    void aStackThatCloudFormationDoesNotKnowFailsAfterMinutesAndKeepsTheMark() {
        own("STACK_DELETION", false);
        account.stacks.hide(STACK);

        failed(account.delete(), "NotStabilized", "does not know stack " + STACK);
        assertThat(account.left()).hasSize(2);
    }

    @Test
    void aDenialFailsAfterMinutesAndNamesThePermission() {
        own("STACK_DELETION", false);
        account.stacks.deny(StackQueries.DESCRIBE_STACKS);

        Run run = account.delete();

        failed(run, "AccessDenied", "cloudformation:DescribeStacks");
        assertThat(run.took()).isGreaterThanOrEqualTo(Duration.ofMinutes(5));
        assertThat(account.left()).hasSize(2);
        assertThat(account.tags()).hasSize(5);
    }

    @Test
    void aStackWhoseEventsAreNotFoundOnceIsAskedForAgain() {
        own("STACK_DELETION", true);
        account.stacks.fail(2, 400, "ValidationError", "Stack [" + STACK + "] does not exist");

        emptied(account.delete());
    }

    @Test
    void eventsWithoutAStatusOfTheStackProveNothing() {
        own("STACK_DELETION", true);
        account.stacks.put(ArrangedStack.withId(STACK).statuses("CREATE_FAILED", "DELETE_IN_PROGRESS"));
        account.stacks.withoutEvents(STACK);

        failed(account.delete(), "NotStabilized", "the events of stack " + STACK + " show no status");
        assertThat(account.left()).hasSize(3);
        assertThat(account.tags()).hasSize(5);
    }

    @Test
    void throttlingOfCloudFormationIsWaitedFor() {
        own("STACK_DELETION", true);
        account.stacks.throttle(20);

        emptied(account.delete());
    }

    @Test
    void theEventsOfALongLifeAreReadToTheirEnd() {
        own("STACK_DELETION", true);
        ArrangedStack stack = ArrangedStack.withId(STACK).statuses("CREATE_IN_PROGRESS", "CREATE_COMPLETE");
        for (int i = 0; i < 500; i++) {
            stack.resource("Other", "physical", "AWS::SNS::Topic", "UPDATE_COMPLETE");
        }
        account.stacks.put(stack.statuses("DELETE_IN_PROGRESS"));

        emptied(account.delete());
    }
}
