package community.backup.local.demo;

import static community.backup.local.awsbackup.CallRecord.OK;

import community.backup.local.awsbackup.BackupOperation;
import community.backup.local.awsbackup.PointView;
import community.backup.local.awsbackup.ProtectedResourceType;
import community.backup.local.awsbackup.Role;
import community.backup.local.awsbackup.StoredPointStatus;
import community.backup.local.awsbackup.World;
import community.backup.local.cloudformation.LocalCloudFormation;
import community.backup.local.cloudformation.StackView;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.Collectors;

/** The four scenes of the demo. After each, the demo checks its claims. */
final class DemoScenes {
    /** The number of scenes. */
    static final int SCENES = 4;

    private static final String TRUTH = "state of the local AWS Backup";
    private static final String CALLS = "calls that the local AWS Backup got";
    private static final String EVENTS = "stack events";

    private final DemoAccount account;
    private final LocalCloudFormation cloudFormation;
    private final Templates templates;
    private final EventHistory history;
    private final Screen screen;
    private final Claims claims;

    DemoScenes(DemoAccount account, Templates templates, EventHistory history, Screen screen, Claims claims) {
        this.account = account;
        this.cloudFormation = account.cloudFormation();
        this.templates = templates;
        this.history = history;
        this.screen = screen;
        this.claims = claims;
    }

    /**
     * Runs the scenes of these numbers.
     *
     * @param numbers from 1 to {@link #SCENES}
     */
    void run(List<Integer> numbers) {
        List<Runnable> scenes =
                List.of(this::fiveServices, this::permissionMissing, this::importOne, this::vaultThatAPlanFills);
        numbers.forEach(number -> scene(number, scenes.get(number - 1)));
    }

    /** Runs a scene. An exception in it is a claim that failed, and the next scenes still run. */
    private void scene(int number, Runnable scene) {
        claims.begin(number);
        try {
            scene.run();
        } catch (RuntimeException e) {
            claims.claim("the scene came to its end", "the demo itself", "an end", e);
        }
    }

    private void begin(String title) {
        screen.scene(title);
        account.recorder().external("the demo", title.strip());
    }

    private void fiveServices() {
        begin("1. A stack with a vault and five recovery points of different services");
        StackView created = cloudFormation.deploy(templates.fiveServices("five"));
        claims.claim("the stack is complete", EVENTS, "CREATE_COMPLETE", created.status());
        List<PointView> points = points("five-vault");
        claims.claim(
                "five finished recovery points, of five services",
                TRUTH,
                Set.of("EFS", "DynamoDB", "EBS", "RDS", "S3"),
                points.stream()
                        .filter(point -> point.status() == StoredPointStatus.COMPLETED)
                        .map(point -> point.type().wireName())
                        .collect(Collectors.toSet()));
        claims.claim(
                "the stack's outputs name exactly these",
                TRUTH,
                arns(points),
                created.outputs().keySet().stream()
                        .map(created::output)
                        .collect(Collectors.toCollection(TreeSet::new)));
        claims.claim("one backup job each", CALLS, 5L, backupsStarted());

        begin("   ... and torn down to nothing");
        Set<String> inTime = watchDeletions(created);
        StackView deleted = cloudFormation.delete("five");
        claims.claim("the stack is deleted", EVENTS, "DELETE_COMPLETE", deleted.status());
        claims.claim(
                "nothing is left, the vault included",
                TRUTH,
                List.of(),
                account.world().vaults());
        claims.claim(
                "each was gone when its DELETE_COMPLETE came",
                TRUTH,
                Set.of("BucketBackup", "DatabaseBackup", "FileSystemBackup", "TableBackup", "VolumeBackup"),
                inTime);
        claims.claim(
                "all five were deleted at once, the vault after them",
                EVENTS,
                List.of("Vault"),
                history.inStatus("DELETE_IN_PROGRESS").stream().skip(6).toList());
    }

    private void permissionMissing() {
        String role = "arn:aws:iam::123456789012:role/backup-with-too-little";
        account.world().role(role, Role.withoutCreateServiceLinkedRole());
        begin("2. A role without iam:CreateServiceLinkedRole: AWS Backup accepts the delete and does not delete");
        history.clear();
        cloudFormation.deploy(templates.oneBackup("stuck", role));
        StackView failed = cloudFormation.delete("stuck");
        String reason = history.reason("Backup", "DELETE_FAILED");
        claims.claim("the stack says DELETE_FAILED", EVENTS, "DELETE_FAILED", failed.status());
        claims.claim("the reason says EXPIRED, and AWS Backup's own words", EVENTS, true, saysWhy(reason));
        claims.claim("the reason names the remedy", EVENTS, true, reason.contains("iam:CreateServiceLinkedRole"));
        claims.claim(
                "the point is still there, EXPIRED",
                TRUTH,
                List.of(StoredPointStatus.EXPIRED),
                points("stuck-vault").stream().map(PointView::status).toList());

        account.world().role(role, Role.GOOD);
        begin("   ... the permission is given, and the stack deleted again");
        StackView deleted = cloudFormation.delete("stuck");
        claims.claim("the second delete succeeds", EVENTS, "DELETE_COMPLETE", deleted.status());
        claims.claim(
                "the point is gone, and the vault too",
                TRUTH,
                List.of(),
                account.world().vaults());
    }

