package community.backup.local.simulation;

import community.backup.local.awsbackup.JobState;
import community.backup.local.awsbackup.Lifecycle;
import community.backup.local.awsbackup.Operation;
import community.backup.local.awsbackup.PointSpec;
import community.backup.local.awsbackup.PointStatus;
import community.backup.local.awsbackup.ResourceType;
import community.backup.local.awsbackup.World;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Makes up recovery points that a template can ask for, and changes to them. */
final class Wishes {
    /** A vault that no stack owns, for what exists before any stack does. */
    static final String ARCHIVE = "aws/archive";

    private static final List<ResourceType> SOURCES = List.of(
            ResourceType.EFS,
            ResourceType.EFS,
            ResourceType.DYNAMODB,
            ResourceType.DYNAMODB_ADVANCED,
            ResourceType.EBS,
            ResourceType.EBS,
            ResourceType.EC2,
            ResourceType.RDS,
            ResourceType.AURORA,
            ResourceType.S3,
            ResourceType.FSX,
            ResourceType.CLOUDFORMATION,
            ResourceType.EKS);

    private static final List<ResourceType> EXISTING = List.of(
            ResourceType.EFS,
            ResourceType.EBS,
            ResourceType.S3,
            ResourceType.RDS,
            ResourceType.S3_CONTINUOUS,
            ResourceType.RDS_CONTINUOUS,
            ResourceType.CLOUDFORMATION,
            ResourceType.EKS);

    private static final List<String> ROLES =
            List.of("arn:aws:iam::123456789012:role/backup-a", "arn:aws:iam::123456789012:role/backup-b");

    private final Draws draws;
    private final CoverageGoal goal;
    private final World world;
    private final Instant now;

    Wishes(Draws draws, CoverageGoal goal, World world, Instant now) {
        this.draws = draws;
        this.goal = goal;
        this.world = world;
        this.now = now;
    }

    /** A new wish: a backup, or the import of a recovery point that exists. */
    Wish wish(String stack, String id) {
        String name = "wish " + stack + "." + id;
        boolean changes =
                goal.targets(Operation.LIST_TAGS, Operation.TAG_RESOURCE, Operation.UPDATE_RECOVERY_POINT_LIFECYCLE)
                        && !goal.isIn("CREATE");
        return draws.below(name + "/imports", changes ? 2 : 4) == 0 ? imported(name, id) : backup(name, id);
    }

    /** The import of a recovery point that somebody made some time ago. */
    Wish imported(String name, String id) {
        return Wish.builder()
                .id(id)
                .vault(ARCHIVE)
                .imported(existing(name))
                .tags(Map.of())
                .options(Map.of())
                // An import needs a policy.
                .deletionPolicy(draws.any(
                        name + "/policy", List.of("Delete", "Delete", "Delete", "Retain", "RetainExceptOnCreate")))
                .updateReplacePolicy(replacePolicy(name))
                .dependsOn(List.of())
                .build();
    }

    private String replacePolicy(String name) {
        return draws.any(name + "/replace policy", List.of("", "", "", "Retain"));
    }

    private Wish backup(String name, String id) {
        ResourceType type = draws.any(name + "/type", sources());
        Wish.WishBuilder wish = Wish.builder()
                .id(id)
                .role(draws.any(name + "/role", ROLES))
                .tags(Map.of())
                .options(Map.of())
                .deletionPolicy(draws.any(
                        name + "/policy", List.of("", "", "", "", "Delete", "Retain", "RetainExceptOnCreate")))
                .updateReplacePolicy(replacePolicy(name))
                .dependsOn(List.of());
        wish.resource(resource(name, type)).vault(draws.below(name + "/vault", 4) == 0 ? ARCHIVE : null);
        if (draws.below(name + "/options", 8) == 0) {
            wish.options(Map.of("WindowsVSS", "planted-option-value"));
        }
        if (draws.below(name + "/window", 6) == 0) {
            wish.startWindow(60L + draws.below(name + "/minutes", 600));
        }
        if (draws.below(name + "/ends badly", 25) == 0) {
            endsBadly(name, wish.build());
        }
        Wish made = wish.build();
        if (draws.below(name + "/lifecycle", 3) == 0) {
            made = withLifecycle(made, name);
        }
        if (draws.below(name + "/tagged", 3) == 0) {
            made = withTags(made, name);
        }
        return made;
    }

