package community.backup.local.awsbackup;

import static community.backup.local.awsbackup.BackupHarness.DATABASE;
import static community.backup.local.awsbackup.BackupHarness.FILE_SYSTEM;
import static community.backup.local.awsbackup.BackupHarness.ROLE;
import static community.backup.local.awsbackup.BackupHarness.VAULT;
import static community.backup.local.awsbackup.BackupHarness.VOLUME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.backup.model.DescribeBackupJobResponse;
import software.amazon.awssdk.services.backup.model.InvalidRequestException;
import software.amazon.awssdk.services.backup.model.ResourceNotFoundException;
import software.amazon.awssdk.services.backup.model.StartBackupJobResponse;

class BackupJobTest {
    private static final String STACK = "arn:aws:cloudformation:us-east-1:123456789012:stack/app/1";

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
        assertThat(local.status(describe(job).recoveryPointArn())).isEqualTo("COMPLETED");
    }

    @ParameterizedTest
    @CsvSource({
        "arn:aws:elasticfilesystem:us-east-1:123456789012:file-system/fs-1, arn:aws:backup:us-east-1:[0-9]{12}:recovery-point:[0-9a-f-]{36}",
        "arn:aws:dynamodb:us-east-1:123456789012:table/t, arn:aws:backup:us-east-1:[0-9]{12}:recovery-point:[0-9a-f-]{36}",
        "arn:aws:ec2:us-east-1:123456789012:volume/vol-1, arn:aws:ec2:us-east-1::snapshot/snap-[0-9a-f]{17}",
        "arn:aws:ec2:us-east-1:123456789012:instance/i-1, arn:aws:ec2:us-east-1::image/ami-[0-9a-f]{17}",
        "arn:aws:rds:us-east-1:123456789012:db:d, arn:aws:rds:us-east-1:[0-9]{12}:snapshot:awsbackup:job-[0-9a-f-]{36}",
        "arn:aws:rds:us-east-1:123456789012:cluster:c, arn:aws:rds:us-east-1:[0-9]{12}:cluster-snapshot:awsbackup:job-[0-9a-f-]{36}",
        "arn:aws:s3:::my.bucket, arn:aws:backup:us-east-1:[0-9]{12}:recovery-point:my.bucket-[0-9]{14}-[0-9a-f]{8}",
        "arn:aws:fsx:us-east-1:123456789012:file-system/fs-1, arn:aws:fsx:us-east-1:[0-9]{12}:backup/backup-[0-9a-f]{17}",
    })
    void each_type_has_its_form_of_arn(String resource, String form) {
        String job = local.startBackup(resource);
        local.pass(Duration.ofDays(1));

        assertThat(describe(job).recoveryPointArn()).matches(Pattern.compile(form));
    }

    @Test
    void a_table_without_the_advanced_features_keeps_its_backup_in_dynamodb() {
        String table = "arn:aws:dynamodb:us-east-1:123456789012:table/orders";
        local.world.resource(table, ProtectedResourceType.DYNAMODB);

        String job = local.startBackup(table);
        local.pass(Duration.ofDays(1));

        assertThat(describe(job).recoveryPointArn()).contains(":dynamodb:").contains(":table/orders/backup/0");
    }

    @Test
    void the_arn_of_a_database_backup_holds_the_job_id_in_lower_case() {
        String job = local.startBackup(DATABASE);
        local.pass(Duration.ofHours(1));

        assertThat(job).isUpperCase();
        assertThat(describe(job).recoveryPointArn()).endsWith(":job-" + job.toLowerCase(Locale.ROOT));
    }

    @Test
    void one_token_makes_one_backup() {
        for (int i = 0; i < 3; i++) {
            local.client.startBackupJob(r -> r.backupVaultName(VAULT)
                    .resourceArn(VOLUME)
                    .iamRoleArn(ROLE)
                    .idempotencyToken("t"));
        }
        local.pass(Duration.ofDays(1));

        assertThat(local.world.jobs()).hasSize(1);
        assertThat(local.world.pointsIn(VAULT)).hasSize(1);
    }

    @Test
    void a_refused_request_does_not_use_up_its_token() {
        local.world.deny("backup:StartBackupJob");
        assertThatThrownBy(() -> startWithToken()).hasMessageContaining("not authorized");
        local.world.allow("backup:StartBackupJob");

        startWithToken();

        assertThat(local.world.jobs()).hasSize(1);
    }

    private void startWithToken() {
        local.client.startBackupJob(r ->
                r.backupVaultName(VAULT).resourceArn(VOLUME).iamRoleArn(ROLE).idempotencyToken("t"));
    }

    @Test
    void a_stopped_job_ends_as_aborted_and_leaves_nothing() {
        String job = local.startBackup(FILE_SYSTEM);
        local.pass(Duration.ofMinutes(1));
        local.client.stopBackupJob(r -> r.backupJobId(job));

        assertThat(describe(job).stateAsString()).isEqualTo("ABORTING");
        local.pass(Duration.ofDays(1));
        assertThat(describe(job).stateAsString()).isEqualTo("ABORTED");
        assertThat(describe(job).statusMessage()).isEqualTo("Backup job was stopped by user.");
        assertThat(local.world.pointsIn(VAULT)).isEmpty();
    }

    /** The cluster state is a part of its composite, which is never made. */
    @Test
    void a_cluster_state_that_was_complete_goes_with_the_stopped_job_of_its_composite() {
        local.world.backupTakes(ProtectedResourceType.EKS_CLUSTER_STATE, Duration.ofMinutes(1));
        local.world.backupTakes(ProtectedResourceType.EKS, Duration.ofHours(1));
        String job = local.startBackup("arn:aws:eks:eu-west-1:123456789012:cluster/orders");
        local.pass(Duration.ofMinutes(30));
        assertThat(local.world.pointsIn(VAULT))
                .anyMatch(point -> point.type() == ProtectedResourceType.EKS_CLUSTER_STATE);

        local.client.stopBackupJob(r -> r.backupJobId(job));
        local.pass(Duration.ofMinutes(1));

        assertThat(local.world.pointsIn(VAULT))
                .noneMatch(point -> point.type() == ProtectedResourceType.EKS_CLUSTER_STATE);
    }

    @ParameterizedTest
    @ValueSource(strings = {FILE_SYSTEM, VOLUME})
    void a_job_that_is_stopped_just_before_its_end_makes_nothing_while_it_ends(String resource) {
        String job = local.startBackup(resource);
        local.pass(Duration.between(
                        local.world.jobs().get(0).created(),
                        local.world.jobs().get(0).end())
                .minusSeconds(2));
        local.client.stopBackupJob(r -> r.backupJobId(job));
        local.pass(Duration.ofSeconds(5));

        assertThat(describe(job).stateAsString()).isEqualTo("ABORTING");
        assertThat(local.world.pointsIn(VAULT)).allMatch(point -> point.status() == StoredPointStatus.CREATING);
    }

    @Test
    void a_job_whose_recovery_point_is_removed_while_it_runs_has_failed() {
        String job = local.startBackup(FILE_SYSTEM);
        local.pass(Duration.ofMinutes(1));
        local.world.removeBehindTheApi(local.world.pointsIn(VAULT).get(0).arn());

        assertThat(describe(job).stateAsString()).isEqualTo("FAILED");
        local.pass(Duration.ofDays(1));
        assertThat(local.world.pointsIn(VAULT)).isEmpty();
    }

    @Test
    void a_database_backup_cannot_be_stopped() {
        String job = local.startBackup(DATABASE);

        assertThatThrownBy(() -> local.client.stopBackupJob(r -> r.backupJobId(job)))
                .isInstanceOf(InvalidRequestException.class);
    }

    @Test
    void a_job_is_forgotten_after_thirty_days_but_its_point_is_not() {
        String job = local.startBackup(VOLUME);
        local.pass(Duration.ofDays(29));
        String arn = describe(job).recoveryPointArn();
        local.pass(Duration.ofDays(2));

        assertThatThrownBy(() -> describe(job)).isInstanceOf(ResourceNotFoundException.class);
        assertThat(local.client.listBackupJobs().backupJobs()).isEmpty();
        assertThat(local.world.exists(arn)).isTrue();
    }

    @Test
    void a_second_backup_of_a_resource_waits_for_the_first() {
        local.startBackup(VOLUME);
        String second = local.startBackup(VOLUME);
        local.pass(Duration.ofMinutes(9));

        assertThat(describe(second).stateAsString()).isEqualTo("CREATED");
    }

    @Test
    void a_job_that_cannot_start_in_its_window_expires() {
        local.world.backupTakes(ProtectedResourceType.EBS, Duration.ofDays(1));
        local.startBackup(VOLUME);
        String second = local.startBackup(VOLUME);
        local.pass(Duration.ofHours(9));

        assertThat(describe(second).stateAsString()).isEqualTo("EXPIRED");
        assertThat(describe(second).statusMessage()).contains("running job for the same resource");
    }

    @Test
    void a_job_of_a_role_that_is_gone_fails() {
        local.world.role(ROLE, Role.GONE);
        String job = local.startBackup(FILE_SYSTEM);
        local.pass(Duration.ofMinutes(1));

        assertThat(describe(job).stateAsString()).isEqualTo("FAILED");
        assertThat(describe(job).statusMessage()).contains(ROLE);
        assertThat(local.world.pointsIn(VAULT)).isEmpty();
    }

    @Test
    void a_stack_has_a_composite_with_a_nested_point_per_member() {
        String job = local.startBackup(STACK);
        local.pass(Duration.ofDays(1));

        PointView parent = local.world.point(describe(job).recoveryPointArn()).orElseThrow();
        assertThat(parent.nested()).hasSize(3);
        assertThat(describe(job).numberOfChildJobs()).isEqualTo(3);
        assertThat(describe(job).childJobsInStateAsStrings()).containsEntry("COMPLETED", 3L);
    }

    @Test
    void two_backups_of_a_cluster_that_are_begun_in_the_same_second_have_arns_of_their_own() {
        String cluster = "arn:aws:eks:us-east-1:123456789012:cluster/orders";
        String one = local.startBackup(cluster);
        String other = local.startBackup(cluster);
        local.pass(Duration.ofDays(1));

        assertThat(describe(one).recoveryPointArn())
                .isNotEqualTo(describe(other).recoveryPointArn());
        assertThat(local.world.pointsIn(VAULT))
                .filteredOn(point -> point.parentArn().isEmpty())
                .hasSize(2);
    }

    @Test
    void a_composite_of_which_a_member_failed_is_partial() {
        local.world.members(STACK, VOLUME).nextBackupEnds(VOLUME, JobState.FAILED, "no");
        String job = local.startBackup(STACK);
        local.pass(Duration.ofDays(1));

        assertThat(describe(job).stateAsString()).isEqualTo("PARTIAL");
        assertThat(local.status(describe(job).recoveryPointArn())).isEqualTo("PARTIAL");
    }

    @Test
    void a_volume_gets_to_an_air_gapped_vault_by_an_intermediate_that_goes() {
        local.world.createAirGappedVault("gapped", 7, 90);
        String job = local.client
                .startBackupJob(r -> r.backupVaultName(VAULT)
                        .resourceArn(VOLUME)
                        .iamRoleArn(ROLE)
                        .lifecycle(l -> l.deleteAfterDays(30L))
                        .logicallyAirGappedBackupVaultArn("arn:aws:backup:us-east-1:123456789012:backup-vault:gapped"))
                .backupJobId();

        local.pass(Duration.ofMinutes(12));
        assertThat(describe(job).stateAsString()).isEqualTo("COMPLETED");
        assertThat(local.world.pointsIn(VAULT)).singleElement().satisfies(point -> assertThat(
                        point.lifecycle().deleteAfterCopy())
                .isTrue());
        local.pass(Duration.ofHours(1));
        assertThat(local.world.pointsIn(VAULT)).isEmpty();
        assertThat(local.world.pointsIn("gapped")).singleElement().satisfies(point -> assertThat(point.arn())
                .contains(":backup:"));
    }
}
