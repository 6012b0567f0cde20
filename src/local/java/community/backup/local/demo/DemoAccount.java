package community.backup.local.demo;

import community.backup.local.awsbackup.Account;
import community.backup.local.awsbackup.HttpAnswer;
import community.backup.local.awsbackup.HttpCall;
import community.backup.local.awsbackup.LocalAwsBackup;
import community.backup.local.awsbackup.LocalAwsBackupServer;
import community.backup.local.awsbackup.World;
import community.backup.local.clock.Agenda;
import community.backup.local.clock.MovableClock;
import community.backup.local.cloudformation.ExecutionRole;
import community.backup.local.cloudformation.LocalCloudFormation;
import community.backup.local.cloudformation.StackEventListener;
import community.backup.local.cloudformation.resource.ResourceType;
import community.backup.local.report.Recorder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * An AWS account on this machine: AWS Backup, CloudFormation, and the packaged handlers. Each handler runs in a
 * separate process; AWS Backup checks the permissions of their roles. All use the same clock.
 */
final class DemoAccount implements AutoCloseable {
    private final LocalAwsBackupServer server;
    private final PackagedTypes packaged;
    private final MovableClock clock;
    private final LocalCloudFormation cloudFormation;
    private final Recorder recorder;

    private DemoAccount(
            LocalAwsBackupServer server,
            PackagedTypes packaged,
            MovableClock clock,
            LocalCloudFormation cloudFormation,
            Recorder recorder) {
        this.server = server;
        this.packaged = packaged;
        this.clock = clock;
        this.cloudFormation = cloudFormation;
        this.recorder = recorder;
    }

    /**
     * Starts everything.
     *
     * @param handlerPackage the folder of the unzipped package
     * @param workFolder the folder for the handlers' logs and temporary files; below a folder named {@code target}
     * @param speed how many seconds of waiting pass in one real second
     * @throws IOException if a part does not start
     */
    static DemoAccount open(
            Path handlerPackage, Path workFolder, MovableClock clock, double speed, StackEventListener... listeners)
            throws IOException {
        LocalAwsBackup backup = new LocalAwsBackup(clock, Account.example()).limitRates(true);
        backup.world().caller(ExecutionRole.ofAllTypes(Account.example()));
        LocalAwsBackupServer server = new LocalAwsBackupServer(backup, clock, 0);
        PackagedTypes packaged = start(handlerPackage, workFolder, server, clock);
        Agenda agenda = new Agenda(clock, speed);
        Recorder recorder = new Recorder(clock, backup);
        List<ResourceType> types = new ArrayList<>(packaged.types());
        types.replaceAll(recorder::recorded);
        List<StackEventListener> all = new ArrayList<>(List.of(listeners));
        all.add(recorder);
        all.add(packaged.queries());
        LocalCloudFormation cloudFormation =
                new LocalCloudFormation(agenda, types, all.toArray(StackEventListener[]::new));
        return new DemoAccount(server, packaged, clock, cloudFormation, recorder);
    }

    /** Starts the handlers. If one does not start, closes the server too. */
    static PackagedTypes start(Path handlerPackage, Path workFolder, LocalAwsBackupServer server, MovableClock clock)
            throws IOException {
        try {
            return PackagedTypes.start(handlerPackage, workFolder, server, clock);
        } catch (IOException e) {
            server.close();
            throw e;
        }
    }

    /** Lets time pass without any operation on a stack. */
    void pass(Duration time) {
        clock.advance(time);
        recorder.external("the demo", "some days pass");
    }

    /** Starts a backup job without a stack, as another user of the account might do. */
    void startBackup(String vault, String resourceArn) {
        String body = "{\"BackupVaultName\": \"%s\", \"ResourceArn\": \"%s\", \"IamRoleArn\": \"%s\"}"
                .formatted(vault, resourceArn, Templates.GOOD_ROLE);
        HttpAnswer answer = backup().handle(
                        new HttpCall("PUT", "/backup-jobs", Map.of(), Map.of(), body.getBytes(StandardCharsets.UTF_8)))
                .answer();
        if (answer.status() != 200) {
            throw new IllegalStateException("The backup job was not started: " + answer.text());
        }
    }

    LocalCloudFormation cloudFormation() {
        return cloudFormation;
    }

    /** The recorder of all events in the account. */
    Recorder recorder() {
        return recorder;
    }

    LocalAwsBackup backup() {
        return server.backup();
    }

    /** The actual state of AWS Backup, even if its API reports another one. */
    World world() {
        return server.backup().world();
    }

    @Override
    public void close() {
        packaged.close();
        server.close();
    }
}
