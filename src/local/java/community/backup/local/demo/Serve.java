package community.backup.local.demo;

import community.backup.local.awsbackup.Account;
import community.backup.local.awsbackup.LocalAwsBackup;
import community.backup.local.awsbackup.LocalAwsBackupServer;
import community.backup.local.clock.MovableClock;
import community.backup.local.clock.ScaledClock;
import java.io.IOException;
import java.time.Clock;

/** Leaves a local AWS Backup running for the AWS CLI. */
final class Serve {
    private Serve() {}

    /** Serves until the process is ended. */
    static void run(int port, double speed) throws IOException, InterruptedException {
        MovableClock clock = new MovableClock(new ScaledClock(Clock.systemUTC(), speed));
        LocalAwsBackup backup = new LocalAwsBackup(clock, Account.example());
        backup.world().createVault("Default");
        try (LocalAwsBackupServer server = new LocalAwsBackupServer(backup, clock, port)) {
            System.out.printf("""
                    The local AWS Backup listens on %1$s; one second here is %2$.0f s there. Ctrl-C ends it.
                    Any credentials will do:

                      export AWS_ACCESS_KEY_ID=local AWS_SECRET_ACCESS_KEY=local AWS_REGION=us-east-1
                      aws --endpoint-url %1$s backup start-backup-job --backup-vault-name Default \\
                        --resource-arn arn:aws:ec2:us-east-1:123456789012:volume/vol-0a1b2c3d4e5f60718 \\
                        --iam-role-arn arn:aws:iam::123456789012:role/backup
                      aws --endpoint-url %1$s backup list-backup-jobs
                      aws --endpoint-url %1$s backup list-recovery-points-by-backup-vault --backup-vault-name Default
                    """, server.endpoint(), speed);
            Thread.currentThread().join();
        }
    }
}
