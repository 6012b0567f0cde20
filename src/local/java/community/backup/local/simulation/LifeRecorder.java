package community.backup.local.simulation;

import community.backup.local.awsbackup.LocalAwsBackup;
import community.backup.local.cloudformation.StackEvent;
import community.backup.local.cloudformation.StackEventListener;
import community.backup.local.cloudformation.resource.ResourceType;
import community.backup.local.report.BackupCall;
import community.backup.local.report.Check;
import community.backup.local.report.HandlerInvocation;
import community.backup.local.report.Recorder;
import community.backup.local.report.Recording;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Records a life. The recording includes invocations without an answer to CloudFormation. */
final class LifeRecorder implements StackEventListener {
    /** The actors whose actions appear in no stack event and no invocation. */
    private static final Set<String> EXTERNAL_ACTORS =
            Set.of("the user", OtherActors.NAME, "the simulation", "the network");

    private final Recorder recorder;
    private final List<SimulatedInvocation> invocations = new ArrayList<>();

    LifeRecorder(Clock clock, LocalAwsBackup backup) {
        recorder = new Recorder(clock, backup);
    }

    /** Records an action of the event log, if nothing else shows it. */
    void logged(String actor, String action) {
        if (EXTERNAL_ACTORS.contains(actor)) {
            recorder.external(actor, action);
        }
    }

    /** Records an invocation. The caller does this when the invocation begins. */
    void began(SimulatedInvocation invocation) {
        invocations.add(invocation);
    }

    @Override
    public void happened(StackEvent event) {
        recorder.happened(event);
    }

    /** Returns the type with a handler whose invocations are recorded. */
    ResourceType recorded(ResourceType type) {
        return recorder.recorded(type);
    }

    /** The complete recording, at the end of the life. */
    Recording recording(long seed, Simulation.@Nullable Failure failure) {
        invocations.stream().map(LifeRecorder::recorded).forEach(recorder::invoked);
        invocations.clear();
        Check check = failure == null
                ? new Check("every promise was kept", "state of the local AWS Backup", true, "")
                : new Check(
                        failure.violation().promise(),
                        "state of the local AWS Backup",
                        false,
                        String.valueOf(failure.violation().getMessage()));
        return recorder.recording("The life of seed " + seed, List.of(check));
    }

    private static HandlerInvocation recorded(SimulatedInvocation invocation) {
        List<BackupCall> calls =
                invocation.calls().stream().map(LifeRecorder::recorded).toList();
        // If the process died, its last call is the last known time.
        Instant end = invocation.anyAnswer().isPresent() || calls.isEmpty()
                ? invocation.end()
                : calls.get(calls.size() - 1).time();
        String note =
                invocation.undisturbed() ? "The same invocation once more, beside the first" : invocation.lostBecause();
        return HandlerInvocation.of(
                invocation.request(),
                invocation.begin(),
                end,
                invocation.anyAnswer().orElse(null),
                note,
                calls);
    }

    private static BackupCall recorded(SimulatedInvocation.ObservedCall call) {
        return new BackupCall(
                call.operation().wireName(),
                call.subject().isEmpty() ? call.vault() : call.subject(),
                call.at(),
                call.answer(),
                call.status(),
                call.effect(),
                call.fault());
    }
}
