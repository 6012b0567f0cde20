package community.backup.local.simulation;

import community.backup.local.awsbackup.DeleteBlocker;
import community.backup.local.awsbackup.PointSpec;
import community.backup.local.awsbackup.ProtectedResourceType;
import community.backup.local.awsbackup.StoredPointStatus;
import community.backup.local.awsbackup.World;
import community.backup.local.clock.MovableClock;
import java.time.Duration;
import java.util.List;

/** Puts recovery points of every kind into vaults, at random. */
final class VaultFilling {
    private static final List<ProtectedResourceType> TYPES = List.of(
            ProtectedResourceType.EFS,
            ProtectedResourceType.EFS,
            ProtectedResourceType.EBS,
            ProtectedResourceType.EBS,
            ProtectedResourceType.DYNAMODB,
            ProtectedResourceType.S3,
            ProtectedResourceType.RDS,
            ProtectedResourceType.FSX,
            ProtectedResourceType.RDS_CONTINUOUS,
            ProtectedResourceType.S3_CONTINUOUS,
            ProtectedResourceType.CLOUDFORMATION,
            ProtectedResourceType.CLOUDFORMATION,
            ProtectedResourceType.EKS);

    private final World world;
    private final VaultTruth truth;
    private final OtherActors others;
    private final Draws draws;
    private final MovableClock clock;

    VaultFilling(World world, VaultTruth truth, OtherActors others, Draws draws, MovableClock clock) {
        this.world = world;
        this.truth = truth;
        this.others = others;
        this.draws = draws;
        this.clock = clock;
    }

    /** Puts a number of recovery points into a vault, some of them with nested recovery points. */
    void fill(String name, String vault, int number) {
        for (int i = 1; i <= number; i++) {
            put(name + "/point " + i, vault);
        }
    }

    private void put(String name, String vault) {
        ProtectedResourceType type = draws.happens(name + "/aurora", 0.01)
                ? ProtectedResourceType.AURORA_CONTINUOUS
                : draws.any(name + "/type", TYPES);
        PointSpec spec = world.point(vault, type)
                .role("arn:aws:iam::123456789012:role/backup-a")
                .created(clock.instant().minus(Duration.ofMinutes(draws.below(name + "/age", 60 * 24 * 40))));
        if (draws.happens(name + "/expired", 0.04)) {
            spec.status(StoredPointStatus.EXPIRED, "The retention is over.");
        } else if (draws.happens(name + "/being made", 0.02)) {
            spec.madeIn(Duration.ofSeconds(5 + draws.below(name + "/made in", 1500)));
        }
        String arn = arrived(spec);
        if (type == ProtectedResourceType.CLOUDFORMATION || type == ProtectedResourceType.EKS) {
            boolean cluster = type == ProtectedResourceType.EKS;
            nest(vault, arn, cluster ? ProtectedResourceType.EKS_CLUSTER_STATE : ProtectedResourceType.EFS);
            if (draws.below(name + "/more nested", 2) == 0) {
                nest(vault, arn, ProtectedResourceType.EBS);
            }
            if (draws.happens(name + "/held for long", 0.1)) {
                world.hold(arn, "long hold");
                others.undoAtTheEnd(
                        "ends the long legal hold on", arn, () -> ifThere(arn, () -> world.release(arn, "long hold")));
            }
        }
        if (draws.happens(name + "/access point", 0.01)) {
            world.makeAccessPoint(arn, "access point");
            others.undoLater(
                    name,
                    "deletes the backup access point on",
                    arn,
                    () -> ifThere(arn, () -> world.deleteAccessPoint(arn, "access point")));
        }
        if (draws.happens(name + "/held", 0.02)) {
            world.hold(arn, "hold");
            others.undoLater(name, "ends the legal hold on", arn, () -> ifThere(arn, () -> world.release(arn, "hold")));
        }
        if (draws.happens(name + "/blocked", 0.03)) {
            world.block(arn, draws.any(name + "/blocker", List.of(DeleteBlocker.values())));
            Runnable undo = () -> ifThere(arn, () -> world.unblock(arn));
            if (draws.happens(name + "/blocked for long", 0.2)) {
                others.undoAtTheEnd("at last lets AWS Backup remove", arn, undo);
            } else {
                others.undoLater(name, "lets AWS Backup remove", arn, undo);
            }
        }
    }

    private void nest(String vault, String composite, ProtectedResourceType type) {
        arrived(world.point(vault, type)
                .role("arn:aws:iam::123456789012:role/backup-a")
                .nestedIn(composite));
    }

    private String arrived(PointSpec spec) {
        String arn = spec.arrivesNow().put();
        truth.arrived(arn, clock.instant());
        return arn;
    }

    private void ifThere(String arn, Runnable then) {
        if (world.exists(arn)) {
            then.run();
        }
    }
}
