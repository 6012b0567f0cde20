package community.backup.local.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import community.backup.local.awsbackup.Alternative;
import community.backup.local.awsbackup.JobView;
import community.backup.local.awsbackup.PointStatus;
import community.backup.local.awsbackup.PointView;
import community.backup.local.awsbackup.World;
import community.backup.local.cloudformation.resource.Action;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** What is so, whatever anybody says: which recovery point a request is about, and what has become of it. */
final class Truth {
    private final World world;

    Truth(World world) {
        this.world = world;
    }

    /**
     * What a request is about.
     *
     * @param arn of the recovery point; empty where it can never have one, as where no job was started
     * @param job the backup job that makes it, where there is one
     */
    record Target(Optional<String> arn, Optional<JobView> job) {
        static final Target NONE = new Target(Optional.empty(), Optional.empty());

        @Override
        public String toString() {
            return job.map(Descriptions::of).or(() -> arn).orElse("no recovery point");
        }
    }

    /** The recovery point that an invocation is about. */
    Target target(Invocation invocation) {
        JsonNode properties = invocation.properties();
        if (invocation.action() == Action.CREATE) {
            return world.jobStartedWith(invocation.request().path("bearerToken").asText())
                    .map(Truth::made)
                    .orElse(Target.NONE);
        }
        String id = properties
                .path("RecoveryPointId")
                .asText(properties.path("RecoveryPointArn").asText(""));
        if (id.startsWith("backup-job/")) {
            return world.findJob(id.split("/", -1)[1]).map(Truth::made).orElse(Target.NONE);
        }
        if (id.isEmpty()) {
            return Target.NONE;
        }
        return new Target(Optional.of(id), world.jobThatMakes(id));
    }

    private static Target made(JobView job) {
        return new Target(Optional.of(job.pointArn()), Optional.of(job));
    }

    /** Whether the target's recovery point is yet to come, or would be. */
    boolean coming(Target target) {
        return target.job().filter(this::willMake).isPresent();
    }

    /** Whether a job is under way, and has a vault to put its recovery point into. */
    boolean willMake(JobView job) {
        return job.state().active() && exists(job.vault());
    }

    /** Whether the target exists, or is about to. */
    boolean exists(Target target) {
        return coming(target) || target.arn().filter(world::exists).isPresent();
    }

    /** Whether AWS Backup may still show the target's recovery point, though it is gone. */
    boolean lingers(Target target, Instant now) {
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
     * Whether a vault holds a recovery point that the job can have made: an on-demand backup, neither a copy nor nested.
     *
     * @param resourceArn the job's resource; empty where the request does not tell it
     */
    boolean holdsCandidate(JobView job, String resourceArn) {
        return exists(job.vault())
                && world.pointsIn(job.vault()).stream()
                        .anyMatch(point -> point.sourceVaultArn().isEmpty()
                                && point.parentArn().isEmpty()
                                && (resourceArn.isEmpty() || point.resourceArn().equals(resourceArn)));
    }

    Optional<PointView> point(Target target) {
        return target.arn().flatMap(world::point);
    }

    boolean exists(String vault) {
        return world.vaults().contains(vault);
    }

    /** The target and all that is nested in it now. */
    Set<String> family(Target target) {
        return target.arn().map(this::family).orElse(Set.of());
    }

    /** A recovery point and all that is nested in it, also where it is gone itself: a look may show it still. */
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
                .filter(moment ->
                        moment.status().filter(PointStatus.EXPIRED::equals).isPresent())
                .map(moment -> Duration.between(moment.from(), now))
                .findFirst()
                .orElse(Duration.ZERO);
    }

    /** Whether anything of the target is EXPIRED. */
    boolean expired(Set<String> family) {
        return family.stream()
                .flatMap(arn -> world.point(arn).stream())
                .anyMatch(point -> point.status() == PointStatus.EXPIRED);
    }

    World world() {
        return world;
    }
}
