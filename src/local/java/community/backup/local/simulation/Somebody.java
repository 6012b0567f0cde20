package community.backup.local.simulation;

import community.backup.local.awsbackup.DeleteBlocker;
import community.backup.local.awsbackup.HttpCall;
import community.backup.local.awsbackup.JobState;
import community.backup.local.awsbackup.JobView;
import community.backup.local.awsbackup.LocalAwsBackup;
import community.backup.local.awsbackup.PointSpec;
import community.backup.local.awsbackup.PointStatus;
import community.backup.local.awsbackup.PointView;
import community.backup.local.awsbackup.Role;
import community.backup.local.awsbackup.World;
import community.backup.local.clock.MovableClock;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.PriorityQueue;

/**
 * Everybody else in the account: takes permissions away and gives them back, locks vaults, deletes, expires, copies and
 * tags recovery points, ends jobs, makes further backups. Each deed has its time; what can be undone is undone later.
 */
final class Somebody {
    private static final List<String> ACTIONS = List.of(
            "backup:DeleteRecoveryPoint",
            "backup:DescribeRecoveryPoint",
            "backup:DescribeBackupJob",
            "backup:ListBackupVaults",
            "backup:ListRecoveryPointsByBackupVault",
            "backup:ListTags",
            "backup:StartBackupJob",
            "backup:StopBackupJob",
            "backup:TagResource",
            "backup:UntagResource",
            "backup:UpdateRecoveryPointLifecycle",
            "backup:UpdateRecoveryPointIndexSettings",
            "iam:PassRole",
            "iam:CreateServiceLinkedRole");

    private final LocalAwsBackup backup;
    private final World world;
    private final MovableClock clock;
    private final Draws draws;
    private final Coverage coverage;
    private final EventLog log;
    private final PriorityQueue<Deed> deeds =
            new PriorityQueue<>(Comparator.comparing(Deed::when).thenComparing(Deed::name));
    private final Map<String, Instant> touched = new HashMap<>();
    private final List<Runnable> debts = new ArrayList<>();
    private boolean calm;

    private record Deed(Instant when, String name, Runnable what) {}

    Somebody(LocalAwsBackup backup, MovableClock clock, Draws draws, Coverage coverage, EventLog log) {
        this.backup = backup;
        this.world = backup.world();
        this.clock = clock;
        this.draws = draws;
        this.coverage = coverage;
        this.log = log;
    }

    /** Plans what is done in the time after now, a few things at the most. */
    void plan(String step) {
        if (calm) {
            return;
        }
        for (int i = 1; i <= 3; i++) {
            String name = step + "/somebody " + i;
            if (draws.happens(name, 0.2)) {
                Duration later = Duration.ofMillis((long) (1000 * Math.pow(7200, draws.unit(name + "/when"))));
                deeds.add(new Deed(clock.instant().plus(later), name, () -> act(name)));
            }
        }
    }

    /** Does what is due. */
    void strike() {
        while (!deeds.isEmpty() && !deeds.peek().when.isAfter(clock.instant())) {
            deeds.remove().what.run();
        }
    }

    /** When the next deed is due; far away where there is none. */
    Instant next() {
        return deeds.isEmpty() ? Instant.MAX : deeds.peek().when;
    }

    /** Undoes what can be undone, and does nothing any more. */
    void calm() {
        calm = true;
        deeds.clear();
        debts.forEach(Runnable::run);
        debts.clear();
    }

    /** Whether somebody has laid hands on a recovery point since then. */
    boolean touchedSince(String arn, Instant then) {
        return !touched.getOrDefault(arn, Instant.MIN).isBefore(then);
    }

    private void act(String name) {
        List<PointView> points = world.vaults().stream()
                .flatMap(vault -> world.pointsIn(vault).stream())
                .sorted(Comparator.comparing(PointView::arn))
                .toList();
        int kind = draws.below(name + "/kind", 21);
        if (kind < 6 || points.isEmpty()) {
            permissions(name, kind);
        } else {
            PointView point = draws.any(name + "/point", points);
            touched.put(point.arn(), clock.instant());
            try {
                onPoint(name, kind, point);
            } catch (NoSuchElementException e) {
                log.add("somebody", () -> "finds " + point.arn() + " gone");
            }
        }
    }

    private void permissions(String name, int kind) {
        String action = draws.any(name + "/action", ACTIONS);
        List<String> vaults = world.vaults();
        switch (kind) {
            case 0, 1, 2 -> {
                done("takes a permission away", action);
                world.deny(action);
                later(name, "gives the permission back", action, () -> world.allow(action));
            }
            case 3 -> {
                done("lets jobs be forgotten as early as they can be", "");
                world.jobRecordsLast(Duration.ofDays(28));
            }
            case 4 -> {
                if (vaults.isEmpty()) {
                    return;
                }
                String vault = draws.any(name + "/vault", vaults);
                done("deletes a vault and all that is in it", vault);
                world.pointsIn(vault).forEach(point -> touched.put(point.arn(), clock.instant()));
                world.removeVault(vault);
            }
            default -> {
                if (vaults.isEmpty()) {
                    return;
                }
                String vault = draws.any(name + "/vault", vaults);
                done("locks a vault", vault);
                world.lockVault(vault, null, null);
                later(name, "unlocks the vault", vault, () -> {
                    if (world.vaults().contains(vault)) {
                        world.unlockVault(vault);
                    }
                });
            }
        }
    }

