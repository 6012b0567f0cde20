package community.backup.service.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import community.backup.local.awsbackup.Account;
import community.backup.local.awsbackup.Fault;
import community.backup.local.awsbackup.InMemoryTransport;
import community.backup.local.awsbackup.LocalAwsBackup;
import community.backup.local.clock.MovableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.backup.BackupClient;
import software.amazon.awssdk.services.backup.model.BackupException;

@NullMarked
class BackupClientsTest {
    private final MovableClock clock = MovableClock.startingAt(Instant.parse("2026-01-02T03:04:05Z"));
    private final LocalAwsBackup backup = new LocalAwsBackup(clock, Account.example());
    private final List<Integer> waits = new ArrayList<>();
    private final BackupClients clients = BackupClients.of(
            () -> BackupClient.builder()
                    .region(Region.US_EAST_1)
                    .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("a", "b")))
                    .httpClient(InMemoryTransport.to(backup, Duration.ofSeconds(8), clock::advance)),
            attempt -> {
                waits.add(attempt);
                return Duration.ZERO;
            });

    @Test
    void the_patient_client_tells_a_throttled_call_as_such_before_its_time_is_over() {
        backup.faults().inject(Fault.throttling());

        assertThatThrownBy(() -> clients.patient().listBackupVaults(request -> {}))
                .isInstanceOf(BackupException.class)
                .hasMessageContaining("Rate exceeded");

        assertThat(backup.calls()).hasSize(BackupClients.PATIENT_ATTEMPTS);
        Duration longest =
                waits.stream().map(attempt -> BackupClients.pause(attempt, 1)).reduce(Duration.ZERO, Duration::plus);
        // The remaining time is for the calls themselves.
        assertThat(longest).isBetween(Duration.ofSeconds(15), CallBudget.INVOCATION.minusSeconds(2));
    }

    @Test
    void the_other_client_calls_once() {
        backup.faults().inject(Fault.throttling());

        assertThatThrownBy(() -> clients.once().listBackupVaults(request -> {})).isInstanceOf(BackupException.class);

        assertThat(backup.calls()).hasSize(1);
    }

    @Test
    void waits_double_up_to_two_seconds_and_are_spread() {
        assertThat(BackupClients.pause(2, 0)).hasMillis(100);
        assertThat(BackupClients.pause(2, 0.999)).hasMillis(199);
        assertThat(BackupClients.pause(4, 0.5)).hasMillis(600);
        assertThat(BackupClients.pause(40, 0)).hasMillis(1000);
    }
}
