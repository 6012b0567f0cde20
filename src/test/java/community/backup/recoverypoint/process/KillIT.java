package community.backup.recoverypoint.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import community.backup.local.awsbackup.BackupOperation;
import community.backup.local.awsbackup.Fault;
import community.backup.local.cloudformation.resource.LambdaHandler;
import community.backup.local.cloudformation.resource.ResourceHandler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The handler's process is killed during an operation. CloudFormation gets no answer, and invokes a new process. */
class KillIT {
    /** The answer for which the process waits does not come before the process is killed. */
    private static final Duration FOREVER = Duration.ofMinutes(1);

    /**
     * The time of the kill.
     *
     * @param operation the call of AWS Backup that the process is making
     * @param effect whether that call takes effect
     */
    private record KillTime(BackupOperation operation, boolean effect) {
        Fault fault() {
            return effect ? Fault.slow(FOREVER) : Fault.cutBeforeEffect().after(FOREVER);
        }
    }

    private static final List<KillTime> IN_CREATE = List.of(
            new KillTime(BackupOperation.START_BACKUP_JOB, false),
            new KillTime(BackupOperation.START_BACKUP_JOB, true),
            new KillTime(BackupOperation.DESCRIBE_BACKUP_JOB, true));

    private static final List<KillTime> IN_DELETE = List.of(
            new KillTime(BackupOperation.DELETE_RECOVERY_POINT, false),
            new KillTime(BackupOperation.DELETE_RECOVERY_POINT, true),
            new KillTime(BackupOperation.DESCRIBE_RECOVERY_POINT, true));

    private volatile CompletableFuture<?> started = CompletableFuture.completedFuture(null);
    private int kills;

    @Test
    void a_killed_process_loses_nothing_and_doubles_nothing(@TempDir Path folder) throws IOException {
        try (ProcessAccount account = ProcessAccount.started(folder)) {
            BackupStacks stacks = BackupStacks.ofTwoBackups(account, account.cloudFormation(new ResourceHandler() {
                @Override
                public CompletionStage<JsonNode> invoke(ObjectNode request) {
                    started.join();
                    return new LambdaHandler(account.endpoint(), account.clock::offset).invoke(request);
                }
            }));
            for (KillTime moment : IN_CREATE) {
                killAt(moment, account);
                stacks.deploy(1);
                stacks.assertOneBackupEach();
                stacks.delete(1);
                stacks.assertNothingLeft();
            }
            for (KillTime moment : IN_DELETE) {
                stacks.deploy(1);
                killAt(moment, account);
                stacks.delete(1);
                stacks.assertOneBackupEach();
                stacks.assertNothingLeft();
            }

            assertThat(kills).isEqualTo(IN_CREATE.size() + IN_DELETE.size());
        }
    }

    private void killAt(KillTime moment, ProcessAccount account) {
        AtomicBoolean due = new AtomicBoolean(true);
        account.backup.faults().script((operation, call) -> {
            if (operation != moment.operation || !due.compareAndSet(true, false)) {
                return Optional.empty();
            }
            kills++;
            started = CompletableFuture.runAsync(() -> {
                account.kill();
                try {
                    account.start();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            return Optional.of(moment.fault());
        });
    }
}