    /** The types of what is backed up: more of those that a purpose needs. */
    private List<ResourceType> sources() {
        if (goal.targets(Operation.LIST_BACKUP_JOBS)) {
            return List.of(ResourceType.EFS, ResourceType.DYNAMODB_ADVANCED);
        }
        if (goal.targets(Operation.LIST_TAGS, Operation.TAG_RESOURCE, Operation.UNTAG_RESOURCE)) {
            return List.of(ResourceType.EFS, ResourceType.S3, ResourceType.DYNAMODB_ADVANCED);
        }
        if (goal.targets(
                Operation.DESCRIBE_BACKUP_JOB,
                Operation.STOP_BACKUP_JOB,
                Operation.LIST_RECOVERY_POINTS_BY_BACKUP_VAULT)) {
            return List.of(
                    ResourceType.EBS, ResourceType.RDS, ResourceType.S3, ResourceType.CLOUDFORMATION, ResourceType.EC2);
        }
        return SOURCES;
    }

    /** The backup of a wish will not be made well. */
    private void endsBadly(String name, Wish wish) {
        if (wish.resource() != null) {
            JobState state = draws.any(
                    name + "/state",
                    List.of(JobState.FAILED, JobState.EXPIRED, JobState.ABORTED, JobState.PARTIAL, JobState.PARTIAL));
            world.nextBackupEnds(wish.resource(), state, "It was not to be.");
        }
    }

    /** The wish with something else about it that can be changed in place. */
    Wish changed(Wish wish, String step) {
        String name = step + "/" + wish.id();
        if (goal.targets(Operation.UPDATE_RECOVERY_POINT_LIFECYCLE)) {
            return withLifecycle(wish, name);
        }
        if (goal.targets(Operation.TAG_RESOURCE, Operation.UNTAG_RESOURCE)) {
            return withTags(wish, name);
        }
        return switch (draws.below(name + "/change", 5)) {
            case 0 -> withLifecycle(wish, name);
            case 1, 2 -> withTags(wish, name);
            case 3 ->
                wish.toBuilder()
                        .deleteAfterDays(null)
                        .coldAfterDays(null)
                        .tags(Map.of())
                        .build();
            default ->
                wish.toBuilder().deletionPolicy("").updateReplacePolicy("").build();
        };
    }

    /** The wish with something else about it that makes a new recovery point necessary. */
    Wish replaced(Wish wish, String step) {
        String name = step + "/" + wish.id();
        if (wish.imported() != null) {
            Wish backup = wish.toBuilder()
                    .resource(resource(name, draws.any(name + "/type", sources())))
                    .role(draws.any(name + "/role", ROLES))
                    .imported(null)
                    .build();
            return isOfEbs(backup) ? backup.toBuilder().coldAfterDays(null).build() : backup;
        }
        return wish.toBuilder()
                .startWindow(60L + draws.below(name + "/minutes", 600))
                .build();
    }

    /** A wish that cannot come true. */
    Wish doomed(String stack, String id) {
        String name = "doomed " + stack + "." + id;
        Wish wish = backup(name, id);
        return switch (draws.below(name, 3)) {
            case 0 ->
                wish.toBuilder()
                        .resource("arn:aws:sns:us-east-1:123456789012:topic-" + draws.below(name + "/topic", 1000))
                        .build();
            case 1 -> wish.toBuilder().coldAfterDays(50L).deleteAfterDays(60L).build();
            default -> wish.toBuilder().role(null).build();
        };
    }

    private Wish withLifecycle(Wish wish, String name) {
        long days = 200L + draws.below(name + "/days", 300);
        boolean cold = draws.below(name + "/cold", 3) == 0 && !isOfEbs(wish);
        return wish.toBuilder()
                .deleteAfterDays(days)
                .coldAfterDays(cold ? (Long) 100L : null)
                .build();
    }

