package community.backup.vaultcontents;

import static community.backup.vaultcontents.VaultAccount.OTHER_STACK;
import static community.backup.vaultcontents.VaultAccount.VAULT;
import static community.backup.vaultcontents.VaultAccount.failed;
import static community.backup.vaultcontents.VaultAccount.model;
import static community.backup.vaultcontents.VaultAccount.succeeded;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import community.backup.local.awsbackup.AwsError;
import community.backup.local.awsbackup.BackupOperation;
import community.backup.local.awsbackup.Fault;
import community.backup.local.awsbackup.ProtectedResourceType;
import community.backup.local.cloudformation.ExecutionRole;
import community.backup.vaultcontents.VaultAccount.Call;
import community.backup.vaultcontents.VaultAccount.Run;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Tests the mark: who owns the contents of a vault, and what a resource may do to a vault of another owner. */
class OwnershipTest {
    private final VaultAccount account = new VaultAccount();

    @Test
    void createMarksTheVaultAndReturnsTheWholeModel() {
        Run run = account.create();

        assertThat(run.model().path("BackupVaultName").asText()).isEqualTo(VAULT);
        assertThat(run.model().path("EmptyOn").asText()).isEqualTo("STACK_DELETION");
        assertThat(run.model().path("BackupVaultArn").asText()).endsWith(":backup-vault:" + VAULT);
        assertThat(run.model().has("IncludeExisting")).isFalse();
        assertThat(account.tags()).hasSize(5).containsValue(VaultAccount.STACK).containsValue("Contents");
    }

    @Test
    void theSameCreateOnceMoreSucceeds() {
        account.create();

        account.create();

        assertThat(account.tags()).hasSize(5);
    }

    @Test
    void anotherStackCannotOwnTheSameVault() {
        account.create();

        Run run = account.run(new Call("CREATE", model()).inStack(OTHER_STACK).token("other"));

        failed(
                run,
                "AlreadyExists",
                VaultAccount.STACK,
                "aws backup untag-resource",
                "community-backup-vault-contents:stack");
        assertThat(run.end().event().path("resourceModel").isObject()).isFalse();
        assertThat(account.tags()).containsValue(VaultAccount.STACK);
    }

    @Test
    void anotherResourceOfTheSameStackCannotOwnTheSameVault() {
        account.create();

        failed(
                account.run(new Call("CREATE", model()).named("Again").token("other")),
                "AlreadyExists",
                "resource Contents");
    }

    @Test
    void twoCreatesWithoutAStackAreTwoResources() {
        succeeded(account.run(new Call("CREATE", model()).withoutStack().token("first")));

        succeeded(account.run(new Call("CREATE", model()).withoutStack().token("first")));
        failed(account.run(new Call("CREATE", model()).withoutStack().token("second")), "AlreadyExists");
    }

    @Test
    void ofTwoCreatesAtTheSameTimeOneFails() {
        Call one = new Call("CREATE", model()).token("one");
        Call other = new Call("CREATE", model()).inStack(OTHER_STACK).token("other");
        VaultAccount.Step first = account.invoke(one, model(), null);
        // Simulates that the other create read the vault before the first one marked it.
        account.world.tagsOf(VAULT).keySet().forEach(key -> account.world.tagVault(VAULT, key, null));
        VaultAccount.Step second = account.invoke(other, model(), null);

        VaultAccount.Step firstEnd = account.invoke(one, model(), first.event().path("callbackContext"));
        VaultAccount.Step secondEnd =
                account.invoke(other, model(), second.event().path("callbackContext"));

        assertThat(firstEnd.event().path("errorCode").asText()).isEqualTo("AlreadyExists");
        assertThat(secondEnd.status()).isEqualTo("SUCCESS");
    }

    @Test
    void createRefusesAVaultThatIsNotEmpty() {
        account.fill(7, ProtectedResourceType.EFS);

        Run run = account.create(model());

        failed(run, "InvalidRequest", "7 recovery points", "IncludeExisting");
        assertThat(run.end().event().path("resourceModel").isObject()).isFalse();
        assertThat(account.tags()).isEmpty();
    }

    @Test
    void createTakesAVaultThatIsNotEmptyWithConsent() {
        account.fill(7, ProtectedResourceType.EFS);

        succeeded(account.create(model().put("IncludeExisting", true)));
    }

