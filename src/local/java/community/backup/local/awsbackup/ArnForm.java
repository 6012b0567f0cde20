package community.backup.local.awsbackup;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** The forms of recovery point ARNs. Source: the table in the developer guide's page on access control. */
enum ArnForm {
    BACKUP {
        @Override
        String make(Account account, Ids ids, PointOrigin origin) {
            return account.arn("backup", "recovery-point:" + ids.uuid());
        }
    },
    SNAPSHOT {
        @Override
        String make(Account account, Ids ids, PointOrigin origin) {
            return account.arnWithoutAccount("ec2", "snapshot/snap-0" + ids.hex(16));
        }
    },
    IMAGE {
        @Override
        String make(Account account, Ids ids, PointOrigin origin) {
            return account.arnWithoutAccount("ec2", "image/ami-0" + ids.hex(16));
        }
    },
    RDS {
        @Override
        String make(Account account, Ids ids, PointOrigin origin) {
            return account.arn("rds", "snapshot:awsbackup:" + origin.jobName());
        }
    },
    RDS_CLUSTER {
        @Override
        String make(Account account, Ids ids, PointOrigin origin) {
            return account.arn("rds", "cluster-snapshot:awsbackup:" + origin.jobName());
        }
    },
    DYNAMODB {
        @Override
        String make(Account account, Ids ids, PointOrigin origin) {
            String backup = "%014d-%s".formatted(origin.created.toEpochMilli(), ids.hex(8));
            return account.arn("dynamodb", "table/" + origin.resourceName() + "/backup/" + backup);
        }
    },
    S3 {
        @Override
        String make(Account account, Ids ids, PointOrigin origin) {
            String name = origin.resourceName() + "-" + DIGITS.format(origin.created) + "-" + ids.hex(8);
            return account.arn("backup", "recovery-point:" + name);
        }
    },
    S3_CONTINUOUS {
        @Override
        String make(Account account, Ids ids, PointOrigin origin) {
            return account.arn("backup", "recovery-point:" + origin.resourceName() + "-" + ids.hex(8));
        }
    },
    CONTINUOUS {
        @Override
        String make(Account account, Ids ids, PointOrigin origin) {
            String kind = origin.resourceArn.contains(":cluster:") ? "cluster" : "db";
            return account.arn(
                    "backup",
                    "recovery-point:continuous:" + kind + "-" + ids.hex(16).toUpperCase(Locale.ROOT));
        }
    },
    FSX {
        @Override
        String make(Account account, Ids ids, PointOrigin origin) {
            return account.arn("fsx", "backup/backup-0" + ids.hex(16));
        }
    },
    EKS_COMPOSITE {
        @Override
        String make(Account account, Ids ids, PointOrigin origin) {
            String name = origin.resourceName() + "-" + DIGITS.format(origin.created);
            return account.arn("backup", "recovery-point:composite:eks/" + name);
        }
    },
    EKS {
        @Override
        String make(Account account, Ids ids, PointOrigin origin) {
            String name = origin.resourceName() + "-" + DIGITS.format(origin.created);
            return account.arn("backup", "recovery-point:eks/" + name);
        }
    };

    private static final DateTimeFormatter DIGITS =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

    /** Whether AWS Backup stores such recovery points itself and can tag them. The source service stores all others. */
    boolean fullyManaged() {
        return switch (this) {
            case SNAPSHOT, IMAGE, RDS, RDS_CLUSTER, DYNAMODB, FSX -> false;
            default -> true;
        };
    }

    /** A new ARN. */
    abstract String make(Account account, Ids ids, PointOrigin origin);

    /**
     * The origin of a recovery point.
     *
     * @param jobKind {@code job} or {@code copyjob}
     */
    record PointOrigin(String resourceArn, String jobKind, String jobId, Instant created) {

        /** RDS snapshot names hold the job's id in lower case. */
        String jobName() {
            return jobKind + "-" + jobId.toLowerCase(Locale.ROOT);
        }

        /** The last part of the resource's ARN. */
        String resourceName() {
            return nameOf(resourceArn);
        }
    }

    /** The name of a resource: the part of its ARN after the type, or the whole last field if there is no type. */
    static String nameOf(String resourceArn) {
        String resource = resourceArn.substring(resourceArn.lastIndexOf(':') + 1);
        String[] parts = resource.split("/", 3);
        return parts.length > 1 ? parts[1] : resource;
    }
}