    /** EBS cools only with an opt-in, which no wish gives. */
    private static boolean isOfEbs(Wish wish) {
        String subject = wish.resource() == null ? wish.imported() : wish.resource();
        return subject != null && (subject.contains(":volume/") || subject.contains(":snapshot/snap-"));
    }

    private Wish withTags(Wish wish, String name) {
        Map<String, String> tags = new TreeMap<>();
        int count = 1 + draws.below(name + "/tags", 3);
        for (int i = 0; i < count; i++) {
            tags.put(
                    "key" + draws.below(name + "/key" + i, 5),
                    "planted-tag-value-" + draws.below(name + "/value" + i, 9));
        }
        return wish.toBuilder().tags(tags).build();
    }

    private String resource(String name, ResourceType type) {
        String id = "r" + draws.below(name + "/resource", 1_000_000);
        String arn =
                switch (type) {
                    case EFS -> "arn:aws:elasticfilesystem:us-east-1:123456789012:file-system/fs-" + id;
                    case DYNAMODB, DYNAMODB_ADVANCED -> "arn:aws:dynamodb:us-east-1:123456789012:table/" + id;
                    case EBS -> "arn:aws:ec2:us-east-1:123456789012:volume/vol-" + id;
                    case EC2 -> "arn:aws:ec2:us-east-1:123456789012:instance/i-" + id;
                    case RDS -> "arn:aws:rds:us-east-1:123456789012:db:" + id;
                    case AURORA -> "arn:aws:rds:us-east-1:123456789012:cluster:" + id;
                    case S3 -> "arn:aws:s3:::" + id;
                    case FSX -> "arn:aws:fsx:us-east-1:123456789012:file-system/fs-" + id;
                    case EKS -> "arn:aws:eks:us-east-1:123456789012:cluster/" + id;
                    default -> "arn:aws:cloudformation:us-east-1:123456789012:stack/" + id + "/1";
                };
        world.resource(arn, type);
        if (type == ResourceType.CLOUDFORMATION || type == ResourceType.EKS) {
            world.members(arn, "arn:aws:ec2:us-east-1:123456789012:volume/vol-of-" + id);
        }
        return arn;
    }

    /** Puts a recovery point into the archive, as somebody made it some time ago. */
    String existing(String name) {
        if (!world.vaults().contains(ARCHIVE)) {
            world.createVault(ARCHIVE);
        }
        ResourceType type = draws.any(name + "/existing", EXISTING);
        PointSpec spec = world.point(ARCHIVE, type)
                .role(draws.any(name + "/its role", ROLES))
                .created(now.minus(Duration.ofDays(draws.below(name + "/age", 60))))
                .tag("kept", "from before");
        if (draws.below(name + "/its lifecycle", 4) == 0) {
            spec.lifecycle(Lifecycle.deleteAfterDays(400));
        }
        switch (draws.below(name + "/its status", 12)) {
            case 0, 1 -> spec.status(PointStatus.EXPIRED, "The retention is over.");
            case 2 -> spec.status(PointStatus.STOPPED, "Versioning is off.");
            case 3 -> spec.madeIn(Duration.ofSeconds(5 + draws.below(name + "/made in", 1000)));
            default -> {
                // As it comes.
            }
        }
        String arn = spec.put();
        if (draws.below(name + "/deleting", 20) == 0) {
            // As if somebody had begun to remove it.
            world.remove(arn);
        }
        if (type == ResourceType.CLOUDFORMATION) {
            world.point(ARCHIVE, ResourceType.EFS)
                    .role(ROLES.get(0))
                    .nestedIn(arn)
                    .put();
            world.point(ARCHIVE, ResourceType.EBS)
                    .role(ROLES.get(0))
                    .nestedIn(arn)
                    .put();
        } else if (type == ResourceType.EKS) {
            world.point(ARCHIVE, ResourceType.EKS_CLUSTER_STATE)
                    .role(ROLES.get(0))
                    .nestedIn(arn)
                    .put();
            world.point(ARCHIVE, ResourceType.EBS)
                    .role(ROLES.get(0))
                    .nestedIn(arn)
                    .put();
        }
        return arn;
    }
}
