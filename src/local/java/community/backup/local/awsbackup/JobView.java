package community.backup.local.awsbackup;

import java.time.Instant;
import java.util.Optional;

/**
 * The actual state of a backup job, even after AWS Backup has deleted its record.
 *
 * @param pointArn the ARN of the recovery point that it makes, even while the API does not return it
 * @param parentJobId the job of the composite, if this job makes a nested recovery point
 * @param end when it ended or will end, as planned
 */
public record JobView(
        String id,
        String vault,
        ProtectedResourceType type,
        String resourceArn,
        JobState state,
        Optional<String> statusMessage,
        Instant created,
        Instant end,
        String pointArn,
        Optional<String> parentJobId) {

    static JobView of(StoredJob job, StoredJob.JobPhase phase) {
        return new JobView(
                job.id,
                job.request.vault().name,
                job.request.type(),
                job.request.resourceArn(),
                phase.state(),
                Optional.ofNullable(phase.message()),
                job.created,
                job.end,
                job.point.arn,
                Optional.ofNullable(job.parentJobId));
    }
}
