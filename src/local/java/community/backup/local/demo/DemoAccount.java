package community.backup.local.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import community.backup.local.awsbackup.Account;
import community.backup.local.awsbackup.LocalAwsBackup;
import community.backup.local.awsbackup.LocalAwsBackupServer;
import community.backup.local.awsbackup.World;
import community.backup.local.clock.Agenda;
import community.backup.local.clock.MovableClock;
import community.backup.local.cloudformation.ExecutionRole;
import community.backup.local.cloudformation.LocalCloudFormation;
import community.backup.local.cloudformation.StackEventListener;
import community.backup.local.cloudformation.resource.BackupVaultHandler;
import community.backup.local.cloudformation.resource.BuiltInTypes;
import community.backup.local.cloudformation.resource.LambdaHandler;
import community.backup.local.cloudformation.resource.ResourceSchema;
import community.backup.local.cloudformation.resource.ResourceType;
import community.backup.local.lambda.LambdaProcess;
import community.backup.local.report.Recorder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * An AWS account on this machine: AWS Backup, CloudFormation, and the packaged handler in a process of its own and with
 * the permissions of its role, all by one clock.
 */
final class DemoAccount implements AutoCloseable {
    private final LocalAwsBackupServer server;
    private final LambdaProcess lambda;
    private final LocalCloudFormation cloudFormation;
    private final Recorder recorder;

    private DemoAccount(
            LocalAwsBackupServer server, LambdaProcess lambda, LocalCloudFormation cloudFormation, Recorder recorder) {
        this.server = server;
        this.lambda = lambda;
        this.cloudFormation = cloudFormation;
        this.recorder = recorder;
    }

    /**
     * Starts everything.
     *
     * @param handlerPackage the folder of the unzipped package
     * @param workFolder for the handler's log and temporary files; below a folder named {@code target}
     * @param speed how many seconds of waiting pass in one real second
     * @throws IOException if something does not start
     */
    static DemoAccount open(
            Path handlerPackage, Path workFolder, MovableClock clock, double speed, StackEventListener... listeners)
            throws IOException {
        LocalAwsBackup backup = new LocalAwsBackup(clock, Account.example()).limitRates(true);
        backup.world().caller(ExecutionRole.identity(Account.example()));
        LocalAwsBackupServer server = new LocalAwsBackupServer(backup, clock, 0);
        LambdaProcess lambda = startHandler(handlerPackage, workFolder, server);
        Agenda agenda = new Agenda(clock, speed);
        Recorder recorder = new Recorder(clock, backup);
        List<ResourceType> types = types(handlerPackage, backup, lambda, clock);
        types.replaceAll(recorder::recorded);
        List<StackEventListener> all = new ArrayList<>(List.of(listeners));
        all.add(recorder);
        LocalCloudFormation cloudFormation =
                new LocalCloudFormation(agenda, types, all.toArray(StackEventListener[]::new));
        return new DemoAccount(server, lambda, cloudFormation, recorder);
    }

    /** Starts the handler; if that does not succeed, what it was to talk to ends too. */
    static LambdaProcess startHandler(Path handlerPackage, Path workFolder, LocalAwsBackupServer server)
            throws IOException {
        try {
            return LambdaProcess.start(handlerPackage, workFolder, server.endpoint());
        } catch (IOException e) {
            server.close();
            throw e;
        }
    }

    /** The resource types that there are: the packaged one by its own schema, as the registry has it, and those beside it. */
    static List<ResourceType> types(
            Path handlerPackage, LocalAwsBackup backup, LambdaProcess lambda, MovableClock clock) throws IOException {
        ResourceSchema schema = new ResourceSchema(new ObjectMapper()
                .readTree(handlerPackage.resolve("schema.json").toFile()));
        List<ResourceType> types = new ArrayList<>(BuiltInTypes.of(backup.world()));
        types.add(new ResourceType(schema, new LambdaHandler(lambda.endpoint(), clock::offset)));
        types.add(BackupVaultHandler.type(backup));
        return types;
    }

    LocalCloudFormation cloudFormation() {
        return cloudFormation;
    }

    /** What writes down all that happens in it. */
    Recorder recorder() {
        return recorder;
    }

    LocalAwsBackup backup() {
        return server.backup();
    }

    /** The truth about AWS Backup, whatever its API says. */
    World world() {
        return server.backup().world();
    }

    @Override
    public void close() {
        lambda.close();
        server.close();
    }
}
