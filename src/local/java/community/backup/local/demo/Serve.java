package community.backup.local.demo;

import community.backup.local.awsbackup.Account;
import community.backup.local.awsbackup.LocalAwsBackup;
import community.backup.local.awsbackup.LocalAwsBackupServer;
import community.backup.local.clock.Agenda;
import community.backup.local.clock.MovableClock;
import community.backup.local.cloudformation.api.LocalCloudFormationServer;
import community.backup.local.s3.LocalS3;
import community.backup.local.s3.StoredObjects;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/** Serves a local AWS Backup and a local CloudFormation, with the packaged handlers, to the AWS CLI. */
final class Serve {
    /** Time passes in steps of this length, in real time. */
    private static final int STEP_MILLIS = 100;

    private Serve() {}

    /**
     * Serves until the process ends.
     *
     * @param workFolder the folder for the handlers' logs and temporary files; below a folder named {@code target}
     */
    static void run(Options options, Path workFolder, Screen screen, MovableClock clock)
            throws IOException, InterruptedException {
        LocalAwsBackup backup = new LocalAwsBackup(clock, Account.example());
        backup.world().createVault("Default");
        StoredObjects objects = new StoredObjects();
        int port = options.port();
        double speed = options.speed();
        try (LocalAwsBackupServer server = new LocalAwsBackupServer(backup, clock, port);
                LocalS3 s3 = new LocalS3(objects, port == 0 ? 0 : port + 2);
                PackagedTypes packaged = DemoAccount.start(options.handlerPackage(), workFolder, server, clock);
                LocalCloudFormationServer cloudFormation = new LocalCloudFormationServer(
                        new Agenda(clock, speed),
                        Duration.ofMillis((long) (STEP_MILLIS * speed)),
                        clock,
                        packaged.types(),
                        objects,
                        port == 0 ? 0 : port + 1,
                        screen,
                        packaged.queries())) {
            System.out.printf("""
                    AWS Backup and CloudFormation on this machine; one second here is %3$.0f s there. Ctrl-C ends them.
                    Any credentials will do:

                      export AWS_ACCESS_KEY_ID=local AWS_SECRET_ACCESS_KEY=local AWS_DEFAULT_REGION=us-east-1
                      export AWS_ENDPOINT_URL_BACKUP=%1$s AWS_ENDPOINT_URL_CLOUDFORMATION=%2$s AWS_ENDPOINT_URL_STS=%2$s
                      export AWS_ENDPOINT_URL_S3=%4$s AWS_ENDPOINT_URL_SSM=%2$s AWS_ENDPOINT_URL_CLOUDCONTROL=%2$s
                      aws cloudformation deploy --stack-name first --template-file examples/one-backup.yaml \\
                        --parameter-overrides BackupRoleArn=arn:aws:iam::123456789012:role/backup \\
                        ResourceArn=arn:aws:ec2:us-east-1:123456789012:volume/vol-0a1b2c3d4e5f60718
                      aws backup list-recovery-points-by-backup-vault --backup-vault-name first-vault
                      aws cloudformation delete-stack --stack-name first

                    What happens to stacks:
                    """, server.endpoint(), cloudFormation.endpoint(), speed, s3.endpoint());
            Thread.currentThread().join();
        }
    }
}
