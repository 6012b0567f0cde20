package community.backup.service;

import java.time.Instant;
import lombok.Builder;
import org.jspecify.annotations.Nullable;

/**
 * A recovery point, as AWS Backup reports it. A value that AWS Backup does not report is null. A list of recovery
 * points reports fewer values than DescribeRecoveryPoint: for example, no storage class.
 *
 * @param status {@link PointStatus#UNKNOWN} also if AWS Backup reports none
 * @param statusText AWS Backup's own name of the status
 * @param planId the backup plan that made it; null for an on-demand backup
 */
@Builder
public record RecoveryPoint(
        String vaultName,
        String arn,
        PointStatus status,
        @Nullable String statusText,
        @Nullable String statusMessage,
        @Nullable String vaultArn,
        @Nullable String sourceVaultArn,
        @Nullable String resourceArn,
        @Nullable String resourceType,
        @Nullable String roleArn,
        @Nullable String planId,
        @Nullable Instant createdAt,
        @Nullable Instant completedAt,
        @Nullable PointLifecycle lifecycle,
        @Nullable Boolean encrypted,
        @Nullable String storageClass,
        @Nullable Boolean parent,
        @Nullable String parentArn) {

    /**
     * The latest time at which it can have been made. Null if AWS Backup does not report it, for example while it is
     * being made.
     */
    public @Nullable Instant madeAt() {
        if (createdAt == null || completedAt == null) {
            return status == PointStatus.CREATING ? null : createdAt == null ? completedAt : createdAt;
        }
        return completedAt.isAfter(createdAt) ? completedAt : createdAt;
    }

    /** The status for messages. */
    public String statusInWords() {
        return statusText == null ? "no status" : statusText;
    }

    /** Whether it is a composite: other recovery points are, or were, nested in it. */
    public boolean isComposite() {
        return Boolean.TRUE.equals(parent);
    }

    /**
     * Whether it is the state of an EKS cluster, nested in the cluster's composite. AWS Backup deletes it only together
     * with the composite.
     */
    public boolean isClusterState() {
        return parentArn != null && arn.contains(":recovery-point:eks/");
    }

    /** Whether AWS Backup has removed it and still shows it. Nothing rules out that AWS Backup does so for a while. */
    public boolean removed() {
        return "DELETED".equals(storageClass);
    }

    /**
     * Whether a backup can be of a resource, by the ARN that AWS Backup reports. If it reports none, or a text that is
     * not an ARN, the backup can be of any resource.
     *
     * @param told the ARN that AWS Backup reports
     */
    public static boolean canBeOf(String resourceArn, @Nullable String told) {
        return told == null || resourceArn.equals(told) || !Arn.hasParts(told);
    }

    /** Whether it is in cold storage. AWS Backup then changes nothing about its move there. */
    public boolean isCold() {
        return "COLD".equals(storageClass);
    }

    /** The lifecycle that AWS Backup reports; {@link PointLifecycle#KEEP} if it reports none. */
    public PointLifecycle reportedLifecycle() {
        return lifecycle == null ? PointLifecycle.KEEP : lifecycle;
    }

    /**
     * Whether AWS Backup's tag operations work on recovery points with this ARN. They work only if its service is
     * {@code backup}.
     */
    public static boolean taggable(String arn) {
        return arn.split(":", 4)[2].equals("backup");
    }

    /**
     * Whether an ARN is of another partition, region or account, so that a vault of this one cannot have it. ARNs of
     * EC2 name no account. A parameter that is null is not compared.
     */
    public static boolean isElsewhere(
            String arn, @Nullable String partition, @Nullable String region, @Nullable String account) {
        String[] fields = arn.split(":", 6);
        return (partition != null && !fields[1].equals(partition))
                || (region != null && !fields[3].equals(region))
                || (account != null && !fields[4].isEmpty() && !fields[4].equals(account));
    }
}