    @Test
    void createRefusesVaultsThatCannotOrMustNotBeEmptied() {
        account.world.createVault("Default").createVault("kept").lockVault("kept", 1L, 10L);
        account.world.createAirGappedVault("gapped", 7, 30);

        failed(account.create(model("missing")), "NotFound", "BackupVaultName", "missing");
        failed(account.create(model("Default")), "InvalidRequest", "BackupVaultName", "default vault");
        failed(account.create(model("kept")), "InvalidRequest", "vault lock");
        failed(account.create(model("gapped")), "InvalidRequest", "LOGICALLY_AIR_GAPPED_BACKUP_VAULT");
        failed(account.create(model("aws/efs/automatic-backup-vault")), "InvalidRequest", "BackupVaultName");
        assertThat(account.calls(BackupOperation.TAG_RESOURCE)).isZero();
    }

    @Test
    void readShowsOnlyAnOwnMark() {
        failed(account.read(), "NotFound", "no mark");
        account.create();

        succeeded(account.read());
        failed(account.run(new Call("READ", model()).inStack(OTHER_STACK)), "NotFound", "belong to");
        succeeded(account.run(new Call("READ", model()).withoutStack()));
    }

    @Test
    void aDenialIsNotFoundOnlyIfTheVaultIsNotListed() {
        account.create();
        AwsError denial = AwsError.of("AccessDeniedException", 403, null, "It is not authorized.");
        account.backup.faults().inject(Fault.error(denial), BackupOperation.DESCRIBE_BACKUP_VAULT);

        failed(account.run(new Call("READ", model("missing"))), "NotFound");
        failed(account.read(), "AccessDenied");
    }

    @Test
    void updateRewritesEmptyOnAndNothingElse() {
        account.create();
        ObjectNode wanted = model().put("EmptyOn", "ANY_DELETION");

        Run run = account.run(new Call("UPDATE", wanted).from(model()));

        succeeded(run);
        assertThat(run.model().path("EmptyOn").asText()).isEqualTo("ANY_DELETION");
        assertThat(account.read().model().path("EmptyOn").asText()).isEqualTo("ANY_DELETION");
    }

    @Test
    void updateWritesEmptyOnAlsoIfAStaleReadShowsTheWantedValue() {
        account.create();
        ObjectNode changed = model().put("EmptyOn", "ANY_DELETION");
        account.clock.advance(Duration.ofMinutes(1));
        succeeded(account.run(new Call("UPDATE", changed).from(model())));
        stale(Duration.ofSeconds(10));

        succeeded(account.run(new Call("UPDATE", model()).from(changed).token("second")));

        assertThat(account.read().model().path("EmptyOn").asText()).isEqualTo("STACK_DELETION");
    }

    @Test
    void aRollbackOfAnUpdateThatWasDeniedSucceeds() {
        account.create();
        AwsError denial = AwsError.of("AccessDeniedException", 403, null, "It is not authorized.");
        account.backup.faults().inject(Fault.error(denial), BackupOperation.TAG_RESOURCE);
        ObjectNode changed = model().put("EmptyOn", "ANY_DELETION");
        failed(account.run(new Call("UPDATE", changed).from(model())), "AccessDenied");

        succeeded(account.run(new Call("UPDATE", model()).from(changed).rollback()));
    }

    @Test
    void updateOfWhatIsNotOwnChangesNothing() {
        failed(account.run(new Call("UPDATE", model()).from(model())), "NotFound");
        account.create();
        ObjectNode wanted = model().put("EmptyOn", "ANY_DELETION");

        failed(account.run(new Call("UPDATE", wanted).from(model()).inStack(OTHER_STACK)), "NotFound");
        failed(account.run(new Call("UPDATE", model("another")).from(model())), "NotUpdatable", "BackupVaultName");
        assertThat(account.read().model().path("EmptyOn").asText()).isEqualTo("STACK_DELETION");
    }

    @Test
    void listHasTheMarkedVaults() {
        account.world.createVault("weekly").createVault("monthly");
        account.create();
        succeeded(account.create(model("weekly")));

        Run run = account.run(new Call("LIST", model()));

        succeeded(run);
        assertThat(run.end().event().path("resourceModels").findValuesAsText("BackupVaultName"))
                .containsExactlyInAnyOrder(VAULT, "weekly");
    }

    @Test
    void listLeavesOutVaultsWhoseTagsTheRoleMayNotRead() {
        account.create();
        String vaults = VaultAccount.ACCOUNT.arn("backup", "backup-vault:" + VAULT);
        account.world
                .createVault("private")
                .caller(ExecutionRole.identity(VaultAccount.ACCOUNT, Map.of("VaultArns", vaults), VaultAccount.role()));

        Run run = account.run(new Call("LIST", model()));

        succeeded(run);
        assertThat(run.end().event().path("resourceModels").findValuesAsText("BackupVaultName"))
                .containsExactly(VAULT);
    }

