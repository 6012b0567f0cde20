package community.backup.recoverypoint;

import community.backup.failure.FailureCode;
import community.backup.service.BackupJob;
import community.backup.service.JobStatus;
import community.backup.service.RecoveryPoint;
import community.backup.service.RecoveryPoints;
import community.backup.wait.Decision;
import community.backup.wait.Deletion;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * Deletes the nested recovery points that remain if a composite's backup job ends without the composite. Nested jobs that completed before
 * have made recovery points, and AWS does not document whether AWS Backup removes them. The parent id in AWS Backup's report of a nested
 * job proves that its recovery point belongs to the composite.
 */
final class UnfinishedComposite {
    /**
     * For how long after the end of the composite's job a list may not show a nested job: reads can be two minutes old, and AWS Backup's
     * clock can differ by a minute.
     */
    private static final Duration NOT_LISTED = Deletion.GRACE.plusMinutes(1);

    private final Invocation invocation;
    private final BackupJob job;
    private final NestedRequests requests;

    private UnfinishedComposite(Invocation invocation, BackupJob job) {
        this.invocation = invocation;
        this.job = job;
        this.requests = new NestedRequests(invocation, RecoveryPoints.NESTED_JOBS);
    }

    /**
     * Deletes the remaining recovery points.
     *
     * @param job a job that has ended without a recovery point of its own
     * @return empty if none remain, or if the job is not a composite's
     */
    static Optional<Decision> delete(Invocation invocation, BackupJob job) {
        return job.parent() ? new UnfinishedComposite(invocation, job).delete() : Optional.empty();
    }

    private Optional<Decision> delete() {
        Iterator<List<BackupJob>> pages = invocation.points().nestedJobs(invocation.vaultName(), job.jobId());
        while (pages.hasNext()) {
            pages.next().stream()
                    // If AWS Backup ignored the filter, this must not delete other recovery points.
                    .filter(nested -> job.jobId().equals(nested.parentJobId()))
                    .forEach(this::visit);
            requests.keepCounts();
        }
        if (requests.found() > 0 || requests.busy() > 0) {
            return Optional.of(decide());
        }
        return mayBeUnlisted() && !invocation.watch().isLastPoll()
                ? Optional.of(new Decision.Wait(
                        "Backup job %s ended as %s; a later list will confirm that no nested recovery points remain"
                                .formatted(job.jobId(), job.stateText())))
                : Optional.empty();
    }

    private boolean mayBeUnlisted() {
        return job.completedAt() == null
                || invocation.watch().since(job.completedAt()).compareTo(NOT_LISTED) < 0;
    }

    private void visit(BackupJob nested) {
        if (!nested.state().ended()) {
            requests.countRunningJob();
            return;
        }
        String arn = nested.recoveryPointArn();
        boolean made = nested.state() == JobStatus.COMPLETED || nested.state() == JobStatus.PARTIAL;
        if (!made || arn == null) {
            return;
        }
        Optional<RecoveryPoint> seen = invocation.points().find(invocation.vaultName(), arn);
        if (seen.isPresent()) {
            requests.visit(seen.get());
        } else {
            requests.confirmGone(arn);
        }
    }

    private Decision decide() {
        Optional<Decision> failure = requests.failure();
        if (failure.isPresent()) {
            return failure.get();
        }
        // A refusal for good does not keep the other recovery points, because no composite needs them.
        boolean stuck = requests.isStuck() || (requests.refusedForGood() && requests.busy() == 0);
        if (stuck || invocation.watch().isLastPoll()) {
            return new Decision.Failed(
                    FailureCode.NESTED,
                    "Backup job %s ended as %s without its composite recovery point, and %d nested recovery points remain.%s%s Delete them, then delete the stack again."
                            .formatted(
                                    job.jobId(),
                                    job.stateText(),
                                    requests.found(),
                                    requests.refusal() == null ? "" : " " + requests.refusal(),
                                    requests.acceptedRequests()));
        }
        return new Decision.Wait(
                "Backup job %s ended as %s without its composite recovery point; %d nested recovery points remain, %d deletions and jobs are running"
                        .formatted(job.jobId(), job.stateText(), requests.found(), requests.busy()));
    }
}
