package community.backup.vaultcontents;

import static community.backup.vaultcontents.VaultAccount.VAULT;
import static community.backup.vaultcontents.VaultAccount.failed;
import static community.backup.vaultcontents.VaultAccount.model;
import static community.backup.vaultcontents.VaultAccount.succeeded;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import community.backup.local.awsbackup.Alternative;
import community.backup.local.awsbackup.AwsError;
import community.backup.local.awsbackup.BackupOperation;
import community.backup.local.awsbackup.DeleteBlocker;
import community.backup.local.awsbackup.Fault;
import community.backup.local.awsbackup.PointView;
import community.backup.local.awsbackup.ProtectedResourceType;
import community.backup.local.awsbackup.StoredPointStatus;
import community.backup.vaultcontents.VaultAccount.Call;
import community.backup.vaultcontents.VaultAccount.Run;
import community.backup.vaultcontents.VaultAccount.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests how a vault is emptied: the requests, their order and number, and the outcome. */
class SweepTest {
    private final VaultAccount account = new VaultAccount();

    @BeforeEach
    void own() {
        account.create();
    }

    private Run emptied() {
        Run run = account.delete();
        succeeded(run);
        assertThat(account.left()).isEmpty();
        assertThat(account.tags()).isEmpty();
        assertThat(run.model().isObject()).isFalse();
        return run;
    }

    @Test
    void anEmptyVaultNeedsTwoEmptyLists() {
        Run run = emptied();

        assertThat(account.calls(BackupOperation.LIST_RECOVERY_POINTS_BY_BACKUP_VAULT))
                .isEqualTo(1 + 2);
        assertThat(run.took()).isBetween(Duration.ofSeconds(5), Duration.ofSeconds(7));
    }

    @Test
    void everyRecoveryPointIsAskedForOnce() {
        account.fill(40, ProtectedResourceType.EFS);

        Run run = emptied();

        assertThat(account.calls(BackupOperation.DELETE_RECOVERY_POINT)).isEqualTo(40);
        assertThat(run.messages()).anyMatch(message -> message.contains("of 40 recovery points deleted"));
        assertThat(run.messages()).anyMatch(message -> message.contains("40 deleting"));
    }

    @Test
    void allPagesAreReadAlsoThoseThatAreEmpty() {
        account.world.pagesHold(3);
        account.fill(20, ProtectedResourceType.EBS);

        emptied();
    }

    @Test
    void manyRecoveryPointsTakeManyShortInvocationsWithASmallContext() {
        account.world.deleteTakes(ProtectedResourceType.EBS, Duration.ZERO);
        account.world.deletingShowsAfter(Duration.ZERO);
        account.fill(2500, ProtectedResourceType.EBS);

        Run run = emptied();

        assertThat(run.steps()).allMatch(step -> step.took().compareTo(Duration.ofSeconds(25)) < 0);
        assertThat(run.steps()).allMatch(step -> step.contextSize() < 2000);
        assertThat(run.took()).isLessThan(Duration.ofSeconds(325));
        assertThat(account.backup.calls().size()).isLessThan(2750 + 20);
    }

    @Test
    void theContextStaysSmallWithEveryObstacleAtOnce() {
        String longRole = "arn:aws:iam::123456789012:role/" + "r".repeat(64);
        for (DeleteBlocker blocker : DeleteBlocker.values()) {
            account.world
                    .point(VAULT, ProtectedResourceType.EBS)
                    .role(longRole)
                    .blockedBy(blocker)
                    .put();
        }
        account.fill(3, ProtectedResourceType.EFS).forEach(arn -> account.world.hold(arn, "hold-1"));
        account.fill(3, ProtectedResourceType.AURORA_CONTINUOUS);
        account.fill(3, ProtectedResourceType.RDS_CONTINUOUS);

        Run run = account.delete();

        failed(run, "NotStabilized", "legal hold", "EXPIRED", "unchanged");
        assertThat(run.steps()).allMatch(step -> step.contextSize() < 2000);
        assertThat(run.end().message().length()).isLessThanOrEqualTo(1024);
    }

