package community.backup.recoverypoint;

import community.backup.service.BackupJob;
import community.backup.service.DeletionAnswer;
import community.backup.service.JobStatus;
import community.backup.service.PointStatus;
import community.backup.service.RecoveryPoint;
import community.backup.service.RecoveryPoints;
import community.backup.wait.Decision;
import community.backup.wait.Deletion;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.cloudformation.proxy.HandlerErrorCode;

/**
 * What the job of a composite leaves if it ends without the composite: the nested recovery points whose own jobs were complete by then. No
 * document says that AWS Backup removes them, so the delete does. The parent in AWS Backup's report of a nested job proves that its
 * recovery point is one of them.
 */
final class UnfinishedComposite {
    private final Invocation invocation;
    private final BackupJob job;
    private final Map<String, Long> accepted;
    private final Map<String, Long> expiredSince;
    private final List<String> left = new ArrayList<>();
    private final List<RecoveryPoint> expired = new ArrayList<>();
    private int underWay;
    private int jobsUnderWay;
    /** What earlier invocations have counted in this pass. */
    private int leftBefore;

    private int busyBefore;
    private @Nullable String refusal;

    private UnfinishedComposite(Invocation invocation, BackupJob job) {
        this.invocation = invocation;
        this.job = job;
        CallbackContext context = invocation.state().context();
        this.accepted = new TreeMap<>(context.nestedAccepted() == null ? Map.of() : context.nestedAccepted());
        this.expiredSince = new TreeMap<>(context.nestedExpired() == null ? Map.of() : context.nestedExpired());
        if (context.pages() != null && context.pages().containsKey(RecoveryPoints.NESTED_JOBS)) {
            this.leftBefore = context.nestedFound() == null ? 0 : context.nestedFound();
            this.busyBefore = context.nestedBusy() == null ? 0 : context.nestedBusy();
        }
    }

    private int left() {
        return leftBefore + left.size();
    }

    private int busy() {
        return busyBefore + underWay + expired.size();
    }

    /**
     * Deletes what is left.
     *
     * @param job has ended without a recovery point of its own
     * @return empty if nothing is left
     */
    static Optional<Decision> delete(Invocation invocation, BackupJob job) {
        return job.parent() ? new UnfinishedComposite(invocation, job).delete() : Optional.empty();
    }

    private Optional<Decision> delete() {
        Iterator<List<BackupJob>> pages = invocation.points().nestedJobs(invocation.vaultName(), job.jobId());
        while (pages.hasNext()) {
            // What was asked for is checked: a filter that AWS Backup did not apply must not lead to another's backup.
            pages.next().stream()
                    .filter(nested -> job.jobId().equals(nested.parentJobId()))
                    .forEach(this::visit);
            invocation.state().note(each -> each.nestedFound(left())
                    .nestedBusy(busy())
                    .nestedExpired(expiredSince.isEmpty() ? null : Map.copyOf(expiredSince)));
        }
        return left() == 0 && busy() == 0 ? Optional.empty() : Optional.of(judge());
    }

    private void visit(BackupJob nested) {
        if (!nested.state().ended()) {
            // It ends after its parent, or makes a recovery point yet.
            underWay++;
            jobsUnderWay++;
            return;
        }
        String arn = nested.recoveryPointArn();
        boolean made = nested.state() == JobStatus.COMPLETED || nested.state() == JobStatus.PARTIAL;
        if (!made || arn == null) {
            return;
        }
        Long asked = accepted.get(arn);
        if (asked == null) {
            ask(arn);
        } else {
            look(arn, asked);
        }
    }

    private void ask(String arn) {
        DeletionAnswer answer = invocation.points().delete(invocation.vaultName(), arn);
        if (answer instanceof DeletionAnswer.Missing) {
            return;
        }
        left.add(arn);
        if (answer instanceof DeletionAnswer.Accepted) {
            underWay++;
            accepted.put(arn, invocation.state().nowMillis());
            invocation.state().note(each -> each.nestedAccepted(Map.copyOf(accepted)));
        } else if (answer instanceof DeletionAnswer.Refused refused && !accepted.containsKey(arn)) {
            refusal = refused.message();
        } else {
            // After an accepted request, a refused repetition does not cancel the first one.
            underWay++;
        }
    }

    private void look(String arn, Long asked) {
        Optional<RecoveryPoint> seen = invocation.points().find(invocation.vaultName(), arn);
        if (seen.isEmpty()) {
            // The look can be one from before it was made. The answer to a request is no such look.
            ask(arn);
            return;
        }
        RecoveryPoint point = seen.get();
        if (point.status() == PointStatus.EXPIRED) {
            left.add(arn);
            expiredSince.putIfAbsent(arn, invocation.state().nowMillis());
            expired.add(point);
            return;
        }
        expiredSince.remove(arn);
        if (Deletion.ask(invocation.state().since(asked), point.statusText())) {
            ask(arn);
        } else {
            left.add(arn);
            underWay++;
        }
    }

    private Decision judge() {
        boolean lastChance = invocation.watch().lastChance();
        for (RecoveryPoint point : expired) {
            Duration since = invocation.state().since(expiredSince.get(point.arn()));
            Decision decision = Deletion.judge(
                    Optional.of(point),
                    invocation.state().since(accepted.get(point.arn())),
                    since == null ? Duration.ZERO : since,
                    // Whether it was EXPIRED before the request is not kept, so it gets the longer grace.
                    true,
                    invocation.watch().elapsed(),
                    lastChance);
            if (decision instanceof Decision.Failed) {
                return decision;
            }
        }
        boolean stuck = busy() == 0;
        invocation.state().noteStatus(stuck ? "nothing nested under way" : "nested recovery points under way");
        if (lastChance || (stuck && invocation.state().inStatus().compareTo(Deletion.GRACE) >= 0)) {
            return new Decision.Failed(HandlerErrorCode.NotStabilized, failure());
        }
        return new Decision.Wait(
                "Backup job %s ended as %s without its composite; %d recovery points that were to be nested in it are being deleted, %d jobs are under way"
                        .formatted(job.jobId(), job.stateText(), left(), jobsUnderWay));
    }

    private String failure() {
        // What earlier invocations have counted in this pass is not named.
        String named = left.stream().limit(3).map(arn -> " " + arn).collect(Collectors.joining(","));
        return "Backup job %s ended as %s without its composite, and %d recovery points that were to be nested in it are left%s.%s Delete them, then delete the stack again."
                .formatted(
                        job.jobId(),
                        job.stateText(),
                        left(),
                        named.isEmpty() ? "" : ", such as" + named,
                        refusal == null ? "" : " " + refusal);
    }
}
