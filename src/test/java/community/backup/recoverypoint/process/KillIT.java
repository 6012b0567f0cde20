package community.backup.recoverypoint.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import community.backup.local.awsbackup.Fault;
import community.backup.local.awsbackup.BackupOperation;
import community.backup.local.cloudformation.resource.ResourceHandler;
import community.backup.local.cloudformation.resource.LambdaHandler;
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

/** The handler's process is killed in the middle of an operation; CloudFormation, without an answer, calls a new one. */
class KillIT {
    /** Until the process is killed, the answer that it waits for does not come. */
    private static final Duration FOREVER = Duration.ofMinutes(1);

    /**
     * When it is killed.
     *
     * @param operation the call of AWS Backup that it is making
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
        try (Site site = Site.started(folder)) {
            Stacks stacks = Stacks.ofTwoBackups(site, site.cloudFormation(new ResourceHandler() {
                @Override
                public CompletionStage<JsonNode> invoke(ObjectNode request) {
                    started.join();
                    return new LambdaHandler(site.endpoint(), site.clock::offset).invoke(request);
                }
            }));
            for (KillTime moment : IN_CREATE) {
                killAt(moment, site);
                stacks.deploy(1);
                stacks.assertOneBackupEach();
                stacks.delete(1);
                stacks.assertNothingLeft();
            }
            for (KillTime moment : IN_DELETE) {
                stacks.deploy(1);
                killAt(moment, site);
                stacks.delete(1);
                stacks.assertOneBackupEach();
                stacks.assertNothingLeft();
            }

            assertThat(kills).isEqualTo(IN_CREATE.size() + IN_DELETE.size());
        }
    }

    private void killAt(KillTime moment, Site site) {
        AtomicBoolean due = new AtomicBoolean(true);
        site.backup.faults().script((operation, call) -> {
            if (operation != moment.operation || !due.compareAndSet(true, false)) {
                return Optional.empty();
            }
            kills++;
            started = CompletableFuture.runAsync(() -> {
                site.kill();
                try {
                    site.start();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            return Optional.of(moment.fault());
        });
    }
}
