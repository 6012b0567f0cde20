package community.backup.local.awsbackup;

import static org.assertj.core.api.Assertions.assertThat;

import community.backup.local.clock.MovableClock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** The local AWS Backup is held against the service's model by a client that was not written for it. */
class BotocoreConformanceIT {

    @Test
    void botocore_understands_every_answer_and_every_error() throws IOException, InterruptedException {
        MovableClock clock = MovableClock.startingAt(Instant.parse("2026-01-02T03:04:05.678Z"));
        LocalAwsBackup backup = new LocalAwsBackup(clock, Account.example());
        try (LocalAwsBackupServer server = new LocalAwsBackupServer(backup, clock, 0)) {
            Process check = new ProcessBuilder(
                            Path.of("tools", "python").toString(),
                            "cfn",
                            "python",
                            Path.of("tools", "check-local-aws-backup.py").toString(),
                            server.endpoint().toString())
                    .redirectErrorStream(true)
                    .start();
            String output = new String(check.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(check.waitFor()).as(output).isZero();
            assertThat(output).contains("19 operations").contains("0 wrong");
        }
    }
}