    @Test
    void whatIsNestedGoesBeforeItsComposite() {
        String composite =
                account.world.point(VAULT, ProtectedResourceType.CLOUDFORMATION).put();
        List<String> nested = List.of(
                account.world
                        .point(VAULT, ProtectedResourceType.EBS)
                        .nestedIn(composite)
                        .put(),
                account.world
                        .point(VAULT, ProtectedResourceType.EFS)
                        .nestedIn(composite)
                        .put());

        emptied();

        List<String> requested = requested();
        assertThat(requested.subList(0, 2)).containsExactlyInAnyOrderElementsOf(nested);
        assertThat(requested.subList(2, requested.size())).containsOnly(composite);
    }

    @Test
    void theClusterStateOfAnEksBackupIsLeftToItsComposite() {
        String composite = account.world.point(VAULT, ProtectedResourceType.EKS).put();
        String state = account.world
                .point(VAULT, ProtectedResourceType.EKS_CLUSTER_STATE)
                .nestedIn(composite)
                .put();
        String volume = account.world
                .point(VAULT, ProtectedResourceType.EBS)
                .nestedIn(composite)
                .put();

        Run run = emptied();

        assertThat(requested()).startsWith(volume).contains(composite).doesNotContain(state);
        assertThat(run.took()).isLessThan(Duration.ofMinutes(2));
    }

    @Test
    void theClusterStateOfAHeldEksBackupIsNotWaitedForForEver() {
        String composite = account.world.point(VAULT, ProtectedResourceType.EKS).put();
        account.world
                .point(VAULT, ProtectedResourceType.EKS_CLUSTER_STATE)
                .nestedIn(composite)
                .put();
        account.world.hold(composite, "hold");

        Run run = account.delete();

        failed(run, "NotStabilized", "1 under a legal hold", "1 refused");
        assertThat(run.took()).isLessThan(Duration.ofHours(1));
    }

    private List<String> requested() {
        return account.backup.calls(BackupOperation.DELETE_RECOVERY_POINT).stream()
                .map(call -> call.subject())
                .toList();
    }

    @Test
    void aCompositeGoesAlsoWhereTheListOfWhatIsNestedHasPagesThatAreEmpty() {
        account.world.pagesHold(1).assume(Alternative.PAGES_ARE_CUT_BEFORE_FILTERING);
        for (ProtectedResourceType type : List.of(ProtectedResourceType.CLOUDFORMATION, ProtectedResourceType.EKS)) {
            String composite = account.world.point(VAULT, type).put();
            account.world
                    .point(VAULT, ProtectedResourceType.EBS)
                    .nestedIn(composite)
                    .put();
        }
        account.fill(3, ProtectedResourceType.EFS);

        Run run = emptied();

        assertThat(run.took()).isLessThan(Duration.ofHours(1));
    }

