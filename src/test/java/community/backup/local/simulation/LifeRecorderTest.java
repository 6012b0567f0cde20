package community.backup.local.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import community.backup.local.cloudformation.StackEvent;
import community.backup.local.report.Check;
import community.backup.local.report.ExternalEvent;
import community.backup.local.report.HandlerInvocation;
import community.backup.local.report.Recording;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Compares the recording of a life with the observer's counts and with its event log. */
@NullMarked
class LifeRecorderTest {
    private static final Pattern EVENT = Pattern.compile(" d [0-9:]{8}  CloudFormation +([^ ]+ [A-Z_]+)");

    private static List<HandlerInvocation> ofRecoveryPoints(Recording recording) {
        return recording.stacks().stream()
                .flatMap(stack -> stack.resources().stream())
                .filter(resource -> !resource.type().equals("AWS::Backup::BackupVault"))
                .flatMap(resource -> resource.invocations().stream())
                .toList();
    }

    @ParameterizedTest
    @ValueSource(longs = {7, 42, 84, 4711})
    void every_invocation_and_every_call_is_recorded_and_every_event(long seed) {
        Life life = new Life(seed, null, true);
        assertThat(Simulation.run(life, seed)).isNull();

        Recording recording = life.recording(seed, null);

        List<HandlerInvocation> invocations = ofRecoveryPoints(recording);
        assertThat(invocations).hasSize((int) life.coverage().counted("invocations"));
        assertThat(invocations.stream()
                        .mapToLong(invocation -> invocation.calls().size())
                        .sum())
                .isEqualTo(life.coverage().counted("calls"));
        assertThat(events(recording)).containsAll(eventsIn(life.eventLog()));
        assertThat(recording.checks()).extracting(Check::held).containsExactly(true);
    }

    private static List<String> events(Recording recording) {
        return recording.stacks().stream()
                .flatMap(stack -> stack.events().stream())
                .map((StackEvent event) -> event.stackName() + "." + event.logicalId() + " " + event.status())
                .toList();
    }

    private static List<String> eventsIn(List<String> log) {
        List<String> events = log.stream()
                .flatMap(line -> EVENT.matcher(line).results())
                .map(event -> event.group(1))
                .toList();
        assertThat(events).isNotEmpty();
        return events;
    }

    @Test
    void what_goes_wrong_is_told_where_it_does() {
        Life life = new Life(84, null, true);
        assertThat(Simulation.run(life, 84)).isNull();

        Recording recording = life.recording(84, null);

        assertThat(recording.externalEvents()).extracting(ExternalEvent::actor).contains("the user", "the simulation");
        assertThat(ofRecoveryPoints(recording))
                .flatExtracting(HandlerInvocation::calls)
                .anySatisfy(call -> assertThat(call.fault()).isNotEmpty());
    }

    @Test
    void a_promise_that_was_not_kept_is_a_check_that_failed() {
        Life life = new Life(84, null, true);
        Simulation.run(life, 84);
        Violation violation = new Violation("a delete succeeds only if the recovery point is gone", "R1");

        Recording recording = life.recording(84, new Simulation.Failure(84, violation, Set.of()));

        assertThat(recording.checks())
                .containsExactly(new Check(
                        "a delete succeeds only if the recovery point is gone",
                        "state of the local AWS Backup",
                        false,
                        "a delete succeeds only if the recovery point is gone: R1"));
    }
}
