package community.backup.cdk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.backup.BackupVault;
import software.amazon.awscdk.services.dynamodb.Table;
import software.amazon.awscdk.services.ec2.IInstance;
import software.amazon.awscdk.services.ec2.Instance;
import software.amazon.awscdk.services.ec2.InstanceType;
import software.amazon.awscdk.services.ec2.MachineImage;
import software.amazon.awscdk.services.ec2.SecurityGroup;
import software.amazon.awscdk.services.ec2.Volume;
import software.amazon.awscdk.services.ec2.VolumeAttributes;
import software.amazon.awscdk.services.ec2.Vpc;
import software.amazon.awscdk.services.ec2.VpcAttributes;
import software.amazon.awscdk.services.efs.FileSystem;
import software.amazon.awscdk.services.efs.FileSystemAttributes;
import software.amazon.awscdk.services.rds.DatabaseCluster;
import software.amazon.awscdk.services.rds.DatabaseClusterAttributes;
import software.amazon.awscdk.services.rds.DatabaseInstance;
import software.amazon.awscdk.services.rds.DatabaseInstanceAttributes;
import software.amazon.awscdk.services.rds.ServerlessCluster;
import software.amazon.awscdk.services.rds.ServerlessClusterAttributes;
import software.amazon.awscdk.services.s3.Bucket;

class BackupSourceTest {
    private final Stack stack = AccountStack.empty();

    @Test
    void every_kind_of_source_has_the_arn_that_aws_backup_knows_it_by() throws Exception {
        Map<BackupSource, String> sources = new LinkedHashMap<>();
        sources.put(
                BackupSource.fromEfsFileSystem(FileSystem.fromFileSystemAttributes(
                        stack,
                        "FileSystem",
                        FileSystemAttributes.builder()
                                .fileSystemId("fs-0a1b2c3d")
                                .securityGroup(SecurityGroup.fromSecurityGroupId(stack, "Group", "sg-0a1b2c3d"))
                                .build())),
                ":elasticfilesystem:us-east-1:123456789012:file-system/fs-0a1b2c3d");
        sources.put(
                BackupSource.fromDynamoDbTable(Table.fromTableName(stack, "Table", "mine")),
                ":dynamodb:us-east-1:123456789012:table/mine");
        sources.put(
                BackupSource.fromEbsVolume(Volume.fromVolumeAttributes(
                        stack,
                        "Volume",
                        VolumeAttributes.builder()
                                .availabilityZone("us-east-1a")
                                .volumeId("vol-0a1b2c3d")
                                .build())),
                ":ec2:us-east-1:123456789012:volume/vol-0a1b2c3d");
        sources.put(
                BackupSource.fromRdsDatabaseInstance(DatabaseInstance.fromDatabaseInstanceAttributes(
                        stack,
                        "Database",
                        DatabaseInstanceAttributes.builder()
                                .instanceIdentifier("mine")
                                .instanceEndpointAddress("mine.example")
                                .port(5432)
                                .securityGroups(List.of())
                                .build())),
                ":rds:us-east-1:123456789012:db:mine");
        sources.put(
                BackupSource.fromRdsDatabaseCluster(DatabaseCluster.fromDatabaseClusterAttributes(
                        stack,
                        "Cluster",
                        DatabaseClusterAttributes.builder()
                                .clusterIdentifier("many")
                                .build())),
                ":rds:us-east-1:123456789012:cluster:many");
        sources.put(
                BackupSource.fromRdsServerlessCluster(ServerlessCluster.fromServerlessClusterAttributes(
                        stack,
                        "Serverless",
                        ServerlessClusterAttributes.builder()
                                .clusterIdentifier("none")
                                .build())),
                ":rds:us-east-1:123456789012:cluster:none");
        sources.put(BackupSource.fromS3Bucket(Bucket.fromBucketName(stack, "Bucket", "mine")), ":s3:::mine");

        BackupVault vault = BackupVault.Builder.create(stack, "Vault")
                .removalPolicy(RemovalPolicy.DESTROY)
                .build();
        sources.forEach((source, arn) -> {
            assertThat(resolved(source)).isEqualTo("arn:<partition>" + arn);
            RecoveryPoint.Builder.create(stack, "Backup" + arn.replaceAll("[^a-z]", ""))
                    .backupVault(vault)
                    .source(source)
                    .build();
        });
        LocalCloudFormation.deployed(stack).resourceCountIs(CfnRecoveryPoint.CFN_RESOURCE_TYPE_NAME, sources.size());
    }

    @Test
    void an_instance_is_known_by_its_arn() {
        IInstance instance = Instance.Builder.create(stack, "Instance")
                .vpc(Vpc.fromVpcAttributes(
                        stack,
                        "Vpc",
                        VpcAttributes.builder()
                                .vpcId("vpc-0a1b2c3d")
                                .availabilityZones(List.of("us-east-1a"))
                                .privateSubnetIds(List.of("subnet-0a1b2c3d"))
                                .build()))
                .instanceType(new InstanceType("t3.micro"))
                .machineImage(MachineImage.genericLinux(Map.of("us-east-1", "ami-0a1b2c3d")))
                .build();

        assertThat(resolved(BackupSource.fromEc2Instance(instance)))
                .startsWith("arn:<partition>:ec2:us-east-1:123456789012:instance/{Ref=Instance");
    }

    @Test
    void a_bucket_is_recognised_by_its_arn() {
        assertThat(BackupSource.fromArn("arn:aws-cn:s3:::mine").managedPolicies())
                .isEqualTo(BackupSource.fromS3Bucket(Bucket.fromBucketName(stack, "Bucket", "mine"))
                        .managedPolicies());
        assertThat(BackupSource.fromArn("arn:aws:rds:us-east-1:123456789012:db:s3:mine")
                        .managedPolicies())
                .containsExactly("service-role/AWSBackupServiceRolePolicyForBackup");
    }

    /** An ARN as it is in the template, in one line. */
    private String resolved(BackupSource source) {
        Object value = stack.resolve(source.getResourceArn());
        if (value instanceof Map<?, ?> join && join.get("Fn::Join") instanceof List<?> parts) {
            StringBuilder arn = new StringBuilder();
            ((List<?>) parts.get(1)).forEach(arn::append);
            return arn.toString().replace("{Ref=AWS::Partition}", "<partition>");
        }
        return String.valueOf(value);
    }
}
