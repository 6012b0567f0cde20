package community.backup.local.awsbackup;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A backup job, its plan and the recovery point that it makes. */
final class StoredJob {
    final String id;
    final Request request;
    final Instant created;
    final Instant startBy;
    final Timeline<JobPhase> timeline = new Timeline<>();
    final List<StoredJob> children = new ArrayList<>();

    /** The recovery point that the job makes, or would have made. */
    final StoredPoint point;

    @Nullable String parentJobId;
    /** When the work begins. Like {@link #end}, it is a plan that can change. */
    Instant begin;

    Instant end;

    StoredJob(String id, Request request, Instant created, StoredPoint point) {
        this.id = id;
        this.request = request;
        this.created = created;
        this.startBy = created.plus(request.startWindow);
        this.point = point;
        this.begin = created;
        this.end = created;
    }

    /** The parameters of the job. */
    record Request(
            Vault vault,
            ProtectedResourceType type,
            String resourceArn,
            String roleArn,
            Duration startWindow,
            Optional<Duration> completeWindow,
            LifecycleRule lifecycle,
            Map<String, String> tags,
            Map<String, String> options,
            Optional<MoveDestination> destination,
            Optional<BackupPlan.Origin> origin) {}

    /** The logically air-gapped vault to which AWS Backup moves the recovery point when it is complete. */
    record MoveDestination(Vault vault, LifecycleRule lifecycle) {}

    /** The state and message of a job, which change. */
    record JobPhase(JobState state, @Nullable String message) {}

    /** The recovery point's ARN, or null if AWS Backup does not return it in this phase. */
    @Nullable String pointArn(JobPhase phase) {
        boolean known = request.type.is(ProtectedResourceType.Trait.ARN_AT_ONCE)
                ? phase.state.active() || phase.state.leavesPoint()
                : phase.state.leavesPoint();
        return known ? point.arn : null;
    }

    /** An item of ListBackupJobs. */
    Shape item(JobPhase phase, Instant time, String accountId, boolean tellsArnEarly) {
        boolean tellsArn = tellsArnEarly || phase.state.leavesPoint();
        return shape(phase, time, accountId, tellsArn ? pointArn(phase) : null);
    }

    private Shape shape(JobPhase phase, Instant time, String accountId, @Nullable String pointArn) {
        boolean over = !phase.state.active();
        return new Shape()
                .with("AccountId", accountId)
                .with("BackupJobId", id)
                .with("BackupVaultName", request.vault.name)
                .with("BackupVaultArn", request.vault.arn)
                .with("VaultType", request.vault.type.name())
                .with("RecoveryPointArn", pointArn)
                .with("RecoveryPointLifecycle", request.lifecycle.toShape())
                .with("EncryptionKeyArn", request.vault.keyArn)
                .with("IsEncrypted", true)
                .with("ResourceArn", request.resourceArn)
                .with("ResourceType", request.type.wireName())
                .with("ResourceName", ArnForm.nameOf(request.resourceArn))
                .with("CreationDate", created)
                .with("InitiationDate", created)
                .with("CompletionDate", over ? end : null)
                .with("ExpectedCompletionDate", over ? null : end)
                .with("StartBy", startBy)
                .with("State", phase.state)
                .with("StatusMessage", phase.message)
                .with("MessageCategory", category(phase))
                .with("PercentDone", percentDone(phase, time))
                .with("BackupSizeInBytes", phase.state.leavesPoint() ? point.bytes : null)
                .with("BytesTransferred", phase.state.leavesPoint() ? point.bytes : null)
                .with("IamRoleArn", request.roleArn)
                .with("BackupOptions", request.options.isEmpty() ? null : request.options)
                .with("CreatedBy", BackupPlan.Origin.shape(request.origin))
                .with("ParentJobId", parentJobId)
                .with("IsParent", point.parent());
    }

    /** The answer of DescribeBackupJob. */
    Shape describe(JobPhase phase, Instant time, String accountId) {
        Shape shape = shape(phase, time, accountId, pointArn(phase));
        if (point.parent()) {
            Map<String, Long> states = new TreeMap<>();
            for (StoredJob child : children) {
                child.timeline.at(time).ifPresent(p -> states.merge(p.state.name(), 1L, Long::sum));
            }
            shape.with("NumberOfChildJobs", children.size()).with("ChildJobsInState", states);
        }
        return shape;
    }

    /** The category of its message; null while the job runs. */
    static @Nullable String category(JobPhase phase) {
        if (phase.state.active()) {
            return null;
        }
        return phase.state.leavesPoint() ? "SUCCESS" : phase.state == JobState.FAILED ? "FAILURE" : phase.state.name();
    }

    /** A number with one decimal, as text. */
    private String percentDone(JobPhase phase, Instant time) {
        if (phase.state.leavesPoint()) {
            return "100.0";
        }
        if (phase.state != JobState.RUNNING) {
            return "0.0";
        }
        double part = (double) Duration.between(begin, time).toMillis()
                / Math.max(1, Duration.between(begin, end).toMillis());
        return String.valueOf(Math.floor(Math.min(0.99, part) * 100));
    }
}
