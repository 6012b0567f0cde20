package community.backup.local.simulation;

import community.backup.local.awsbackup.BackupOperation;
import community.backup.local.awsbackup.JobState;
import community.backup.local.awsbackup.LifecycleRule;
import community.backup.local.awsbackup.PointSpec;
import community.backup.local.awsbackup.ProtectedResourceType;
import community.backup.local.awsbackup.StoredPointStatus;
import community.backup.local.awsbackup.World;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Generates the recovery points of a template, and changes to them, at random. */
final class TemplateGenerator {
    /** A vault that no stack owns, for recovery points that exist before any stack does. */
    static final String ARCHIVE = "aws/archive";

    private static final List<ProtectedResourceType> SOURCES = List.of(
            ProtectedResourceType.EFS,
            ProtectedResourceType.EFS,
            ProtectedResourceType.DYNAMODB,
            ProtectedResourceType.DYNAMODB_ADVANCED,
            ProtectedResourceType.EBS,
            ProtectedResourceType.EBS,
            ProtectedResourceType.EC2,
            ProtectedResourceType.RDS,
            ProtectedResourceType.AURORA,
            ProtectedResourceType.S3,
            ProtectedResourceType.FSX,
            ProtectedResourceType.CLOUDFORMATION,
            ProtectedResourceType.EKS);

    private static final List<ProtectedResourceType> EXISTING = List.of(
            ProtectedResourceType.EFS,
            ProtectedResourceType.EBS,
            ProtectedResourceType.S3,
            ProtectedResourceType.RDS,
            ProtectedResourceType.S3_CONTINUOUS,
            ProtectedResourceType.RDS_CONTINUOUS,
            ProtectedResourceType.CLOUDFORMATION,
            ProtectedResourceType.EKS);

    private static final List<String> ROLES =
            List.of("arn:aws:iam::123456789012:role/backup-a", "arn:aws:iam::123456789012:role/backup-b");

    private final Draws draws;
    private final CoverageGoal goal;
    private final World world;
    private final Instant now;

    TemplateGenerator(Draws draws, CoverageGoal goal, World world, Instant now) {
        this.draws = draws;
        this.goal = goal;
        this.world = world;
        this.now = now;
    }

    /** A new resource: a backup, or the import of an existing recovery point. */
    PointDeclaration generate(String stack, String id) {
        String name = "wish " + stack + "." + id;
        boolean changes = goal.targets(
                        BackupOperation.LIST_TAGS,
                        BackupOperation.TAG_RESOURCE,
                        BackupOperation.UPDATE_RECOVERY_POINT_LIFECYCLE)
                && !goal.isIn("CREATE");
        return draws.below(name + "/imports", changes ? 2 : 4) == 0 ? imported(name, id) : backup(name, id);
    }

    /** The import of a recovery point that is older than the stack. */
    PointDeclaration imported(String name, String id) {
        return PointDeclaration.builder()
                .id(id)
                .vault(ARCHIVE)
                .imported(existing(name))
                .tags(Map.of())
                .options(Map.of())
                // An import requires a deletion policy.
                .deletionPolicy(draws.any(
                        name + "/policy", List.of("Delete", "Delete", "Delete", "Retain", "RetainExceptOnCreate")))
                .updateReplacePolicy(replacePolicy(name))
                .dependsOn(List.of())
                .build();
    }

    private String replacePolicy(String name) {
        return draws.any(name + "/replace policy", List.of("", "", "", "Retain"));
    }