    @Test
    void aMarkThatNamesNoStackIsRefusedAndNothingIsDeleted() {
        account.create();
        account.fill(2, ProtectedResourceType.EFS);
        account.world.tagVault(VAULT, "community-backup-vault-contents:stack", null);

        failed(
                account.run(new Call("DELETE", model()).withoutStack()),
                "InvalidRequest",
                "does not name a stack any more");
        assertThat(account.left()).hasSize(2);
    }

    @Test
    void deleteOfWhatIsNotMarkedIsNotFoundAndDeletesNothing() {
        account.fill(3, ProtectedResourceType.EFS);

        failed(account.delete(), "NotFound", "no mark");
        failed(account.run(new Call("DELETE", model("missing"))), "NotFound");
        assertThat(account.left()).hasSize(3);
    }

    @Test
    void deleteOfAnothersContentsIsNotFoundAndDeletesNothing() {
        account.create();
        account.fill(3, ProtectedResourceType.EFS);

        failed(account.run(new Call("DELETE", model()).inStack(OTHER_STACK)), "NotFound", "belong to");
        failed(account.run(new Call("DELETE", model()).named("Other")), "NotFound", "belong to");
        assertThat(account.left()).hasSize(3);
        assertThat(account.tags()).hasSize(5);
    }

    @Test
    void aMarkThatOneReadDoesNotShowIsLookedForOnceMore() {
        account.create();
        account.fill(2, ProtectedResourceType.EFS);
        Map<String, String> mark = account.tags();
        mark.keySet().forEach(key -> account.world.tagVault(VAULT, key, null));
        Call delete = new Call("DELETE", model());

        VaultAccount.Step first = account.invoke(delete, model(), null);
        mark.forEach((key, value) -> account.world.tagVault(VAULT, key, value));
        account.clock.advance(Duration.ofSeconds(10));
        VaultAccount.Step second = account.invoke(delete, model(), first.event().path("callbackContext"));

        assertThat(first.status()).isEqualTo("IN_PROGRESS");
        assertThat(second.status()).isEqualTo("IN_PROGRESS");
        assertThat(account.calls(BackupOperation.DELETE_RECOVERY_POINT)).isEqualTo(2);
    }

    @Test
    void oneReadThatShowsTheFormerOwnersMarkDoesNotEndTheDelete() {
        account.run(new Call("CREATE", model()).inStack(OTHER_STACK));
        account.tags().keySet().forEach(key -> account.world.tagVault(VAULT, key, null));
        account.clock.advance(Duration.ofSeconds(1));
        account.create();
        account.fill(2, ProtectedResourceType.EFS);
        stale(Duration.ofSeconds(7));

        succeeded(account.delete());

        assertThat(account.left()).isEmpty();
    }

    @Test
    void oneReadWithoutTheMarkDoesNotEndAnUpdate() {
        account.create();
        stale(Duration.ofSeconds(10));
        ObjectNode wanted = model().put("EmptyOn", "ANY_DELETION");

        succeeded(account.run(new Call("UPDATE", wanted).from(model())));

        assertThat(account.read().model().path("EmptyOn").asText()).isEqualTo("ANY_DELETION");
    }

    @Test
    void aVaultThatOneCallDoesNotFindIsNotGone() {
        account.create();
        account.fill(2, ProtectedResourceType.EFS);
        AwsError missing = AwsError.of("ResourceNotFoundException", 400, null, "Cannot find it.");
        for (int calls : new int[] {0, 2}) {
            account.backup
                    .faults()
                    .inject(Fault.error(missing), BackupOperation.DESCRIBE_BACKUP_VAULT)
                    .skip(calls)
                    .times(1);
        }

        succeeded(account.delete());

        assertThat(account.left()).isEmpty();
        assertThat(account.tags()).isEmpty();
    }

    @Test
    void aCreateDoesNotSetItsMarkAgainWhereAStaleReadHidesIt() {
        Call create = new Call("CREATE", model());
        VaultAccount.Step first = account.invoke(create, model(), null);
        account.clock.advance(Duration.ofSeconds(5));
        stale(Duration.ofSeconds(10));
        VaultAccount.Step second = account.invoke(create, model(), first.event().path("callbackContext"));
        account.clock.advance(Duration.ofSeconds(5));
        VaultAccount.Step third = account.invoke(create, model(), second.event().path("callbackContext"));

        assertThat(second.status()).isEqualTo("IN_PROGRESS");
        assertThat(third.status()).isEqualTo("SUCCESS");
        assertThat(account.calls(BackupOperation.TAG_RESOURCE)).isEqualTo(1);
    }

