package community.backup.local.simulation;

import community.backup.local.awsbackup.JobView;
import community.backup.local.awsbackup.World;
import community.backup.local.cloudformation.StackEvent;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** What the stacks of a life have made, and what in the end is left of it. */
final class Estate {
    private final World world;
    private final Truth truth;
    private final Map<String, ResourceRun> makers = new HashMap<>();
    private final Set<String> letGo = new HashSet<>();
    private final Set<String> unclear = new HashSet<>();

    Estate(Truth truth) {
        this.world = truth.world();
        this.truth = truth;
    }

    /** An operation has started a backup job. */
    void made(String jobId, ResourceRun by) {
        makers.put(jobId, by);
    }

    /** Whether a stack has made a recovery point. */
    boolean owns(String arn) {
        return makers.keySet().stream().anyMatch(id -> world.job(id).pointArn().equals(arn))
                || world.point(arn)
                        .flatMap(point -> point.parentArn())
                        .filter(this::owns)
                        .isPresent();
    }

    void happened(StackEvent event) {
        // A deletion that failed may be tried again; after a clean-up that failed it is not, and the event is all there
        // is.
        if (event.status().equals("DELETE_SKIPPED") || event.status().equals("DELETE_FAILED")) {
            letGo.add(event.physicalId());
            if (event.reason().contains(" Candidates: ")) {
                unclear.add(event.logicalId());
            }
        } else if (event.status().equals("DELETE_COMPLETE")) {
            letGo.remove(event.physicalId());
        }
    }

    /** The resources of which nobody can tell which recovery point they are: a person has to. */
    Set<String> unclear() {
        return unclear;
    }

    /** In the end nothing is left of what stacks have made, but for what CloudFormation let go of, and said so. */
    void check() {
        makers.forEach((id, by) -> {
            JobView job = world.job(id);
            boolean left = truth.willMake(job) || world.exists(job.pointArn());
            boolean excused = letGo.stream()
                            .anyMatch(physical -> physical.contains(id) || physical.endsWith("|" + job.pointArn()))
                    || !by.known();
            if (left && !excused) {
                throw new Violation(
                        "in the end nothing is left of what a stack has made", Descriptions.of(job) + " by " + by.name());
            }
        });
    }
}