    private PointDeclaration backup(String name, String id) {
        ProtectedResourceType type = draws.any(name + "/type", sources());
        PointDeclaration.PointDeclarationBuilder point = PointDeclaration.builder()
                .id(id)
                .role(draws.any(name + "/role", ROLES))
                .tags(Map.of())
                .options(Map.of())
                .deletionPolicy(draws.any(
                        name + "/policy", List.of("", "", "", "", "Delete", "Retain", "RetainExceptOnCreate")))
                .updateReplacePolicy(replacePolicy(name))
                .dependsOn(List.of());
        point.resource(resource(name, type)).vault(draws.below(name + "/vault", 4) == 0 ? ARCHIVE : null);
        if (draws.below(name + "/options", 8) == 0) {
            point.options(Map.of("WindowsVSS", "planted-option-value"));
        }
        if (draws.below(name + "/window", 6) == 0) {
            point.startWindow(60L + draws.below(name + "/minutes", 600));
        }
        if (draws.below(name + "/ends badly", 25) == 0) {
            failBackup(name, point.build());
        }
        PointDeclaration declaration = point.build();
        if (draws.below(name + "/lifecycle", 3) == 0) {
            declaration = withLifecycle(declaration, name);
        }
        if (draws.below(name + "/tagged", 3) == 0) {
            declaration = withTags(declaration, name);
        }
        return declaration;
    }

    /** The types of resources to back up; only the types that the goal needs, if it needs certain types. */
    private List<ProtectedResourceType> sources() {
        if (goal.targets(BackupOperation.LIST_BACKUP_JOBS)) {
            return List.of(ProtectedResourceType.EFS, ProtectedResourceType.DYNAMODB_ADVANCED);
        }
        if (goal.targets(BackupOperation.LIST_TAGS, BackupOperation.TAG_RESOURCE, BackupOperation.UNTAG_RESOURCE)) {
            return List.of(
                    ProtectedResourceType.EFS, ProtectedResourceType.S3, ProtectedResourceType.DYNAMODB_ADVANCED);
        }
        if (goal.targets(
                BackupOperation.DESCRIBE_BACKUP_JOB,
                BackupOperation.STOP_BACKUP_JOB,
                BackupOperation.LIST_RECOVERY_POINTS_BY_BACKUP_VAULT)) {
            return List.of(
                    ProtectedResourceType.EBS,
                    ProtectedResourceType.RDS,
                    ProtectedResourceType.S3,
                    ProtectedResourceType.CLOUDFORMATION,
                    ProtectedResourceType.EC2);
        }
        return SOURCES;
    }

    /** Makes the backup job of a resource fail. */
    private void failBackup(String name, PointDeclaration point) {
        if (point.resource() != null) {
            JobState state = draws.any(
                    name + "/state",
                    List.of(JobState.FAILED, JobState.EXPIRED, JobState.ABORTED, JobState.PARTIAL, JobState.PARTIAL));
            world.nextBackupEnds(point.resource(), state, "The simulation lets this job fail.");
        }
    }

    /** The resource with a change that requires no replacement. */
    PointDeclaration changed(PointDeclaration point, String step) {
        String name = step + "/" + point.id();
        if (goal.targets(BackupOperation.UPDATE_RECOVERY_POINT_LIFECYCLE)) {
            return withLifecycle(point, name);
        }
        if (goal.targets(BackupOperation.TAG_RESOURCE, BackupOperation.UNTAG_RESOURCE)) {
            return withTags(point, name);
        }
        return switch (draws.below(name + "/change", 5)) {
            case 0 -> withLifecycle(point, name);
            case 1, 2 -> withTags(point, name);
            case 3 ->
                point.toBuilder()
                        .deleteAfterDays(null)
                        .coldAfterDays(null)
                        .tags(Map.of())
                        .build();
            default ->
                point.toBuilder().deletionPolicy("").updateReplacePolicy("").build();
        };
    }

    /** The resource with a change that requires a replacement. */
    PointDeclaration replaced(PointDeclaration point, String step) {
        String name = step + "/" + point.id();
        if (point.imported() != null) {
            PointDeclaration backup = point.toBuilder()
                    .resource(resource(name, draws.any(name + "/type", sources())))
                    .role(draws.any(name + "/role", ROLES))
                    .imported(null)
                    .build();
            return isOfEbs(backup) ? backup.toBuilder().coldAfterDays(null).build() : backup;
        }
        return point.toBuilder()
                .startWindow(60L + draws.below(name + "/minutes", 600))
                .build();
    }

