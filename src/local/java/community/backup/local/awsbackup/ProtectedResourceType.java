package community.backup.local.awsbackup;

import static community.backup.local.awsbackup.ProtectedResourceType.Trait.ARCHIVES;
import static community.backup.local.awsbackup.ProtectedResourceType.Trait.ARN_AT_ONCE;
import static community.backup.local.awsbackup.ProtectedResourceType.Trait.COLD;
import static community.backup.local.awsbackup.ProtectedResourceType.Trait.COMPOSITE;
import static community.backup.local.awsbackup.ProtectedResourceType.Trait.CONTINUOUS;
import static community.backup.local.awsbackup.ProtectedResourceType.Trait.STOPPABLE;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/**
 * The types of resources that AWS Backup protects, and all their differences. Support for the tag operations is not
 * among them, because the recovery point's ARN decides it. The durations are guesses for a small resource; a
 * {@link World} can override them.
 */
public enum ProtectedResourceType {
    EFS("EFS", "elasticfilesystem:file-system/", ArnForm.BACKUP, "PT5M", "PT1M", ARN_AT_ONCE, STOPPABLE, COLD),
    DYNAMODB("DynamoDB", "", ArnForm.DYNAMODB, "PT2M", "PT20S", STOPPABLE),
    DYNAMODB_ADVANCED("DynamoDB", "dynamodb:table/", ArnForm.BACKUP, "PT3M", "PT30S", ARN_AT_ONCE, STOPPABLE, COLD),
    EBS("EBS", "ec2:volume/", ArnForm.SNAPSHOT, "PT10M", "PT15S", STOPPABLE, ARCHIVES),
    EC2("EC2", "ec2:instance/", ArnForm.IMAGE, "PT15M", "PT30S", STOPPABLE),
    RDS("RDS", "rds:db:", ArnForm.RDS, "PT12M", "PT2M"),
    RDS_CONTINUOUS("RDS", "", ArnForm.CONTINUOUS, "PT15M", "PT6H", CONTINUOUS),
    AURORA("Aurora", "rds:cluster:", ArnForm.RDS_CLUSTER, "PT10M", "PT2M"),
    AURORA_CONTINUOUS("Aurora", "", ArnForm.CONTINUOUS, "PT15M", "PT24H", CONTINUOUS),
    S3("S3", "s3:", ArnForm.S3, "PT20M", "PT10M", STOPPABLE),
    S3_CONTINUOUS("S3", "", ArnForm.S3_CONTINUOUS, "PT20M", "PT10M", CONTINUOUS),
    FSX("FSx", "fsx:file-system/", ArnForm.FSX, "PT15M", "PT5M"),
    CLOUDFORMATION("CloudFormation", "cloudformation:stack/", ArnForm.BACKUP, "PT20M", "PT30S", COMPOSITE, STOPPABLE),
    /** A stack's template: one of the recovery points that are nested in the stack's composite. */
    CLOUDFORMATION_TEMPLATE("CloudFormation", "", ArnForm.BACKUP, "PT1M", "PT10S", STOPPABLE),
    EKS("EKS", "eks:cluster/", ArnForm.EKS_COMPOSITE, "PT20M", "PT1M", COMPOSITE, STOPPABLE),
    /** The nested recovery point of an EKS composite that can only be removed together with the composite. */
    EKS_CLUSTER_STATE("EKS", "", ArnForm.EKS, "PT5M", "PT30S", STOPPABLE);

    /** A capability that not all types have. */
    enum Trait {
        /** StartBackupJob already returns the recovery point's ARN. */
        ARN_AT_ONCE,
        /** StopBackupJob works. */
        STOPPABLE,
        /** Recovery points can move to cold storage. */
        COLD,
        /** Recovery points can move to cold storage if OptInToArchiveForSupportedResources is true. */
        ARCHIVES,
        /** A continuous backup. It is AVAILABLE in place of COMPLETED, and StartBackupJob never makes one. */
        CONTINUOUS,
        /** A composite with one nested recovery point for each member. */
        COMPOSITE
    }

    private final String wireName;
    private final String source;
    private final ArnForm arnForm;
    private final Duration backupTakes;
    private final Duration deleteTakes;

    @SuppressWarnings("ImmutableEnumChecker") // Made by Set.of.
    private final Set<Trait> traits;

    ProtectedResourceType(
            String wireName, String source, ArnForm arnForm, String backupTakes, String deleteTakes, Trait... traits) {
        this.wireName = wireName;
        this.source = source;
        this.arnForm = arnForm;
        this.backupTakes = Duration.parse(backupTakes);
        this.deleteTakes = Duration.parse(deleteTakes);
        this.traits = Set.of(traits);
    }

    /** The type's name in the API, such as {@code EFS}. */
    public String wireName() {
        return wireName;
    }

    /** How long a backup takes from its start, unless a world overrides it. */
    public Duration backupTakes() {
        return backupTakes;
    }

    /** How long a delete takes, unless a world overrides it. */
    public Duration deleteTakes() {
        return deleteTakes;
    }

    boolean is(Trait trait) {
        return traits.contains(trait);
    }

    ArnForm arnForm() {
        return arnForm;
    }

    /** The status of a finished recovery point. */
    StoredPointStatus settled() {
        return is(CONTINUOUS) ? StoredPointStatus.AVAILABLE : StoredPointStatus.COMPLETED;
    }

    /** The type of a continuous backup of such a resource; this type if there is none. */
    ProtectedResourceType continuous() {
        return switch (this) {
            case RDS -> RDS_CONTINUOUS;
            case AURORA -> AURORA_CONTINUOUS;
            case S3 -> S3_CONTINUOUS;
            default -> this;
        };
    }

    /** The type of the resource with this ARN; empty if AWS Backup does not support it. */
    static Optional<ProtectedResourceType> ofResource(String arn) {
        String[] fields = arn.split(":", 6);
        if (fields.length < 6 || !fields[0].equals("arn")) {
            return Optional.empty();
        }
        String source = fields[2] + ":" + fields[5];
        return Arrays.stream(values())
                .filter(type -> !type.source.isEmpty() && source.startsWith(type.source))
                .findFirst();
    }
}