    private void onPoint(String name, int kind, PointView point) {
        String arn = point.arn();
        boolean settled = point.status() != PointStatus.CREATING && point.status() != PointStatus.DELETING;
        switch (kind) {
            case 6 -> {
                done("puts a legal hold on", arn);
                world.hold(arn, "hold");
                later(name, "ends the legal hold on", arn, () -> ifThere(arn, () -> world.release(arn, "hold")));
            }
            case 7, 8 -> {
                DeleteBlocker blocker = draws.any(name + "/blocker", List.of(DeleteBlocker.values()));
                done("brings it about that AWS Backup cannot remove (" + blocker + ")", arn);
                world.block(arn, blocker);
                later(name, "lets AWS Backup remove", arn, () -> ifThere(arn, () -> world.unblock(arn)));
            }
            case 9 -> {
                done("takes the service-linked role from", point.roleArn());
                world.role(point.roleArn(), Role.withoutCreateServiceLinkedRole());
                later(name, "mends the role", point.roleArn(), () -> world.role(point.roleArn(), Role.GOOD));
            }
            case 10 -> {
                done("does something else with", arn);
                world.busy(arn, Duration.ofSeconds(5 + draws.below(name + "/busy", 600)));
            }
            case 11 -> {
                done("removes all of a sudden", arn);
                world.vanish(arn);
            }
            case 12 -> {
                done("deletes", arn);
                send("DELETE", "/backup-vaults/" + point.vault() + "/recovery-points/" + encoded(arn), "");
            }
            case 13, 14 -> {
                if (settled) {
                    done("lets expire", arn);
                    world.setStatus(arn, PointStatus.EXPIRED, "The retention is over.");
                }
            }
            case 15 -> {
                done("tags", arn);
                send("POST", "/tags/" + encoded(arn), "{\"Tags\":{\"somebody\":\"was here\"}}");
            }
            case 16 -> {
                PointSpec another = world.point(point.vault(), point.type()).resource(point.resourceArn());
                boolean sameRole = draws.happens(name + "/same role", 0.5);
                done(
                        "makes another backup, with " + (sameRole ? "the same" : "another") + " role, of",
                        point.resourceArn());
                (sameRole ? another.role(point.roleArn()) : another).put();
            }
            case 17 -> {
                done("copies", arn);
                String vault = "arn:aws:backup:us-east-1:123456789012:backup-vault:" + point.vault();
                send(
                        "PUT",
                        "/copy-jobs",
                        "{\"RecoveryPointArn\":\"%s\",\"SourceBackupVaultName\":\"%s\",\"DestinationBackupVaultArn\":\"%s\",\"IamRoleArn\":\"%s\"}"
                                .formatted(arn, point.vault(), vault, point.roleArn()));
            }
            case 18 -> endSomeJob(name);
            default -> {
                done("denies in the vault's policy", point.vault());
                world.denyInVault(point.vault(), "backup:DeleteRecoveryPoint");
                later(name, "allows in the vault's policy", point.vault(), () -> {
                    if (world.vaults().contains(point.vault())) {
                        world.allowInVault(point.vault(), "backup:DeleteRecoveryPoint");
                    }
                });
            }
        }
    }

    private void endSomeJob(String name) {
        List<JobView> active = world.jobs().stream()
                .filter(job -> job.state().active()
                        && job.state() != JobState.ABORTING
                        && job.parentJobId().isEmpty())
                .toList();
        if (active.isEmpty()) {
            return;
        }
        JobView job = draws.any(name + "/job", active);
        JobState state = draws.any(name + "/state", List.of(JobState.FAILED, JobState.ABORTED, JobState.EXPIRED));
        done("ends a job as " + state, job.id());
        if (state == JobState.ABORTED) {
            world.stopJob(job.id());
        } else {
            world.endJob(job.id(), state, "Somebody did.");
        }
    }

    private void ifThere(String arn, Runnable then) {
        if (world.exists(arn)) {
            touched.put(arn, clock.instant());
            then.run();
        }
    }

    private void later(String name, String what, String whom, Runnable undo) {
        Runnable once = new Runnable() {
            private boolean undone;

            @Override
            public void run() {
                if (!undone) {
                    undone = true;
                    log.add("somebody", () -> what + " " + whom);
                    undo.run();
                }
            }
        };
        debts.add(once);
        Duration time = Duration.ofMillis((long) (1000 * Math.pow(7200, draws.unit(name + "/undone"))));
        deeds.add(new Deed(clock.instant().plus(time), name + " undone", once));
    }

    private void done(String what, String whom) {
        coverage.deed(what.replaceAll(" (as|\\().*", ""));
        log.add("somebody", () -> what + " " + whom);
    }

    private void send(String method, String path, String body) {
        backup.handle(new HttpCall(
                method,
                path,
                Map.of(),
                Map.of("Content-Type", List.of("application/json")),
                body.getBytes(StandardCharsets.UTF_8)));
        backup.forgetCalls();
    }

    private static String encoded(String arn) {
        return URLEncoder.encode(arn, StandardCharsets.UTF_8);
    }
}
