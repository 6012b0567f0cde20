package community.backup.local.awsbackup;

import static org.assertj.core.api.Assertions.assertThat;

import community.backup.ScriptRun;
import community.backup.local.clock.MovableClock;
import java.io.IOException;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Checks the local AWS Backup against the service's model, with a client that was not written for it. */
class BotocoreConformanceIT {

    @Test
    void botocore_understands_every_answer_and_every_error() throws IOException, InterruptedException {
        MovableClock clock = MovableClock.startingAt(Instant.parse("2026-01-02T03:04:05.678Z"));
        LocalAwsBackup backup = new LocalAwsBackup(clock, Account.example());
        try (LocalAwsBackupServer server = new LocalAwsBackupServer(backup, clock, 0)) {
            ScriptRun check = ScriptRun.of(
                    "tools/python",
                    "cfn",
                    "python",
                    "tools/check-local-aws-backup.py",
                    server.endpoint().toString());

            assertThat(check.status()).as(check.output()).isZero();
            assertThat(check.output()).contains("22 operations").contains("0 wrong");
        }
    }
}
