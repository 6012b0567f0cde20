package community.backup.local.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import community.backup.local.awsbackup.CallRecord;
import community.backup.local.awsbackup.Role;
import community.backup.local.clock.MovableClock;
import community.backup.local.cloudformation.StackEvent;
import community.backup.local.report.BackupCall;
import community.backup.local.report.HandlerInvocation;
import community.backup.local.report.PointStatuses;
import community.backup.local.report.Recording;
import community.backup.local.report.ResourceHistory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;

/** Compares the recording of the packaged handler's work with its log, the local AWS Backup and a listener's events. */
class RecorderIT {
    private static final Path WORK = Path.of("target", "recording");
    private static final String ROLE = "arn:aws:iam::123456789012:role/backup-with-too-little";

    @Test
    void every_event_every_invocation_and_every_call_of_a_delete_that_fails_is_recorded() throws IOException {
        List<StackEvent> events = new ArrayList<>();
        Files.createDirectories(WORK);
        try (DemoAccount account = DemoAccount.open(
                Path.of("target", "unzipped"), WORK, new MovableClock(Clock.systemUTC()), 1e6, events::add)) {
            account.world().role(ROLE, Role.withoutCreateServiceLinkedRole());
            account.cloudFormation().deploy(new Templates(Path.of("examples")).oneBackup("stuck", ROLE));
            account.cloudFormation().delete("stuck");

            Recording recording = account.recorder().recording("", List.of());

            assertThat(recording.stacks()).singleElement().satisfies(stack -> assertThat(stack.events())
                    .isEqualTo(events));
            List<ResourceHistory> resources = recording.stacks().get(0).resources();
            assertThat(resources).extracting(ResourceHistory::logicalId).containsExactly("Vault", "Backup");
            assertThat(calls(resources)).isEqualTo(received(account));
            ResourceHistory backup = resources.get(1);
            assertThat(backup.invocations())
                    .extracting(HandlerInvocation::action, HandlerInvocation::status)
                    .isEqualTo(logged());
            assertThat(backup.points()).singleElement().satisfies(point -> assertThat(point.statuses())
                    .extracting(PointStatuses.Since::status)
                    .containsExactly("COMPLETED", "DELETING", "EXPIRED"));
        }
    }

    private static List<String> calls(List<ResourceHistory> resources) {
        return resources.stream()
                .flatMap(resource -> resource.invocations().stream())
                .flatMap(invocation -> invocation.calls().stream())
                .map((BackupCall call) -> line(call.time(), call.operation(), call.answer()))
                .sorted()
                .toList();
    }

    private static List<String> received(DemoAccount account) {
        return account.backup().calls().stream()
                .map((CallRecord call) -> line(call.time(), call.operation().wireName(), call.outcome()))
                .sorted()
                .toList();
    }

    private static String line(Instant time, String operation, String outcome) {
        return time + " " + operation + " " + outcome;
    }

    /** The action and outcome of each line that the handler writes for an invocation. */
    private static List<Tuple> logged() throws IOException {
        return Files.readAllLines(WORK.resolve("community-backup-recoverypoint").resolve("handler.log")).stream()
                .filter(line -> line.startsWith("operation="))
                .map(line -> tuple(value(line, "operation"), value(line, "outcome")))
                .toList();
    }

    private static String value(String line, String key) {
        return line.replaceFirst("(?:.* )?" + key + "=([^ ]*).*", "$1");
    }
}
