package community.backup.local.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import community.backup.local.awsbackup.Alternative;
import community.backup.local.awsbackup.JobView;
import community.backup.local.awsbackup.PointView;
import community.backup.local.awsbackup.StoredPointStatus;
import community.backup.local.awsbackup.World;
import community.backup.local.cloudformation.resource.Action;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The actual state of AWS Backup, independent of API responses: the recovery point of a request, and its status. */
final class GroundTruth {
    private final World world;

    GroundTruth(World world) {
        this.world = world;
    }

    /**
     * The recovery point of a request.
     *
     * @param arn the ARN of the recovery point; empty if there will never be one, for example because no job was
     *     started
     * @param job the backup job that creates it, if any
     */
    record TargetPoint(Optional<String> arn, Optional<JobView> job) {
        static final TargetPoint NONE = new TargetPoint(Optional.empty(), Optional.empty());

        @Override
        public String toString() {
            return job.map(Descriptions::of).or(() -> arn).orElse("no recovery point");
        }
    }

    /** The recovery point of an invocation. */
    TargetPoint target(SimulatedInvocation invocation) {
        JsonNode properties = invocation.properties();
        if (invocation.action() == Action.CREATE) {
            return world.jobStartedWith(invocation.request().path("bearerToken").asText())
                    .map(GroundTruth::ofJob)
                    .orElse(TargetPoint.NONE);
        }
        String id = properties
                .path("RecoveryPointId")
                .asText(properties.path("RecoveryPointArn").asText(""));
        if (id.startsWith("backup-job/")) {
            return world.findJob(id.split("/", -1)[1]).map(GroundTruth::ofJob).orElse(TargetPoint.NONE);
        }
        if (id.isEmpty()) {
            return TargetPoint.NONE;
        }
        return new TargetPoint(Optional.of(id), world.jobThatMakes(id));
    }

    private static TargetPoint ofJob(JobView job) {
        return new TargetPoint(Optional.of(job.pointArn()), Optional.of(job));
    }

    /** Whether a running job will create the target's recovery point. */
    boolean willExist(TargetPoint target) {
        return target.job().filter(this::willCreate).isPresent();
    }

    /** Whether a job is running and its vault exists. */
    boolean willCreate(JobView job) {
        return job.state().active() && exists(job.vault());
    }

    /** Whether the target exists, or a running job will create it. */
    boolean exists(TargetPoint target) {
        return willExist(target) || target.arn().filter(world::exists).isPresent();
    }

    /** The nested jobs of the target's job. */
    Stream<JobView> nestedJobs(TargetPoint target) {
        return target.job().stream().flatMap(job -> world.jobs().stream()
                .filter(nested -> nested.parentJobId().filter(job.id()::equals).isPresent()));
    }

    /** The recovery points of nested jobs, if the composite's job ended without the composite. */
    List<PointView> nestedInUnfinished(TargetPoint target) {
        boolean unfinished = target.job()
                .filter(job -> !job.state().active() && !job.state().leavesPoint())
                .isPresent();
        return unfinished
                ? nestedJobs(target)
                        .flatMap(nested -> world.point(nested.pointArn()).stream())
                        .toList()
                : List.of();
    }

    /** Whether AWS Backup may still list the target's recovery point after its deletion. */
    boolean mayLinger(TargetPoint target, Instant now) {
        Instant since = now.minus(Duration.ofMinutes(1));
        return world.assumes(Alternative.REMOVED_POINTS_LINGER)
                && world.histories().stream()
                        .filter(history ->
                                target.arn().filter(history.arn()::equals).isPresent())
                        .anyMatch(history -> history.moments().stream()
                                .anyMatch(moment -> moment.status().isEmpty()
                                        && !moment.from().isBefore(since)));
    }

    /**
     * Whether a vault has a recovery point that the job can have created: an on-demand backup that is neither a copy
     * nor nested.
     *
     * @param resourceArn the ARN of the job's resource; empty if the request does not name it
     */
    boolean holdsCandidate(JobView job, String resourceArn) {
        return exists(job.vault())
                && world.pointsIn(job.vault()).stream()
                        .anyMatch(point -> point.sourceVaultArn().isEmpty()
                                && point.parentArn().isEmpty()
                                && (resourceArn.isEmpty() || point.resourceArn().equals(resourceArn)));
    }

    Optional<PointView> point(TargetPoint target) {
        return target.arn().flatMap(world::point);
    }

    boolean exists(String vault) {
        return world.vaults().contains(vault);
    }

    /** The target and the recovery points nested in it now. */
    Set<String> family(TargetPoint target) {
        return target.arn().map(this::family).orElse(Set.of());
    }

    /**
     * A recovery point and the recovery points nested in it, even if it no longer exists: a stale read can still return
     * it.
     */
    Set<String> family(String arn) {
        Set<String> family = new LinkedHashSet<>();
        collect(arn, family);
        return family;
    }

    private void collect(String arn, Set<String> family) {
        if (family.add(arn)) {
            world.nestedIn(arn).forEach(nested -> collect(nested, family));
        }
    }

    /** For how long a recovery point has been EXPIRED; zero if it is not. */
    Duration expiredFor(String arn, Instant now) {
        return world.histories().stream()
                .filter(history ->
                        history.arn().equals(arn) && !history.moments().isEmpty())
                .map(history -> history.moments().get(history.moments().size() - 1))
                .filter(moment -> moment.status()
                        .filter(StoredPointStatus.EXPIRED::equals)
                        .isPresent())
                .map(moment -> Duration.between(moment.from(), now))
                .findFirst()
                .orElse(Duration.ZERO);
    }

    /** Whether any of these recovery points is EXPIRED. */
    boolean expired(Set<String> family) {
        return family.stream()
                .flatMap(arn -> world.point(arn).stream())
                .anyMatch(point -> point.status() == StoredPointStatus.EXPIRED);
    }

    World world() {
        return world;
    }
}
