package community.backup.local.awsbackup;

import static community.backup.local.awsbackup.BackupHarness.DATABASE;
import static community.backup.local.awsbackup.BackupHarness.FILE_SYSTEM;
import static community.backup.local.awsbackup.BackupHarness.ROLE;
import static community.backup.local.awsbackup.BackupHarness.VAULT;
import static community.backup.local.awsbackup.BackupHarness.VOLUME;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.backup.model.DescribeBackupJobResponse;
import software.amazon.awssdk.services.backup.model.StartBackupJobResponse;

class BackupJobTest {
    private final BackupHarness local = new BackupHarness();

    private DescribeBackupJobResponse describe(String job) {
        return local.client.describeBackupJob(r -> r.backupJobId(job));
    }

    @Test
    void a_file_system_has_its_recovery_point_from_the_start_as_creating() {
        StartBackupJobResponse started = local.client.startBackupJob(
                r -> r.backupVaultName(VAULT).resourceArn(FILE_SYSTEM).iamRoleArn(ROLE));

        assertThat(local.status(started.recoveryPointArn())).isEqualTo("CREATING");
        local.pass(Duration.ofHours(1));
        assertThat(local.status(started.recoveryPointArn())).isEqualTo("COMPLETED");
    }

    @Test
    void a_volume_has_no_recovery_point_until_its_job_is_complete() {
        String job = local.startBackup(VOLUME);

        local.pass(Duration.ofMinutes(9));
        assertThat(describe(job).stateAsString()).isEqualTo("RUNNING");
        assertThat(describe(job).recoveryPointArn()).isNull();
        assertThat(local.world.pointsIn(VAULT)).isEmpty();

        local.pass(Duration.ofMinutes(9));
        assertThat(describe(job).stateAsString()).isEqualTo("COMPLETED");
        assertThat(describe(job).recoveryPointArn()).startsWith("arn:aws:ec2:us-east-1::snapshot/snap-");
        assertThat(local.status(describe(job).recoveryPointArn())).isEqualTo("COMPLETED");
    }

    @Test
    void the_arn_of_a_database_backup_holds_the_job_id_in_lower_case() {
        String job = local.startBackup(DATABASE);
        local.pass(Duration.ofHours(1));

        assertThat(describe(job).recoveryPointArn())
                .endsWith(":snapshot:awsbackup:job-" + job.toLowerCase(Locale.ROOT));
    }
}
