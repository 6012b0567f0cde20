package community.backup.local.simulation;

import community.backup.local.awsbackup.JobView;
import community.backup.local.awsbackup.World;
import community.backup.local.cloudformation.StackEvent;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** The backups that the stacks of a life own, and the check that none of them is left at the end. */
final class OwnedBackups {
    private final World world;
    private final GroundTruth truth;
    private final Map<String, ResourceRun> creators = new HashMap<>();
    private final Set<String> retained = new HashSet<>();
    private final Set<String> ambiguous = new HashSet<>();

    OwnedBackups(GroundTruth truth) {
        this.world = truth.world();
        this.truth = truth;
    }

    /** Records that an operation has started a backup job. */
    void started(String jobId, ResourceRun by) {
        creators.put(jobId, by);
    }

    /** Whether a recovery point comes from a stack's backup job. */
    boolean owns(String arn) {
        return creators.keySet().stream()
                        .anyMatch(id -> world.job(id).pointArn().equals(arn))
                || world.point(arn)
                        .flatMap(point -> point.parentArn())
                        .filter(this::owns)
                        .isPresent();
    }

    void happened(StackEvent event) {
        // A failed deletion can be retried. A failed cleanup is not retried: its event is the only trace.
        if (event.status().equals("DELETE_SKIPPED") || event.status().equals("DELETE_FAILED")) {
            retained.add(event.physicalId());
            if (event.reason().contains(" Candidates: ")) {
                ambiguous.add(event.logicalId());
            }
        } else if (event.status().equals("DELETE_COMPLETE")) {
            retained.remove(event.physicalId());
        }
    }

    /** The resources with several candidates for their recovery point, between which only a person can decide. */
    Set<String> ambiguous() {
        return ambiguous;
    }

    /**
     * Checks the end of a life: every remaining backup must have been reported by CloudFormation as retained or as
     * failed to delete. Backups that CloudFormation cannot know are exempt.
     */
    void checkNothingLeft() {
        creators.forEach((id, by) -> {
            JobView job = world.job(id);
            boolean left = truth.willCreate(job) || world.exists(job.pointArn());
            boolean excused = retained.stream()
                            .anyMatch(physical -> physical.contains(id) || physical.endsWith("|" + job.pointArn()))
                    || !by.known();
            if (left && !excused) {
                throw new Violation(
                        "in the end no backup of a stack is left", Descriptions.of(job) + " by " + by.name());
            }
        });
    }
}
