package community.backup.local.simulation;

import community.backup.local.awsbackup.World;
import community.backup.local.clock.MovableClock;
import community.backup.local.cloudformation.api.StackQueries;
import java.time.Duration;
import java.util.List;
import java.util.NoSuchElementException;

/** The actions of other users in the life of a vault: they fill it, change its mark, and deny the handlers' calls. */
final class VaultActors {
    private static final List<String> PERMISSIONS = List.of(
            "backup:DescribeBackupVault",
            "backup:ListBackupVaults",
            "backup:ListRecoveryPointsByBackupVault",
            "backup:ListTags",
            "backup:TagResource",
            "backup:UntagResource",
            "backup:ListBackupJobs",
            "backup:ListCopyJobs",
            "backup:GetBackupPlan",
            "backup:StopBackupJob",
            "backup:DeleteRecoveryPoint");

    private final OtherActors others;
    private final VaultLife life;
    private final VaultFilling filling;
    private final World world;
    private final Draws draws;
    private final MovableClock clock;

    VaultActors(OtherActors others, VaultLife life, VaultFilling filling, Draws draws, MovableClock clock) {
        this.others = others;
        this.life = life;
        this.filling = filling;
        this.world = life.truth().world();
        this.draws = draws;
        this.clock = clock;
    }

    /** Runs a random action. */
    void act(String name) {
        List<String> vaults = world.vaults().stream()
                .filter(vault -> !vault.equals(TemplateGenerator.ARCHIVE))
                .toList();
        int kind = draws.below(name + "/kind", 16);
        if (kind < 5 || vaults.isEmpty()) {
            permissions(name, kind);
            return;
        }
        String vault = draws.any(name + "/vault", vaults);
        switch (kind) {
            case 5 -> {
                others.log("removes the mark of", vault);
                life.truth().remark(vault, null);
                life.truth().observe(clock.instant());
            }
            case 6 -> {
                others.log("puts the mark of another stack on", vault);
                life.truth().remark(vault, "arn:aws:cloudformation:us-east-1:123456789012:stack/unknown/1");
                life.truth().observe(clock.instant());
            }
            case 7, 8, 9 -> {
                others.log("puts recovery points into", vault);
                filling.fill(name, vault, 1 + draws.below(name + "/number", 4));
            }
            case 10, 11 -> {
                others.log("starts a backup into", vault);
                String resource = draws.any(
                        name + "/resource",
                        List.of(
                                "arn:aws:elasticfilesystem:us-east-1:123456789012:file-system/fs-other",
                                "arn:aws:rds:us-east-1:123456789012:db:other",
                                "arn:aws:ec2:us-east-1:123456789012:volume/vol-other"));
                others.send("PUT", "/backup-jobs", """
                        {"BackupVaultName": "%s", "ResourceArn": "%s", "IamRoleArn": "arn:aws:iam::123456789012:role/other"}""".formatted(vault, resource));
            }
            case 12, 13 -> copy(name, vault);
            default -> plan(name, vault);
        }
    }

    private void permissions(String name, int kind) {
        if (kind < 2) {
            String action = kind == 0 ? StackQueries.DESCRIBE_STACKS : StackQueries.DESCRIBE_STACK_EVENTS;
            others.log("denies to ask CloudFormation with", action);
            life.stacks().deny(action);
            others.undoLater(name, "allows to ask CloudFormation with", action, () -> life.stacks()
                    .allow(action));
        } else {
            String permission = draws.any(name + "/action", PERMISSIONS);
            others.log("denies a permission", permission);
            world.deny(permission);
            others.undoLater(name, "allows the permission again", permission, () -> world.allow(permission));
        }
    }

    private void copy(String name, String vault) {
        if (!world.vaults().contains(TemplateGenerator.ARCHIVE)) {
            // Another actor has deleted the vault.
            return;
        }
        List<String> sources = world.pointsIn(TemplateGenerator.ARCHIVE).stream()
                .map(point -> point.arn())
                .sorted()
                .toList();
        if (sources.isEmpty()) {
            return;
        }
        String source = draws.any(name + "/source", sources);
        others.log("copies into " + vault, source);
        others.send("PUT", "/copy-jobs", """
                {"RecoveryPointArn": "%s", "SourceBackupVaultName": "%s", "DestinationBackupVaultArn": "%s", "IamRoleArn": "%s"}""".formatted(
                        source,
                        TemplateGenerator.ARCHIVE,
                        "arn:aws:backup:us-east-1:123456789012:backup-vault:" + vault,
                        "arn:aws:iam::123456789012:role/other"));
    }

    private void plan(String name, String vault) {
        Duration every = Duration.ofMinutes(20 + draws.below(name + "/every", 300));
        others.log("makes a backup plan for", vault);
        String id = world.plan(
                "other-" + draws.below(name, 1000),
                vault,
                "arn:aws:ec2:us-east-1:123456789012:volume/vol-planned",
                every);
        others.undoLater(name, "deletes the backup plan for", vault, () -> {
            try {
                world.removePlan(id);
            } catch (NoSuchElementException e) {
                throw new IllegalStateException("nobody else deletes plan " + id, e);
            }
        });
    }
}