    @Test
    void aVaultThatIsThereIsNotMissingBecauseOneAnswerSaysSo() {
        account.fill(2, ProtectedResourceType.EFS);
        for (BackupOperation operation : List.of(
                BackupOperation.LIST_TAGS,
                BackupOperation.LIST_RECOVERY_POINTS_BY_BACKUP_VAULT,
                BackupOperation.UNTAG_RESOURCE)) {
            AwsError missing = AwsError.of("ResourceNotFoundException", 400, null, "Cannot find it.");
            account.backup.faults().inject(Fault.error(missing), operation).times(1);
        }

        emptied();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aRecoveryPointWithABackupAccessPointDoesNotStopTheOthersAndIsNamedAtTheEnd(boolean denies) {
        account.fill(10, ProtectedResourceType.S3);
        String used = account.fill(1, ProtectedResourceType.S3).get(0);
        account.world.makeAccessPoint(used, "restore-test");
        if (denies) {
            account.world.assume(Alternative.ACCESS_POINT_IS_ACCESS_DENIED);
        }

        Run run = account.delete();

        failed(run, "NotStabilized", "1 with backup access points", used, "delete-backup-access-point");
        assertThat(account.left()).containsExactly(used);

        account.world.deleteAccessPoint(used, "restore-test");
        emptied();
    }

    @Test
    void aHeldRecoveryPointDoesNotStopTheOthersAndIsNamedAtTheEnd() {
        account.fill(10, ProtectedResourceType.EFS);
        String held = account.fill(1, ProtectedResourceType.EFS).get(0);
        account.world.hold(held, "hold-1");

        Run run = account.delete();

        failed(run, "NotStabilized", "1 under a legal hold", held, "release the hold");
        assertThat(account.left()).containsExactly(held);
        assertThat(account.tags()).hasSize(5);
        assertThat(run.took()).isLessThan(Duration.ofHours(1));
    }

    @Test
    void aSecondDeleteGoesOnAfterTheCauseIsGone() {
        String held = account.fill(1, ProtectedResourceType.EFS).get(0);
        account.world.hold(held, "hold-1");
        failed(account.delete(), "NotStabilized");
        account.world.release(held, "hold-1");

        emptied();
    }

    @Test
    void anExpiredRecoveryPointIsAskedForAgainAndThenNamedWithItsCauseAndRole() {
        String role = "arn:aws:iam::123456789012:role/backup";
        account.fill(3, ProtectedResourceType.EFS);
        String arn = account.world
                .point(VAULT, ProtectedResourceType.EBS)
                .role(role)
                .blockedBy(DeleteBlocker.ROLE_GONE)
                .put();

        Run run = account.delete();

        failed(run, "NotStabilized", "1 EXPIRED", arn, role, "cannot be assumed", "Restore the backup role");
        assertThat(account.left()).containsExactly(arn);
        assertThat(run.took()).isBetween(Duration.ofMinutes(2), Duration.ofHours(1));
        assertThat(account.backup.calls(BackupOperation.DELETE_RECOVERY_POINT).stream()
                        .filter(call -> call.subject().equals(arn)))
                .hasSizeBetween(3, 10);
    }

    @ParameterizedTest
    @CsvSource({"PT2S, PT5M", "PT2S, PT10M", "PT2S, PT2H", "PT1M, PT30M", "PT5M, PT10M", "PT8M, PT5M", "PT8M, PT2H"})
    void anExpiredRecoveryPointGetsFewRequestsHoweverLongAwsBackupTries(Duration shown, Duration tried) {
        account.world.deletingShowsAfter(shown);
        account.world.deleteTakes(ProtectedResourceType.EBS, tried);
        account.world
                .point(VAULT, ProtectedResourceType.EBS)
                .blockedBy(DeleteBlocker.ROLE_GONE)
                .put();

        Run run = account.delete();

        failed(run, "NotStabilized", "1 EXPIRED", "Restore the backup role");
        assertThat(account.calls(BackupOperation.DELETE_RECOVERY_POINT)).isBetween(2, 5);
        assertThat(run.took()).isLessThan(tried.plus(shown).multipliedBy(4).plus(Duration.ofMinutes(40)));
    }

    @Test
    void expiredRecoveryPointsThatAwsBackupTriesForDifferentTimesDoNotKeepTheDeleteUntilItsTimeIsOver() {
        Map.of(
                        ProtectedResourceType.EBS, Duration.ofSeconds(10),
                        ProtectedResourceType.EFS, Duration.ofMinutes(15),
                        ProtectedResourceType.S3, Duration.ofMinutes(25),
                        ProtectedResourceType.DYNAMODB, Duration.ofHours(1))
                .forEach((type, tried) -> {
                    account.world.deleteTakes(type, tried);
                    account.world
                            .point(VAULT, type)
                            .blockedBy(DeleteBlocker.ROLE_GONE)
                            .put();
                });

        Run run = account.delete();

        failed(run, "NotStabilized", "4 EXPIRED");
        assertThat(run.took()).isLessThan(Duration.ofHours(4));
    }

    /** After the last requests, the polls cannot distinguish the two obstacles (seed 25000013887). */
    @Test
    void anExpiredRecoveryPointUnderALegalHoldKeepsItsCauseInTheFailure() {
        account.world
                .point(VAULT, ProtectedResourceType.EBS)
                .blockedBy(DeleteBlocker.ROLE_GONE)
                .put();
        String held = account.world
                .point(VAULT, ProtectedResourceType.EFS)
                .status(StoredPointStatus.EXPIRED, "The retention is over.")
                .put();
        account.world.hold(held, "hold-1");

        Run run = account.delete();

        failed(run, "NotStabilized", "1 EXPIRED", "1 under a legal hold", held);
        assertThat(run.took()).isLessThan(Duration.ofHours(1));
    }

    /** A failure in the invocation that sent the last request would be wrong if the cause had just passed (seed 20000000929). */
    @Test
    void anExpiredRecoveryPointThatAFailureNamesStaysExpiredWheneverItsCausePasses() {
        int invocations = deleteWithPassingCause(new VaultAccount(), Integer.MAX_VALUE)
                .steps()
                .size();

        for (int passes = 1; passes < invocations; passes++) {
            VaultAccount each = new VaultAccount();
            Run run = deleteWithPassingCause(each, passes);

            if (run.end().status().equals("FAILED")) {
                each.clock.advance(Duration.ofHours(1));
                assertThat(each.world.pointsIn(VAULT))
                        .extracting(PointView::status)
                        .containsExactly(StoredPointStatus.EXPIRED);
            }
        }
    }

    /** Deletes the contents of a vault with one recovery point, which AWS Backup can delete from this invocation on. */
    private static Run deleteWithPassingCause(VaultAccount each, int passes) {
        each.create();
        String arn = each.world
                .point(VAULT, ProtectedResourceType.EBS)
                .blockedBy(DeleteBlocker.ROLE_GONE)
                .put();
        return each.run(new Call("DELETE", model()), invocation -> {
            if (invocation == passes) {
                each.world.unblock(arn);
            }
        });
    }

    @Test
    void anExpiredRecoveryPointWhoseCauseIsGoneIsDeleted() {
        String arn = account.world
                .point(VAULT, ProtectedResourceType.EBS)
                .status(StoredPointStatus.EXPIRED, "You are not authorized to perform this operation.")
                .put();

        emptied();

        assertThat(account.world.exists(arn)).isFalse();
    }

    @Test
    void aContinuousAuroraBackupThatIsAcceptedAndStaysIsNamed() {
        account.fill(2, ProtectedResourceType.AURORA_CONTINUOUS);

        Run run = account.delete();

        failed(run, "NotStabilized", "2 accepted but unchanged", "until its cluster is deleted");
        assertThat(run.took()).isLessThan(Duration.ofHours(1));
    }

    @Test
    void aVaultThatIsLockedMeanwhileFailsAtOnce() {
        account.fill(2, ProtectedResourceType.EFS);
        account.world.lockVault(VAULT, 1L, 100L);

        Run run = account.delete();

        failed(run, "InvalidRequest", "vault lock");
        assertThat(run.steps()).hasSize(1);
        assertThat(account.calls(BackupOperation.DELETE_RECOVERY_POINT)).isZero();
    }

    @Test
    void anAccessPolicyThatDeniesEveryDeleteFailsAtOnceAndIsNamed() {
        account.fill(20, ProtectedResourceType.EFS);
        account.world.denyInVault(VAULT, "backup:DeleteRecoveryPoint");

        Run run = account.delete();

        failed(run, "AccessDenied", "access policy", "blockRecoveryPointDeletion");
        assertThat(account.calls(BackupOperation.DELETE_RECOVERY_POINT)).isEqualTo(3);
        assertThat(account.left()).hasSize(20);
    }

    @Test
    void aRunningBackupJobIsStoppedAndWhatItMadeIsDeleted() {
        account.startJob(ProtectedResourceType.EFS, "elasticfilesystem", "file-system/fs-1");

        emptied();

        assertThat(account.calls(BackupOperation.STOP_BACKUP_JOB)).isPositive();
    }

    @Test
    void aBackupJobThatCannotBeStoppedIsWaitedFor() {
        account.startJob(ProtectedResourceType.RDS, "rds", "db:orders");

        Run run = emptied();

        assertThat(run.messages()).anyMatch(message -> message.contains("jobs that make recovery points"));
        assertThat(account.world.jobs()).noneMatch(job -> job.state().active());
    }

    /** AWS Backup limits the calls per second, and gives a token with each of many empty pages. */
    @Test
    void aSearchForJobsThatIsThrottledGoesOnWhereItEnded() {
        endedJobs(30);
        account.backup.limitRates(true);

        Run run = emptied();

        assertThat(run.took()).isLessThan(Duration.ofMinutes(5));
    }

    @Test
    void aSearchForJobsThatTakesLongerThanAnInvocationGoesOnInTheNext() {
        endedJobs(10);
        Duration pageTakes = Duration.ofSeconds(2);
        account.backup.faults().inject(Fault.slow(pageTakes), BackupOperation.LIST_BACKUP_JOBS);

        Run run = emptied();

        assertThat(run.messages()).anyMatch(message -> message.contains("the search for running jobs goes on"));
        assertThat(run.steps()).allMatch(step -> step.took().compareTo(Duration.ofSeconds(25)) < 0);
        assertThat(run.took()).isLessThan(Duration.ofMinutes(10));
    }

    /** The old search would not find a job that started meanwhile, if its list was already read. */
    @Test
    void aSearchForJobsThatAnErrorInterruptsForMinutesStartsAgain() {
        Call delete = new Call("DELETE", model());
        Step first = account.invoke(delete, model(), null);
        account.backup
                .faults()
                .inject(Fault.internalFailure(), BackupOperation.LIST_COPY_JOBS)
                .times(1);
        account.clock.advance(Duration.ofSeconds(5));
        Step second = account.invoke(delete, model(), first.event().path("callbackContext"));
        assertThat(second.message()).contains("ListCopyJobs");
        account.startJob(ProtectedResourceType.RDS, "rds", "db:orders");

        account.clock.advance(Duration.ofMinutes(2));
        Step third = account.invoke(delete, model(), second.event().path("callbackContext"));

        assertThat(third.message()).contains("1 jobs that make recovery points in it are running");
    }

    /** The search continues where it was. By then, the job is in another list. */
    @Test
    void aJobIsWaitedForWhoseStopWasCarriedOutAndAnsweredWithAnError() {
        Call delete = new Call("DELETE", model());
        Step first = account.invoke(delete, model(), null);
        assertThat(first.message()).contains("a second list will confirm it");
        account.startJob(ProtectedResourceType.EBS, "ec2", "volume/vol-1");
        account.backup
                .faults()
                .inject(Fault.internalFailure().afterEffect(), BackupOperation.STOP_BACKUP_JOB)
                .times(1);

        account.clock.advance(Duration.ofSeconds(5));
        Step second = account.invoke(delete, model(), first.event().path("callbackContext"));
        account.clock.advance(Duration.ofSeconds(1));
        Step third = account.invoke(delete, model(), second.event().path("callbackContext"));

        assertThat(second.message()).contains("StopBackupJob of backup job");
        assertThat(third.message()).contains("1 jobs that make recovery points in it are running");
    }

    /** Gives each list of jobs this many pages. */
    private void endedJobs(int count) {
        account.world.pagesHold(1).assume(Alternative.PAGES_ARE_CUT_BEFORE_FILTERING);
        for (int i = 0; i < count; i++) {
            account.startJob(ProtectedResourceType.EFS, "elasticfilesystem", "file-system/fs-" + i);
        }
        account.clock.advance(Duration.ofDays(1));
        account.left().forEach(account.world::removeBehindTheApi);
    }

    @Test
    void throttlingMakesItSlowerAndNothingIsLost() {
        account.backup.limitRates(true);
        account.fill(300, ProtectedResourceType.EFS);
        account.backup
                .faults()
                .inject(Fault.throttling(), BackupOperation.DELETE_RECOVERY_POINT)
                .times(50);

        emptied();
    }

    @Test
    void aRecoveryPointWhoseRequestAlwaysFailsDoesNotStopTheOthers() {
        List<String> arns = account.fill(20, ProtectedResourceType.EFS);
        String broken = arns.get(10);
        account.backup
                .faults()
                .inject(Fault.internalFailure(), BackupOperation.DELETE_RECOVERY_POINT)
                .when(call -> call.path().endsWith(broken.substring(broken.lastIndexOf(':') + 1)));

        Run run = account.delete();

        failed(run, "NotStabilized", "still holds 1 recovery points of 20");
        assertThat(account.left()).containsExactly(broken);
        assertThat(run.took()).isGreaterThan(Duration.ofHours(35));
    }

    @Test
    void aDenialThatHasEndedIsNotHeldAgainstTheRecoveryPoint() {
        account.fill(5, ProtectedResourceType.EFS);
        String denied = account.fill(1, ProtectedResourceType.EFS).get(0);
        Instant begin = account.clock.instant();
        AwsError denial = AwsError.of("AccessDeniedException", 403, null, "Not now.");
        account.backup
                .faults()
                .inject(Fault.error(denial), BackupOperation.DELETE_RECOVERY_POINT)
                .when(call -> call.path().endsWith(denied.substring(denied.lastIndexOf(':') + 1))
                        && account.clock.instant().isBefore(begin.plus(Duration.ofMinutes(4))));
        account.backup
                .faults()
                .inject(Fault.unavailable503(), BackupOperation.LIST_RECOVERY_POINTS_BY_BACKUP_VAULT)
                .when(call -> account.clock.instant().isAfter(begin.plus(Duration.ofMinutes(4)))
                        && account.clock.instant().isBefore(begin.plus(Duration.ofMinutes(40))));

        emptied();
    }

    @Test
    void aPlanThatKeepsMakingRecoveryPointsIsNamedInTheFailure() {
        account.fill(1, ProtectedResourceType.AURORA_CONTINUOUS);
        String id = account.world.plan(
                "frequent", VAULT, "arn:aws:ec2:eu-west-1:123456789012:volume/vol-1", Duration.ofMinutes(30));
        account.clock.advance(Duration.ofMinutes(24));

        Run run = account.delete();

        failed(run, "NotStabilized", "Backup plan frequent (" + id + ") made recovery points", "!Ref Contents");
    }

    @Test
    void anOutageOfTheServiceIsWaitedFor() {
        account.fill(20, ProtectedResourceType.EFS);
        account.backup.faults().inject(Fault.unavailable503()).times(60);

        emptied();
    }

    @Test
    void namesOfAnyLengthLeaveTheContextSmall() {
        String role = "arn:aws:iam::123456789012:role/" + "r".repeat(500);
        for (DeleteBlocker blocker : DeleteBlocker.values()) {
            for (int i = 0; i < 3; i++) {
                account.world
                        .point(VAULT, ProtectedResourceType.EFS)
                        .arn("arn:aws:backup:eu-west-1:123456789012:recovery-point:" + "x".repeat(400) + blocker + i)
                        .role(role)
                        .blockedBy(blocker)
                        .put();
            }
        }
        for (int i = 0; i < 3; i++) {
            String held = account.world
                    .point(VAULT, ProtectedResourceType.EFS)
                    .arn("arn:aws:backup:eu-west-1:123456789012:recovery-point:" + "y".repeat(400) + i)
                    .put();
            account.world.hold(held, "hold-1");
        }
        account.fill(3, ProtectedResourceType.AURORA_CONTINUOUS);

        Run run = account.delete();

        failed(run, "NotStabilized", "21 EXPIRED", "3 under a legal hold", "3 accepted but unchanged");
        assertThat(run.steps()).allMatch(step -> step.contextSize() < 2000);
    }

    @Test
    void lostAnswersAndAnOverlappingInvocationChangeNothing() {
        account.fill(50, ProtectedResourceType.EFS);
        Call delete = new Call("DELETE", model());
        Step lost = account.invoke(delete, model(), null);
        JsonNode context = null;
        Step step = account.invoke(delete, model(), null);
        for (int i = 0; i < 200 && step.status().equals("IN_PROGRESS"); i++) {
            context = step.event().path("callbackContext");
            account.clock.advance(
                    Duration.ofSeconds(step.event().path("callbackDelaySeconds").asLong()));
            account.invoke(delete, model(), context);
            step = account.invoke(delete, model(), context);
        }

        assertThat(lost.status()).isEqualTo("IN_PROGRESS");
        assertThat(step.status()).as(step.message()).isEqualTo("SUCCESS");
        assertThat(account.left()).isEmpty();
    }

    @Test
    void aVaultThatIsRemovedMeanwhileIsTheGoal() {
        account.fill(5, ProtectedResourceType.EFS);
        Call delete = new Call("DELETE", model());
        Step first = account.invoke(delete, model(), null);
        account.world.removeVault(VAULT);

        Step second = account.invoke(delete, model(), first.event().path("callbackContext"));
        account.clock.advance(Duration.ofSeconds(10));
        Step third = account.invoke(delete, model(), second.event().path("callbackContext"));

        assertThat(second.message()).contains("a second read will confirm it");
        assertThat(third.status()).isEqualTo("SUCCESS");
    }

    @Test
    void aDeleteThatDoesNotEndGivesUpBeforeCloudFormationDoesAndSaysWhatIsLeft() {
        account.world.deleteTakes(ProtectedResourceType.EFS, Duration.ofDays(3));
        account.fill(5, ProtectedResourceType.EFS);

        Run run = account.delete();

        failed(run, "NotStabilized", "still holds 5 recovery points of 5", "5 being deleted");
        assertThat(run.took()).isBetween(Duration.ofHours(35), Duration.ofHours(36));
        assertThat(account.calls(BackupOperation.DELETE_RECOVERY_POINT)).isEqualTo(5);
    }

    @Test
    void theWaitBetweenPassesDoesNotGoBeyondTheTimeThereIs() {
        account.world.deleteTakes(ProtectedResourceType.EFS, Duration.ofDays(3));
        account.fill(1, ProtectedResourceType.EFS);
        account.world.hold(account.fill(1, ProtectedResourceType.EFS).get(0), "hold-1");

        Run run = account.delete();

        failed(run, "NotStabilized", "1 being deleted", "1 under a legal hold");
        assertThat(run.took()).isBetween(Duration.ofMinutes(35 * 60 + 49), Duration.ofMinutes(35 * 60 + 51));
    }

    @Test
    void deletesThatShowTheirStatusLateAreNoticedWhenTheyEnd() {
        account.world
                .deletingShowsAfter(Duration.ofSeconds(8))
                .deleteTakes(ProtectedResourceType.EFS, Duration.ofSeconds(12));
        account.fill(3, ProtectedResourceType.EFS);

        assertThat(emptied().took()).isLessThan(Duration.ofSeconds(45));
    }

    @Test
    void aDeleteThatTakesHoursIsNoticedWithinATenthOfThem() {
        account.world.deleteTakes(ProtectedResourceType.EFS, Duration.ofHours(2));
        account.fill(5, ProtectedResourceType.EFS);

        Run run = emptied();

        assertThat(run.took())
                .isBetween(Duration.ofHours(2), Duration.ofMinutes(132).plusSeconds(20));
    }
}
