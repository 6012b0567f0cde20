package community.backup.local.awsbackup;

import static community.backup.local.awsbackup.BackupHarness.ROLE;
import static community.backup.local.awsbackup.BackupHarness.VAULT;
import static community.backup.local.awsbackup.BackupHarness.VOLUME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.net.SocketTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.backup.model.BackupException;
import software.amazon.awssdk.services.backup.model.ServiceUnavailableException;

class FaultsTest {
    private final BackupHarness local = new BackupHarness();

    @Test
    void a_rule_passes_over_some_calls_hits_some_and_is_used_up() {
        local.backup
                .faults()
                .inject(Fault.throttling(), BackupOperation.LIST_BACKUP_VAULTS)
                .skip(1)
                .times(1);

        local.client.listBackupVaults();
        assertThatThrownBy(() -> local.client.listBackupVaults())
                .isInstanceOfSatisfying(BackupException.class, e -> assertThat(e.isThrottlingException())
                        .isTrue());
        local.client.listBackupVaults();
    }

    @Test
    void a_script_decides_call_by_call() {
        local.backup
                .faults()
                .script((operation, call) -> operation == BackupOperation.START_BACKUP_JOB
                        ? Optional.of(Fault.serviceUnavailable())
                        : Optional.empty());

        assertThatThrownBy(() -> local.startBackup(VOLUME)).isInstanceOf(ServiceUnavailableException.class);
        local.backup.faults().clear();
        local.startBackup(VOLUME);
    }

    @Test
    void a_connection_cut_before_the_effect_has_none_and_one_cut_after_it_has() {
        local.backup
                .faults()
                .inject(Fault.cutBeforeEffect(), BackupOperation.START_BACKUP_JOB)
                .times(1);
        assertThatThrownBy(() -> local.startBackup(VOLUME)).isInstanceOf(SdkClientException.class);
        assertThat(local.world.jobs()).isEmpty();

        local.backup
                .faults()
                .inject(Fault.cutAfterEffect(), BackupOperation.START_BACKUP_JOB)
                .times(1);
        assertThatThrownBy(() -> local.startBackup(VOLUME)).isInstanceOf(SdkClientException.class);
        assertThat(local.world.jobs()).hasSize(1);
        assertThat(local.backup.calls(BackupOperation.START_BACKUP_JOB))
                .extracting(CallRecord::effect)
                .containsExactly(false, true);
    }

    @Test
    void an_error_after_the_effect_hides_it() {
        local.backup.faults().inject(Fault.internalFailure().afterEffect(), BackupOperation.START_BACKUP_JOB);

        assertThatThrownBy(() -> local.startBackup(VOLUME)).isInstanceOf(BackupException.class);
        assertThat(local.world.jobs()).hasSize(1);
    }

    @Test
    void a_slow_answer_takes_time_and_too_slow_a_one_times_out() {
        Instant start = local.clock.instant();
        local.backup.faults().inject(Fault.slow(Duration.ofSeconds(3))).times(1);
        local.client.listBackupVaults();
        assertThat(local.clock.instant()).isEqualTo(start.plusSeconds(3));

        local.backup.faults().inject(Fault.slow(Duration.ofMinutes(1))).times(1);
        assertThatThrownBy(() -> local.client.listBackupVaults()).hasRootCauseInstanceOf(SocketTimeoutException.class);
        assertThat(local.clock.instant()).isEqualTo(start.plusSeconds(13));
    }

    @Test
    void a_stale_look_sees_what_was() {
        String arn =
                local.world.point(VAULT, ProtectedResourceType.EBS).role(ROLE).put();
        local.pass(Duration.ofMinutes(1));
        local.delete(arn);
        local.pass(Duration.ofMinutes(1));
        local.backup.faults().inject(Fault.stale(Duration.ofSeconds(50)), BackupOperation.DESCRIBE_RECOVERY_POINT);

        assertThat(local.world.exists(arn)).isFalse();
        assertThat(local.status(arn)).isEqualTo("DELETING");
    }

    @Test
    void every_operation_has_its_rate_limit() {
        local.backup.limitRates(true);
        String arn = local.world.point(VAULT, ProtectedResourceType.EBS).put();

        for (int i = 0; i < 15; i++) {
            local.status(arn);
        }
        assertThatThrownBy(() -> local.status(arn)).hasMessageContaining("Rate exceeded");
        local.pass(Duration.ofMillis(100));
        local.status(arn);
    }

    @Test
    void all_operations_together_have_a_rate_limit() {
        local.backup.limitRates(true);
        for (int i = 0; i < 20; i++) {
            local.client.listBackupVaults();
            local.client.listBackupJobs();
        }
        for (int i = 0; i < 10; i++) {
            local.client.listRecoveryPointsByBackupVault(r -> r.backupVaultName(VAULT));
        }

        assertThatThrownBy(() -> local.client.listRecoveryPointsByBackupVault(r -> r.backupVaultName(VAULT)))
                .hasMessageContaining("Rate exceeded");
    }

    @Test
    void calls_are_recorded_with_what_they_did() {
        String arn = local.world.point(VAULT, ProtectedResourceType.EBS).put();
        local.delete(arn);
        assertThatThrownBy(() -> local.delete(arn)).isInstanceOf(BackupException.class);

        assertThat(local.backup.calls(BackupOperation.DELETE_RECOVERY_POINT))
                .extracting(CallRecord::subject, CallRecord::outcome, CallRecord::effect)
                .containsExactly(tuple(arn, CallRecord.OK, true), tuple(arn, "InvalidResourceStateException", false));
    }
}