    private void importOne() {
        account.world().createVault("archive");
        String imported =
                account.world().point("archive", ProtectedResourceType.EBS).put();
        long backups = backupsStarted();
        begin("3. A recovery point that exists is imported into a stack");
        history.clear();
        StackView first = cloudFormation.importResources(
                templates.imported("owner", "archive"),
                Map.of("Imported", Map.of("BackupVaultName", "archive", "RecoveryPointId", imported)));
        claims.claim("the stack has imported it", EVENTS, "IMPORT_COMPLETE", first.status());
        claims.claim("no backup was made for it", CALLS, backups, backupsStarted());

        begin("   ... an update gives it a lifecycle");
        StackView second = cloudFormation.deploy(templates.importedAndChanged("owner", "archive"));
        claims.claim("the stack is updated", EVENTS, "UPDATE_COMPLETE", second.status());
        claims.claim(
                "it has the template's lifecycle now",
                TRUTH,
                Optional.of(90L),
                account.world().point(imported).map(point -> point.lifecycle().deleteAfterDays()));

        begin("   ... and the stack that owns it is deleted");
        StackView deleted = cloudFormation.delete("owner");
        claims.claim("the stack is deleted", EVENTS, "DELETE_COMPLETE", deleted.status());
        claims.claim("the recovery point is gone", TRUTH, List.of(), points("archive"));
        claims.claim(
                "the vault, which is not the stack's, stays",
                TRUTH,
                List.of("archive"),
                account.world().vaults());
    }

    private void vaultThatAPlanFills() {
        begin("4. A vault that a backup plan fills: the stack cannot delete it");
        history.clear();
        cloudFormation.deploy(templates.vaultWithPlan("plain"));
        account.pass(Duration.ofDays(3));
        StackView failed = cloudFormation.delete("plain");
        claims.claim("the stack says DELETE_FAILED", EVENTS, "DELETE_FAILED", failed.status());
        claims.claim(
                "the reason is that the vault is not empty",
                EVENTS,
                true,
                history.reason("Vault", "DELETE_FAILED").contains("contains recovery points"));
        cloudFormation.delete("plain", Set.of("Vault"));
        account.world().removeVault("plain-vault");

        begin("   ... the same with Community::Backup::VaultContents, added when the vault has backups already");
        history.clear();
        cloudFormation.deploy(templates.vaultWithPlan("emptied"));
        account.pass(Duration.ofDays(3));
        StackView updated = cloudFormation.deploy(templates.vaultThatIsEmptied("emptied"));
        claims.claim("the stack is updated", EVENTS, "UPDATE_COMPLETE", updated.status());
        account.pass(Duration.ofDays(3));
        fillWithAllKinds("emptied-vault");
        claims.claim(
                "backups of the plan and of others are in the vault",
                TRUTH,
                true,
                points("emptied-vault").size() > 10);

        begin("   ... and torn down: a composite, an EXPIRED recovery point and a running job among its contents");
        history.clear();
        StackView deleted = cloudFormation.delete("emptied");
        claims.claim("the stack is deleted", EVENTS, "DELETE_COMPLETE", deleted.status());
        claims.claim(
                "nothing is left, the vault included",
                TRUTH,
                false,
                account.world().vaults().contains("emptied-vault"));
        claims.claim(
                "the plan was deleted first, then the contents, then the vault",
                EVENTS,
                List.of("Selection", "Plan", "Contents", "Vault"),
                history.inStatus("DELETE_COMPLETE").stream()
                        .filter(name -> !name.equals("emptied"))
                        .toList());
        claims.claim("the running job was stopped", CALLS, true, stopped() > 0);
    }

    /**
     * Fills a vault with other kinds of recovery points than a plan's backups: a composite, one that is EXPIRED, and
     * one whose backup is running.
     */
    private void fillWithAllKinds(String vault) {
        World world = account.world();
        String composite =
                world.point(vault, ProtectedResourceType.CLOUDFORMATION).put();
        for (int i = 0; i < 3; i++) {
            world.point(vault, ProtectedResourceType.EBS).nestedIn(composite).put();
            world.point(vault, ProtectedResourceType.DYNAMODB).put();
        }
        world.point(vault, ProtectedResourceType.EBS)
                .status(StoredPointStatus.EXPIRED, "Access Denied trying to call AWS Backup service")
                .put();
        account.startBackup(vault, "arn:aws:elasticfilesystem:us-east-1:123456789012:file-system/fs-1a2b3c4d");
    }

    private long stopped() {
        return account.backup().calls(BackupOperation.STOP_BACKUP_JOB).stream()
                .filter(call -> call.outcome().equals(OK))
                .count();
    }

    /**
     * Checks at every DELETE_COMPLETE that the recovery point is actually gone.
     *
     * @return the logical ids of the resources for which that was true; the set fills during the deletion
     */
    private Set<String> watchDeletions(StackView stack) {
        Set<String> inTime = new ConcurrentSkipListSet<>();
        history.clear();
        history.watch(event -> {
            String output = event.logicalId().replace("Backup", "RecoveryPoint");
            boolean deleted =
                    event.status().equals("DELETE_COMPLETE") && stack.outputs().containsKey(output);
            if (deleted && !account.world().exists(stack.output(output))) {
                inTime.add(event.logicalId());
            }
        });
        return inTime;
    }

    private static boolean saysWhy(String reason) {
        return reason.contains("EXPIRED") && reason.contains("Access Denied trying to call AWS Backup service");
    }

    private List<PointView> points(String vault) {
        return account.world().vaults().contains(vault) ? account.world().pointsIn(vault) : List.of();
    }

    private static Set<String> arns(List<PointView> points) {
        return points.stream().map(PointView::arn).collect(Collectors.toCollection(TreeSet::new));
    }

    private long backupsStarted() {
        return account.backup().calls(BackupOperation.START_BACKUP_JOB).stream()
                .filter(call -> call.effect() && call.outcome().equals(OK))
                .count();
    }
}
