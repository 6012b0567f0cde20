package community.backup.wait;

import community.backup.failure.AwsText;
import community.backup.failure.ErrorTable;
import community.backup.failure.FailureCode;
import community.backup.service.BackupJob;
import community.backup.service.JobStatus;
import java.time.Duration;

/** Decides what the status of a backup job means for the recovery point that the job makes. */
public final class Creation {
    private Creation() {}

    /**
     * Decides after a poll of the job. {@link Decision.Done} means that the job has made its recovery point.
     *
     * @param elapsed the time since the operation began
     * @param isLastPoll whether no time is left for another poll
     */
    public static Decision judge(BackupJob job, Duration elapsed, boolean isLastPoll) {
        if (job.state() == JobStatus.COMPLETED && job.recoveryPointArn() != null) {
            return new Decision.Done();
        }
        if (job.state().ended() && job.state() != JobStatus.COMPLETED) {
            return new Decision.Failed(FailureCode.JOB_FAILED, ended(job));
        }
        if (isLastPoll) {
            return new Decision.Failed(
                    FailureCode.TIMED_OUT,
                    "%s is not done after %s: %s. Back up less at once, or import the recovery point by its ARN when AWS Backup has made it."
                            .formatted(name(job), Elapsed.text(elapsed), progress(job)));
        }
        return new Decision.Wait(name(job) + " is under way: " + progress(job) + " after " + Elapsed.text(elapsed));
    }

    private static String ended(BackupJob job) {
        String said = job.statusMessage() == null ? "" : job.statusMessage().replaceFirst("\\.$", "");
        return "%s ended as %s: %s. %s"
                .formatted(
                        name(job),
                        job.stateText(),
                        said.isEmpty() ? "AWS Backup gives no reason" : AwsText.of(said),
                        ErrorTable.roleNotAssumed(said)
                                ? "If the role was made just now, create the stack again. Otherwise check that IamRoleArn is right and that its trust policy names backup.amazonaws.com."
                                : "Correct the cause, for example IamRoleArn, ResourceArn or StartWindowMinutes, then create the resource again.");
    }

    private static String name(BackupJob job) {
        return "Backup job " + job.jobId() + (job.resourceArn() == null ? "" : " of " + job.resourceArn());
    }

    private static String progress(BackupJob job) {
        return job.stateText() + (job.percentDone() == null ? "" : " " + job.percentDone() + " %");
    }
}