    /** A resource whose create must fail. */
    PointDeclaration invalid(String stack, String id) {
        String name = "doomed " + stack + "." + id;
        PointDeclaration point = backup(name, id);
        return switch (draws.below(name, 3)) {
            case 0 ->
                point.toBuilder()
                        .resource("arn:aws:sns:us-east-1:123456789012:topic-" + draws.below(name + "/topic", 1000))
                        .build();
            case 1 -> point.toBuilder().coldAfterDays(50L).deleteAfterDays(60L).build();
            default -> point.toBuilder().role(null).build();
        };
    }

    private PointDeclaration withLifecycle(PointDeclaration point, String name) {
        long days = 200L + draws.below(name + "/days", 300);
        boolean cold = draws.below(name + "/cold", 3) == 0 && !isOfEbs(point);
        return point.toBuilder()
                .deleteAfterDays(days)
                .coldAfterDays(cold ? (Long) 100L : null)
                .build();
    }

    /**
     * Whether the recovery point is of EBS. EBS moves to cold storage only with an opt-in, which no template here has.
     */
    private static boolean isOfEbs(PointDeclaration point) {
        String subject = point.resource() == null ? point.imported() : point.resource();
        return subject != null && (subject.contains(":volume/") || subject.contains(":snapshot/snap-"));
    }

    private PointDeclaration withTags(PointDeclaration point, String name) {
        Map<String, String> tags = new TreeMap<>();
        int count = 1 + draws.below(name + "/tags", 3);
        for (int i = 0; i < count; i++) {
            tags.put(
                    "key" + draws.below(name + "/key" + i, 5),
                    "planted-tag-value-" + draws.below(name + "/value" + i, 9));
        }
        return point.toBuilder().tags(tags).build();
    }

    private String resource(String name, ProtectedResourceType type) {
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
        if (type == ProtectedResourceType.CLOUDFORMATION || type == ProtectedResourceType.EKS) {
            world.members(arn, "arn:aws:ec2:us-east-1:123456789012:volume/vol-of-" + id);
        }
        return arn;
    }

    /** Puts a recovery point that is older than the stack into the archive vault. */
    String existing(String name) {
        if (!world.vaults().contains(ARCHIVE)) {
            world.createVault(ARCHIVE);
        }
        ProtectedResourceType type = draws.any(name + "/existing", EXISTING);
        PointSpec spec = world.point(ARCHIVE, type)
                .role(draws.any(name + "/its role", ROLES))
                .created(now.minus(Duration.ofDays(draws.below(name + "/age", 60))))
                .tag("kept", "from before");
        if (draws.below(name + "/its lifecycle", 4) == 0) {
            spec.lifecycle(LifecycleRule.deleteAfterDays(400));
        }
        switch (draws.below(name + "/its status", 12)) {
            case 0, 1 -> spec.status(StoredPointStatus.EXPIRED, "The retention is over.");
            case 2 -> spec.status(StoredPointStatus.STOPPED, "Versioning is off.");
            case 3 -> spec.madeIn(Duration.ofSeconds(5 + draws.below(name + "/made in", 1000)));
            default -> {
                // The default status.
            }
        }
        String arn = spec.put();
        if (draws.below(name + "/deleting", 20) == 0) {
            // Its deletion has begun.
            world.remove(arn);
        }
        if (type == ProtectedResourceType.CLOUDFORMATION) {
            nest(arn, ProtectedResourceType.EFS);
            nest(arn, ProtectedResourceType.EBS);
        } else if (type == ProtectedResourceType.EKS) {
            nest(arn, ProtectedResourceType.EKS_CLUSTER_STATE);
            nest(arn, ProtectedResourceType.EBS);
        }
        return arn;
    }

    private void nest(String composite, ProtectedResourceType type) {
        world.point(ARCHIVE, type).role(ROLES.get(0)).nestedIn(composite).put();
    }
}
