package community.backup.recoverypoint.process;

import static org.assertj.core.api.Assertions.assertThat;

import community.backup.local.awsbackup.BackupOperation;
import community.backup.local.awsbackup.CallRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jdk.jfr.consumer.RecordedClass;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedStackTrace;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests many stacks at once in an account with AWS Backup's default rates. The JVM records every sleep of every thread,
 * so that the test finds all waits.
 */
class ManyStacksIT {
    /** Set by the build: 30, and 200 by {@code bench/endurance}. */
    private static final int STACKS = Integer.getInteger("process.stacks");

    private static final String SLEEPS = """
            <configuration version="2.0">
              <event name="jdk.ThreadSleep">
                <setting name="enabled">true</setting>
                <setting name="stackTrace">true</setting>
                <setting name="threshold">0 ms</setting>
              </event>
            </configuration>
            """;

    @Test
    void come_and_go_within_the_rates_and_only_what_has_no_later_waits_inside(@TempDir Path folder) throws IOException {
        Path settings = Files.writeString(folder.resolve("sleeps.jfc"), SLEEPS);
        Path recording = folder.resolve("sleeps.jfr").toAbsolutePath();
        Path repository = Files.createDirectories(folder.resolve("jfr"));
        try (ProcessAccount account = ProcessAccount.at(folder)
                .with(
                        // Not in java.io.tmpdir, which the handler's runtime empties.
                        "-XX:FlightRecorderOptions:stackdepth=256,repository=" + repository.toAbsolutePath(),
                        "-XX:StartFlightRecording:dumponexit=true,settings=" + settings.toAbsolutePath() + ",filename="
                                + recording)
                .start()) {
            // This test is not about AWS's own type of vaults, so AWS Backup does not throttle its calls.
            account.backup
                    .limitRates(true)
                    .exempt(
                            BackupOperation.CREATE_BACKUP_VAULT,
                            BackupOperation.DESCRIBE_BACKUP_VAULT,
                            BackupOperation.DELETE_BACKUP_VAULT);
            BackupStacks stacks = BackupStacks.ofABackup(account, account.cloudFormation());
            Instant begin = account.clock.instant();
            long start = System.nanoTime();

            stacks.deploy(STACKS);
            Duration toDeploy = Duration.between(begin, account.clock.instant());
            stacks.assertOneBackupEach();
            stacks.delete(STACKS);

            stacks.assertNothingLeft();
            System.out.printf(
                    "%d stacks: deployed in %s, deleted in %s; it took %d s and %d calls, of which throttled: %s%n",
                    STACKS,
                    toDeploy,
                    Duration.between(begin, account.clock.instant()).minus(toDeploy),
                    Duration.ofNanos(System.nanoTime() - start).toSeconds(),
                    account.backup.calls().size(),
                    throttled(account));
            account.stop();
        }
        Map<String, Long> sleeps = sleeps(recording);
        System.out.println("sleeps in invocations: " + sleeps);
        assertThat(sleeps)
                .as("the recording sees sleeps: the start of a backup is throttled, and tried again inside")
                .containsKey("CreateHandler.start");
        assertThat(sleeps.keySet()).isSubsetOf("CreateHandler.start", "ReadHandler.existing", "ReadHandler.answer");
    }

    private static Map<String, Long> throttled(ProcessAccount account) {
        return account.backup.calls().stream()
                .filter(call -> call.outcome().equals("ThrottlingException"))
                .collect(Collectors.groupingBy(
                        (CallRecord call) -> call.operation().wireName(), TreeMap::new, Collectors.counting()));
    }

    /** How often a thread slept in an invocation, by the method of the handler that it was in. */
    private static Map<String, Long> sleeps(Path recording) throws IOException {
        return RecordingFile.readAllEvents(recording).stream()
                .filter(event -> event.getEventType().getName().equals("jdk.ThreadSleep"))
                .map(RecordedEvent::getStackTrace)
                .flatMap(ManyStacksIT::handlerMethod)
                .collect(Collectors.groupingBy(method -> method, TreeMap::new, Collectors.counting()));
    }

    private static Stream<String> handlerMethod(RecordedStackTrace trace) {
        return trace == null
                ? Stream.of()
                : trace.getFrames().stream()
                        .map(RecordedFrame::getMethod)
                        .filter(method -> isHandler(method.getType()))
                        .map(method -> method.getType().getName().replaceAll(".*\\.", "") + "." + method.getName())
                        .findFirst()
                        .stream();
    }

    private static boolean isHandler(RecordedClass type) {
        return type.getName().matches("community\\.backup\\.recoverypoint\\.(Create|Read|Update|Delete|List)Handler");
    }
}
