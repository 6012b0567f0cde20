package community.backup.cdk;

import java.util.List;
import java.util.regex.Pattern;
import software.amazon.awscdk.ArnComponents;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.backup.BackupResource;
import software.amazon.awscdk.services.dynamodb.ITable;
import software.amazon.awscdk.services.ec2.IInstance;
import software.amazon.awscdk.services.ec2.IVolume;
import software.amazon.awscdk.services.efs.IFileSystem;
import software.amazon.awscdk.services.rds.IDatabaseCluster;
import software.amazon.awscdk.services.rds.IDatabaseInstance;
import software.amazon.awscdk.services.rds.IServerlessCluster;
import software.amazon.awscdk.services.s3.IBucket;

/**
 * The resource that an on-demand backup is of. It is like aws-cdk-lib's {@link BackupResource}, except for tags and
 * patterns, which select any number of resources.
 */
public final class BackupSource {
    /** AWS's managed policies for a backup role, by their names after {@code policy/}. */
    private static final String EVERY_SERVICE = "service-role/AWSBackupServiceRolePolicyForBackup";

    private static final String S3 = "AWSBackupServiceRolePolicyForS3Backup";
    private static final Pattern BUCKET_ARN = Pattern.compile("arn:[^:]+:s3:.*");

    private final String resourceArn;
    private final List<String> managedPolicies;

    private BackupSource(String resourceArn, List<String> managedPolicies) {
        this.resourceArn = resourceArn;
        this.managedPolicies = managedPolicies;
    }

    /** An EFS file system. */
    public static BackupSource fromEfsFileSystem(IFileSystem fileSystem) {
        return from(BackupResource.fromEfsFileSystem(fileSystem));
    }

    /** A DynamoDB table. */
    public static BackupSource fromDynamoDbTable(ITable table) {
        return from(BackupResource.fromDynamoDbTable(table));
    }

    /** An EC2 instance with its volumes. */
    public static BackupSource fromEc2Instance(IInstance instance) {
        return from(BackupResource.fromEc2Instance(instance));
    }

    /** An EBS volume. */
    public static BackupSource fromEbsVolume(IVolume volume) {
        return fromArn(Stack.of(volume)
                .formatArn(ArnComponents.builder()
                        .service("ec2")
                        .resource("volume")
                        .resourceName(volume.getVolumeId())
                        .build()));
    }

    /** An RDS database instance. */
    public static BackupSource fromRdsDatabaseInstance(IDatabaseInstance instance) {
        return from(BackupResource.fromRdsDatabaseInstance(instance));
    }

    /** An RDS or Aurora database cluster. */
    public static BackupSource fromRdsDatabaseCluster(IDatabaseCluster cluster) {
        return from(BackupResource.fromRdsDatabaseCluster(cluster));
    }

    /** An Aurora Serverless cluster. */
    public static BackupSource fromRdsServerlessCluster(IServerlessCluster cluster) {
        return from(BackupResource.fromRdsServerlessCluster(cluster));
    }

    /** An S3 bucket. AWS Backup requires that it has versioning. */
    public static BackupSource fromS3Bucket(IBucket bucket) {
        return new BackupSource(bucket.getBucketArn(), List.of(EVERY_SERVICE, S3));
    }

    /**
     * Any resource that AWS Backup can back up on demand. For a bucket whose ARN is not known before the deployment,
     * use {@link #fromS3Bucket}: its backup role needs a policy of its own.
     */
    public static BackupSource fromArn(String arn) {
        return new BackupSource(
                arn, BUCKET_ARN.matcher(arn).matches() ? List.of(EVERY_SERVICE, S3) : List.of(EVERY_SERVICE));
    }

    private static BackupSource from(BackupResource resource) {
        return fromArn(resource.getResource());
    }

    /** The resource's ARN. */
    public String getResourceArn() {
        return resourceArn;
    }

    /** The names of AWS's managed policies with which a role can back the resource up and delete the backup. */
    List<String> managedPolicies() {
        return managedPolicies;
    }
}
