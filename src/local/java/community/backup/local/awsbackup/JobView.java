package community.backup.local.awsbackup;

import java.time.Instant;
import java.util.Optional;

/**
 * The truth about a backup job, also after its record was forgotten.
 *
 * @param pointArn the recovery point that it makes, also while the API does not tell it
 * @param parentJobId the job of the composite that it makes a part of
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
