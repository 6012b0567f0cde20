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

/** Records a life: with the handlers' invocations, also those of which CloudFormation does not know how they ended. */
final class Chronicle implements StackEventListener {
    /** Those whose doings no event and no invocation shows. */
    private static final Set<String> OUTSIDERS = Set.of("the user", "somebody", "everybody", "the network");

    private final Recorder recorder;
    private final List<Invocation> invocations = new ArrayList<>();

    Chronicle(Clock clock, LocalAwsBackup backup) {
        recorder = new Recorder(clock, backup);
    }

    /** Hears what the story tells. */
    void told(String who, String what) {
        if (OUTSIDERS.contains(who)) {
            recorder.remark(who, what);
        }
    }

    /** Sees an invocation that begins. */
    void witness(Invocation invocation) {
        invocations.add(invocation);
    }

    @Override
    public void happened(StackEvent event) {
        recorder.happened(event);
    }

    /** The same type, with a handler whose invocations are recorded. */
    ResourceType recorded(ResourceType type) {
        return recorder.recorded(type);
    }

    /** All that happened, when the life is over. */
    Recording recording(long seed, Simulation.@Nullable Failure failure) {
        invocations.stream().map(Chronicle::recorded).forEach(recorder::invoked);
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

    private static HandlerInvocation recorded(Invocation invocation) {
        List<BackupCall> calls = invocation.calls().stream().map(Chronicle::recorded).toList();
        // One that died ended with its last call, as far as anybody can tell.
        Instant end = invocation.anyAnswer().isPresent() || calls.isEmpty()
                ? invocation.end()
                : calls.get(calls.size() - 1).time();
        String note = invocation.undisturbed() ? "The same invocation once more, beside the first" : invocation.lostBecause();
        return HandlerInvocation.of(
                invocation.request(), invocation.begin(), end, invocation.anyAnswer().orElse(null), note, calls);
    }

    private static BackupCall recorded(Invocation.Call call) {
        return new BackupCall(
                call.operation().wireName(),
                call.subject().isEmpty() ? call.vault() : call.subject(),
                call.at(),
                call.told(),
                call.status(),
                call.effect(),
                call.fault());
    }
}
