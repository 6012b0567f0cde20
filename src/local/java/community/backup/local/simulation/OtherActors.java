package community.backup.local.simulation;

import community.backup.local.awsbackup.DeleteBlocker;
import community.backup.local.awsbackup.HttpCall;
import community.backup.local.awsbackup.JobState;
import community.backup.local.awsbackup.JobView;
import community.backup.local.awsbackup.LocalAwsBackup;
import community.backup.local.awsbackup.PointSpec;
import community.backup.local.awsbackup.PointView;
import community.backup.local.awsbackup.Role;
import community.backup.local.awsbackup.StoredPointStatus;
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
import org.jspecify.annotations.Nullable;

/**
 * Other users and services in the account. They deny and allow permissions, lock vaults, delete, expire, copy and tag
 * recovery points, end jobs, and make further backups. Each action runs at a random time. An action that can be undone
 * is undone later.
 */
final class OtherActors {
    /** The name of all other actors in the event log. */
    static final String NAME = "another actor";

    private static final List<String> PERMISSIONS = List.of(
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
    private final PriorityQueue<ScheduledAction> scheduled =
            new PriorityQueue<>(Comparator.comparing(ScheduledAction::when).thenComparing(ScheduledAction::name));
    private final Map<String, Instant> changed = new HashMap<>();
    private final List<Undo> undos = new ArrayList<>();
    private @Nullable VaultActors ofVaults;
    private Instant lastActed = Instant.MIN;
    private boolean stopped;

    /** An undo action that runs once at most. */
    private static final class Undo implements Runnable {
        private final Runnable action;
        private boolean done;

        Undo(Runnable action) {
            this.action = action;
        }

        boolean isDone() {
            return done;
        }

        @Override
        public void run() {
            if (!done) {
                done = true;
                action.run();
            }
        }
    }

    private record ScheduledAction(Instant when, String name, Runnable action) {}

    OtherActors(LocalAwsBackup backup, MovableClock clock, Draws draws, Coverage coverage, EventLog log) {
        this.backup = backup;
        this.world = backup.world();
        this.clock = clock;
        this.draws = draws;
        this.coverage = coverage;
        this.log = log;
    }

    /** When another actor last acted, or undid an action. */
    Instant lastActed() {
        return lastActed;
    }

    /** Whether an action has not been undone yet. */
    boolean hasPendingUndo() {
        return !undos.stream().allMatch(Undo::isDone);
    }

    /** Makes half of the actions those of {@code actors}, for the life of a vault. */
    void actOnVaults(VaultActors actors) {
        ofVaults = actors;
    }

    /** Schedules up to three actions for the next hours. */
    void plan(String step) {
        if (stopped) {
            return;
        }
        for (int i = 1; i <= 3; i++) {
            String name = step + "/somebody " + i;
            if (draws.happens(name, 0.2)) {
                Duration later = Duration.ofMillis((long) (1000 * Math.pow(7200, draws.unit(name + "/when"))));
                scheduled.add(new ScheduledAction(clock.instant().plus(later), name, () -> act(name)));
            }
        }
    }

    /** Runs the actions that are due. */
    void runDue() {
        while (!scheduled.isEmpty() && !scheduled.peek().when.isAfter(clock.instant())) {
            scheduled.remove().action.run();
        }
    }

    /** When the next action is due; {@link Instant#MAX} if there is none. */
    Instant next() {
        return scheduled.isEmpty() ? Instant.MAX : scheduled.peek().when;
    }

    /** Undoes everything that can be undone, and schedules no more actions. */
    void stop() {
        stopped = true;
        scheduled.clear();
        undos.forEach(Runnable::run);
        undos.clear();
    }

    /** Whether another actor has changed a recovery point since the time {@code then}. */
    boolean changedSince(String arn, Instant then) {
        return !changed.getOrDefault(arn, Instant.MIN).isBefore(then);
    }

    private void act(String name) {
        if (ofVaults != null && draws.below(name + "/of vaults", 2) == 0) {
            ofVaults.act(name);
            return;
        }
        List<PointView> points = world.vaults().stream()
                .flatMap(vault -> world.pointsIn(vault).stream())
                .sorted(Comparator.comparing(PointView::arn))
                .toList();
        int kind = draws.below(name + "/kind", 21);
        if (kind < 6 || points.isEmpty()) {
            permissions(name, kind);
        } else {
            PointView point = draws.any(name + "/point", points);
            changed.put(point.arn(), clock.instant());
            try {
                onPoint(name, kind, point);
            } catch (NoSuchElementException e) {
                log.add(NAME, () -> "finds " + point.arn() + " gone");
            }
        }
    }

    private void permissions(String name, int kind) {
        String permission = draws.any(name + "/action", PERMISSIONS);
        List<String> vaults = world.vaults();
        switch (kind) {
            case 0, 1, 2 -> {
                log("denies a permission", permission);
                world.deny(permission);
                undoLater(name, "allows the permission again", permission, () -> world.allow(permission));
            }
            case 3 -> {
                log("shortens the retention of jobs to its minimum", "");
                world.jobRecordsLast(Duration.ofDays(28));
            }
            case 4 -> {
                if (vaults.isEmpty()) {
                    return;
                }
                String vault = draws.any(name + "/vault", vaults);
                log("deletes a vault and its contents", vault);
                world.pointsIn(vault).forEach(point -> changed.put(point.arn(), clock.instant()));
                world.removeVault(vault);
            }
            default -> {
                if (vaults.isEmpty()) {
                    return;
                }
                String vault = draws.any(name + "/vault", vaults);
                log("locks a vault", vault);
                world.lockVault(vault, null, null);
                undoLater(name, "unlocks the vault", vault, () -> {
                    if (world.vaults().contains(vault)) {
                        world.unlockVault(vault);
                    }
                });
            }
        }
    }

    private void onPoint(String name, int kind, PointView point) {
        String arn = point.arn();
        boolean settled = point.status() != StoredPointStatus.CREATING && point.status() != StoredPointStatus.DELETING;
        switch (kind) {
            case 6 -> {
                if (draws.below(name + "/access point", 3) == 0) {
                    log("makes a backup access point on", arn);
                    world.makeAccessPoint(arn, "access point");
                    undoLater(
                            name,
                            "deletes the backup access point on",
                            arn,
                            () -> ifThere(arn, () -> world.deleteAccessPoint(arn, "access point")));
                } else {
                    log("puts a legal hold on", arn);
                    world.hold(arn, "hold");
                    undoLater(
                            name, "ends the legal hold on", arn, () -> ifThere(arn, () -> world.release(arn, "hold")));
                }
            }
            case 7, 8 -> {
                DeleteBlocker blocker = draws.any(name + "/blocker", List.of(DeleteBlocker.values()));
                log("keeps AWS Backup from removing (" + blocker + ")", arn);
                world.block(arn, blocker);
                undoLater(name, "lets AWS Backup remove", arn, () -> ifThere(arn, () -> world.unblock(arn)));
            }
            case 9 -> {
                log("takes the permission to create the service-linked role from", point.roleArn());
                world.role(point.roleArn(), Role.withoutCreateServiceLinkedRole());
                undoLater(name, "repairs the role", point.roleArn(), () -> world.role(point.roleArn(), Role.GOOD));
            }
            case 10 -> {
                log("keeps busy", arn);
                world.busy(arn, Duration.ofSeconds(5 + draws.below(name + "/busy", 600)));
            }
            case 11 -> {
                log("removes at once", arn);
                world.removeBehindTheApi(arn);
            }
            case 12 -> {
                log("deletes", arn);
                send("DELETE", "/backup-vaults/" + point.vault() + "/recovery-points/" + encoded(arn), "");
            }
            case 13, 14 -> {
                if (settled && !world.isRemovedWithComposite(arn)) {
                    log("expires", arn);
                    world.setStatus(arn, StoredPointStatus.EXPIRED, "The retention is over.");
                }
            }
            case 15 -> {
                log("tags", arn);
                send("POST", "/tags/" + encoded(arn), "{\"Tags\":{\"somebody\":\"was here\"}}");
            }
            case 16 -> {
                PointSpec another = world.point(point.vault(), point.type()).resource(point.resourceArn());
                boolean sameRole = draws.happens(name + "/same role", 0.5);
                log(
                        "makes another backup, with " + (sameRole ? "the same" : "another") + " role, of",
                        point.resourceArn());
                (sameRole ? another.role(point.roleArn()) : another).put();
            }
            case 17 -> {
                log("copies", arn);
                String vault = "arn:aws:backup:us-east-1:123456789012:backup-vault:" + point.vault();
                send(
                        "PUT",
                        "/copy-jobs",
                        "{\"RecoveryPointArn\":\"%s\",\"SourceBackupVaultName\":\"%s\",\"DestinationBackupVaultArn\":\"%s\",\"IamRoleArn\":\"%s\"}"
                                .formatted(arn, point.vault(), vault, point.roleArn()));
            }
            case 18 -> endSomeJob(name);
            default -> {
                log("denies in the vault's policy", point.vault());
                world.denyInVault(point.vault(), "backup:DeleteRecoveryPoint");
                undoLater(name, "allows in the vault's policy", point.vault(), () -> {
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
        log("ends a job as " + state, job.id());
        if (state == JobState.ABORTED) {
            world.stopJob(job.id());
        } else {
            world.endJob(job.id(), state, "Another actor ended this job.");
        }
    }

    private void ifThere(String arn, Runnable then) {
        if (world.exists(arn)) {
            changed.put(arn, clock.instant());
            then.run();
        }
    }

    void undoLater(String name, String action, String target, Runnable undo) {
        Runnable once = undoAtTheEnd(action, target, undo);
        Duration time = Duration.ofMillis((long) (1000 * Math.pow(7200, draws.unit(name + "/undone"))));
        scheduled.add(new ScheduledAction(clock.instant().plus(time), name + " undone", once));
    }

    /** Prepares an undo action, which runs at the latest when all faults end. */
    Runnable undoAtTheEnd(String action, String target, Runnable undo) {
        Undo once = new Undo(() -> {
            lastActed = clock.instant();
            log.add(NAME, () -> action + " " + target);
            undo.run();
        });
        undos.add(once);
        return once;
    }

    void log(String action, String target) {
        lastActed = clock.instant();
        coverage.action(action.replaceAll(" (as|\\().*", ""));
        log.add(NAME, () -> action + " " + target);
    }

    void send(String method, String path, String body) {
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
