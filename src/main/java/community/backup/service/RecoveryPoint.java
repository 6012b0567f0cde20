package community.backup.service;

import java.time.Instant;
import lombok.Builder;
import org.jspecify.annotations.Nullable;

/**
 * What AWS Backup reports of a recovery point. What it does not report is null; lists of recovery points report less than
 * DescribeRecoveryPoint does (no storage class, for one).
 *
 * @param status {@link PointStatus#UNKNOWN} also where AWS Backup reports none
 * @param statusText AWS Backup's own word
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

    /** When it was made at the latest; null where AWS Backup does not tell, as while it is being made. */
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

    /** Whether it is a composite that other recovery points are, or were, nested in. */
    public boolean isComposite() {
        return Boolean.TRUE.equals(parent);
    }

    /**
     * Whether it is the state of an EKS cluster that is nested in the cluster's composite: AWS Backup deletes it only together with
     * that.
     */
    public boolean isClusterState() {
        return parentArn != null && arn.contains(":recovery-point:eks/");
    }

    /** Whether AWS Backup has removed it, and shows it still: that it may do so for a while is not ruled out. */
    public boolean removed() {
        return "DELETED".equals(storageClass);
    }

    /**
     * Whether what AWS Backup tells of a backup's resource can be that resource: no ARN, or something that is none, excludes
     * nothing.
     */
    public static boolean canBeOf(String resourceArn, @Nullable String told) {
        return told == null || resourceArn.equals(told) || !Arn.hasParts(told);
    }

    /** Whether it is in cold storage, after which AWS Backup changes nothing about its move there. */
    public boolean isCold() {
        return "COLD".equals(storageClass);
    }

    /** What AWS Backup reports of its lifecycle. */
    public PointLifecycle reportedLifecycle() {
        return lifecycle == null ? PointLifecycle.KEEP : lifecycle;
    }

    /** Whether AWS Backup's tag operations work on recovery points with that ARN: only where its service is {@code backup}. */
    public static boolean taggable(String arn) {
        return arn.split(":", 4)[2].equals("backup");
    }

    /**
     * Whether an ARN says that it is not of this partition, region and account, whose vaults then cannot have it. The ARNs of
     * EC2 name no account; what is null is not known.
     */
    public static boolean elsewhere(
            String arn, @Nullable String partition, @Nullable String region, @Nullable String account) {
        String[] fields = arn.split(":", 6);
        return (partition != null && !fields[1].equals(partition))
                || (region != null && !fields[3].equals(region))
                || (account != null && !fields[4].isEmpty() && !fields[4].equals(account));
    }
}
