package community.backup.local.awsbackup;

import community.backup.local.clock.MovableClock;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.backup.BackupClient;

/** A local AWS Backup with a vault {@code v}, a clock that stands still, and the AWS SDK's client without retries. */
final class BackupHarness {
    static final String VAULT = "v";
    static final String ROLE = "arn:aws:iam::123456789012:role/backup";
    static final String FILE_SYSTEM = "arn:aws:elasticfilesystem:us-east-1:123456789012:file-system/fs-1";
    static final String VOLUME = "arn:aws:ec2:us-east-1:123456789012:volume/vol-1";
    static final String DATABASE = "arn:aws:rds:us-east-1:123456789012:db:orders";

    final MovableClock clock = MovableClock.startingAt(Instant.parse("2026-01-02T03:04:05.678Z"));
    final LocalAwsBackup backup = new LocalAwsBackup(clock, Account.example());
    final World world = backup.world().createVault(VAULT);
    final BackupClient client = BackupClient.builder()
            .region(Region.US_EAST_1)
            .endpointOverride(URI.create("http://local.invalid"))
            .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("a", "b")))
            .httpClient(InMemoryTransport.to(backup, Duration.ofSeconds(10), clock::advance))
            .overrideConfiguration(o -> o.retryStrategy(DefaultRetryStrategy.doNotRetry()))
            .build();

    void pass(Duration time) {
        clock.advance(time);
    }

    /** Starts a backup of a resource. */
    String startBackup(String resource) {
        return client.startBackupJob(
                        r -> r.backupVaultName(VAULT).resourceArn(resource).iamRoleArn(ROLE))
                .backupJobId();
    }

    /** Requests the deletion of a recovery point in the vault. */
    void delete(String arn) {
        client.deleteRecoveryPoint(r -> r.backupVaultName(VAULT).recoveryPointArn(arn));
    }

    /** The status that DescribeRecoveryPoint reports. */
    String status(String arn) {
        return client.describeRecoveryPoint(r -> r.backupVaultName(VAULT).recoveryPointArn(arn))
                .statusAsString();
    }
}