    @Test
    void aCreateSetsItsMarkAgainIfItIsTakenAwayMeanwhile() {
        Call create = new Call("CREATE", model());
        VaultAccount.Step step = account.invoke(create, model(), null);
        account.tags().keySet().forEach(key -> account.world.tagVault(VAULT, key, null));
        for (int i = 0; i < 100 && step.status().equals("IN_PROGRESS"); i++) {
            account.clock.advance(Duration.ofSeconds(5));
            step = account.invoke(create, model(), step.event().path("callbackContext"));
        }

        assertThat(step.status()).isEqualTo("SUCCESS");
        assertThat(account.tags()).hasSize(5);
        assertThat(account.calls(BackupOperation.TAG_RESOURCE)).isEqualTo(2);
    }

    @Test
    void aMarkThatLacksTagsProtectsTheVault() {
        account.create();
        String stack = account.tags().keySet().stream()
                .filter(key -> key.endsWith(":stack"))
                .findFirst()
                .orElseThrow();
        account.world.tagVault(VAULT, stack, null);

        failed(account.create(model()), "AlreadyExists", "its mark is incomplete", "untag-resource");
        failed(account.delete(), "NotFound", "its mark is incomplete");
    }

    /** Makes the next read of tags as old as this. */
    private void stale(Duration time) {
        account.backup
                .faults()
                .inject(Fault.stale(time), BackupOperation.LIST_TAGS)
                .times(1);
    }

    @Test
    void aMarkThatIsTakenAwayDuringTheDeleteEndsIt() {
        account.create();
        account.fill(2, ProtectedResourceType.AURORA_CONTINUOUS);

        VaultAccount.Step end = deleteThatLosesItsMark();

        assertThat(end.event().path("errorCode").asText()).isEqualTo("NotStabilized");
        assertThat(end.message()).contains("removed the mark on vault nightly", "recovery points are left");
        assertThat(account.calls(BackupOperation.DELETE_RECOVERY_POINT)).isEqualTo(2);
    }

    @Test
    void aMarkThatIsTakenAwayWhileAJobFillsTheEmptyVaultDoesNotMakeTheDeleteSucceed() {
        account.create();
        account.startJob(ProtectedResourceType.RDS, "rds", "db:orders");

        VaultAccount.Step end = deleteThatLosesItsMark();

        assertThat(end.event().path("errorCode").asText()).isEqualTo("NotStabilized");
        assertThat(end.message())
                .contains(
                        "removed the mark on vault nightly",
                        "1 jobs that make recovery points in the vault are running");
    }

    @Test
    void aJobIsNotStoppedInAVaultWhoseMarkIsTakenAway() {
        account.create();
        VaultAccount.Step end = deleteThatLosesItsMark(
                () -> account.startJob(ProtectedResourceType.EFS, "elasticfilesystem", "file-system/fs-1"));

        assertThat(end.message()).contains("removed the mark on vault nightly");
        assertThat(account.calls(BackupOperation.STOP_BACKUP_JOB)).isZero();
    }

    @Test
    void aVaultThatIsEmptyAndQuietWithoutItsMarkIsWhatAnOverlappingInvocationLeaves() {
        account.create();

        assertThat(deleteThatLosesItsMark().status()).isEqualTo("SUCCESS");
    }

    private VaultAccount.Step deleteThatLosesItsMark() {
        return deleteThatLosesItsMark(() -> {});
    }

    /**
     * Runs a delete whose mark is removed after its first invocation, when something else happens too. Returns its last
     * step.
     */
    private VaultAccount.Step deleteThatLosesItsMark(Runnable meanwhile) {
        Call delete = new Call("DELETE", model());
        VaultAccount.Step step = account.invoke(delete, model(), null);
        account.tags().keySet().forEach(key -> account.world.tagVault(VAULT, key, null));
        meanwhile.run();
        for (int i = 0; i < 4 && step.status().equals("IN_PROGRESS"); i++) {
            JsonNode context = step.event().path("callbackContext");
            account.clock.advance(Duration.ofSeconds(10));
            step = account.invoke(delete, model(), context);
        }
        return step;
    }
}
