package community.backup.local.awsbackup;

import static community.backup.local.awsbackup.ProtectedResourceType.Trait.ARN_AT_ONCE;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Decides the whole course of a backup job when the job starts. A later stop or failure replaces this plan. */
final class JobPlanner {
    private static final Duration ABORT_TAKES = Duration.ofSeconds(10);

    private final Store store;

    JobPlanner(Store store) {
        this.store = store;
    }

    StoredJob plan(StoredJob.Request request, Instant created) {
        StoredJob job = newJob(request, created);
        StoredJob.JobPhase last = schedule(job);
        boolean whole = true;
        for (ResourceMember member : last.state().leavesPoint() ? members(request) : List.<ResourceMember>of()) {
            whole &= addChild(job, member).state().leavesPoint();
        }
        end(job, job.end, whole ? last : new StoredJob.JobPhase(JobState.PARTIAL, "Some nested backup jobs failed."));
        request.destination().ifPresent(destination -> moveOn(job, destination));
        return job;
    }

    /**
     * If another service stores a type's recovery points, AWS Backup copies the new one to the air-gapped vault and
     * removes the original.
     */
    private void moveOn(StoredJob job, StoredJob.MoveDestination to) {
        Instant copied = job.end.plus(store.backupTakes(job.request.type()));
        job.point.at(copied).ifPresent(state -> {
            PointPlacement.copy(
                    store, job.point, to.vault(), job.request.roleArn(), to.lifecycle(), store.ids.uuid(), copied);
            Removal.start(store, job.point, state, copied, Optional.empty());
        });
    }

    private StoredJob newJob(StoredJob.Request request, Instant created) {
        String uuid = store.ids.uuid();
        String id = store.assumes(Alternative.LOWER_CASE_JOB_IDS) ? uuid : uuid.toUpperCase(Locale.ROOT);
        String arn = newArn(request, id, created);
        StoredJob job = new StoredJob(id, request, created, store.newPoint(request, arn, created));
        store.jobs.put(id, job);
        return job;
    }

    /**
     * The varying part of some ARNs is only the resource's name and the second. If an ARN is taken, this tries the next
     * second.
     */
    private String newArn(StoredJob.Request request, String jobId, Instant second) {
        ArnForm.PointOrigin origin = new ArnForm.PointOrigin(request.resourceArn(), "job", jobId, second);
        String arn = request.vault().arnForm(request.type()).make(store.account, store.ids, origin);
        return store.arns.add(arn) ? arn : newArn(request, jobId, second.plusSeconds(1));
    }

    /** Sets when the job begins and ends, and returns its final phase. */
    private StoredJob.JobPhase schedule(StoredJob job) {
        job.timeline.set(job.created, new StoredJob.JobPhase(JobState.CREATED, null));
        Instant free = store.jobs.values().stream()
                .filter(other -> other != job && other.request.resourceArn().equals(job.request.resourceArn()))
                .map(other -> other.end)
                .max(Comparator.naturalOrder())
                .orElse(Instant.MIN);
        Instant ready = job.created.plus(store.jobStartsAfter);
        job.begin = free.isAfter(ready) ? free : ready;
        job.end = job.begin.plus(store.backupTakes(job.request.type()));
        if (job.begin.isAfter(job.startBy)) {
            job.end = job.startBy;
            return new StoredJob.JobPhase(
                    JobState.EXPIRED, "Backup job failed because there was a running job for the same resource.");
        }
        Instant pending = job.begin.minus(store.jobsPendFor);
        if (pending.isBefore(job.begin) && pending.isAfter(job.created)) {
            job.timeline.set(pending, new StoredJob.JobPhase(JobState.PENDING, null));
        }
        job.timeline.set(job.begin, new StoredJob.JobPhase(JobState.RUNNING, null));
        Optional<Instant> completeBy = job.request.completeWindow().map(job.created::plus);
        if (completeBy.filter(job.end::isAfter).isPresent()) {
            job.end = completeBy.get();
            return new StoredJob.JobPhase(JobState.EXPIRED, "Backup job expired before completion.");
        }
        return outcome(job);
    }

    private StoredJob.JobPhase outcome(StoredJob job) {
        StoredJob.JobPhase arranged = store.nextEnds.remove(job.request.resourceArn());
        if (arranged != null) {
            return arranged;
        }
        String role = job.request.roleArn();
        if (!store.role(role).exists()) {
            job.end = job.begin;
            return new StoredJob.JobPhase(JobState.FAILED, DeleteBlocker.ROLE_GONE.message(role, job.point.arn, ""));
        }
        Vault.Lock lock = job.request.vault().lock;
        if (lock != null && !lock.admits(job.request.lifecycle())) {
            job.end = job.begin;
            return new StoredJob.JobPhase(
                    JobState.FAILED,
                    "Backup job failed. The retention specified in the job is not within the range specified for the "
                            + "target Backup Vault.");
        }
        return new StoredJob.JobPhase(JobState.COMPLETED, null);
    }

    private StoredJob.JobPhase addChild(StoredJob parent, ResourceMember member) {
        StoredJob.Request of = parent.request;
        StoredJob.Request request = new StoredJob.Request(
                of.vault(),
                member.type,
                member.arn,
                of.roleArn(),
                of.startWindow(),
                of.completeWindow(),
                of.lifecycle().supportedBy(member.type),
                of.tags(),
                of.options(),
                Optional.empty(),
                of.origin());
        StoredJob child = newJob(request, parent.created);
        child.parentJobId = parent.id;
        child.timeline.set(child.created, new StoredJob.JobPhase(JobState.CREATED, null));
        child.begin = parent.begin;
        child.end = parent.begin.plus(store.backupTakes(member.type));
        child.timeline.set(child.begin, new StoredJob.JobPhase(JobState.RUNNING, null));
        StoredJob.JobPhase last = outcome(child);
        parent.end = parent.end.isBefore(child.end) ? child.end : parent.end;
        parent.children.add(child);
        Store.nest(child.point, parent.point, ArnForm.nameOf(member.arn));
        end(child, child.end, last);
        return last;
    }

    /** Stops a job and its nested jobs. Each of them needs some time to end. */
    void abort(StoredJob job, Instant time) {
        job.timeline.set(time, new StoredJob.JobPhase(JobState.ABORTING, null));
        // Drops the planned changes: until the job ends, the recovery point keeps its state or stays missing.
        job.point
                .timeline
                .at(time)
                .ifPresentOrElse(now -> job.point.timeline.set(time, now), () -> job.point.timeline.end(time));
        end(job, time.plus(ABORT_TAKES), new StoredJob.JobPhase(JobState.ABORTED, "Backup job was stopped by user."));
        job.children.stream()
                .filter(child -> child.timeline
                        .at(time)
                        .filter(phase -> phase.state().active())
                        .isPresent())
                .forEach(child -> abort(child, time));
    }

    /** Fails the job that is still making the recovery point, if there is one. */
    void fail(StoredPoint point, Instant time, String why) {
        store.jobs.values().stream()
                .filter(job -> job.point == point && job.end.isAfter(time))
                .forEach(job -> end(job, time, new StoredJob.JobPhase(JobState.FAILED, why)));
    }

    /**
     * Ends the job at {@code time} in place of the planned end, and sets the final state of its recovery point.
     *
     * <p>If the recovery point's ARN is known at once, it is CREATING from the start, unless the world assumes
     * otherwise. Every other recovery point appears when it is complete.
     */
    void end(StoredJob job, Instant time, StoredJob.JobPhase last) {
        job.end = time;
        job.timeline.set(time, last);
        StoredPoint point = job.point;
        PointState creating = new PointState(
                StoredPointStatus.CREATING,
                null,
                null,
                job.request.lifecycle(),
                job.request.tags(),
                parentArn(job),
                false);
        job.request.vault().add(point);
        boolean early = job.request.type().is(ARN_AT_ONCE) && !store.assumes(Alternative.POINTS_APPEAR_WHEN_COMPLETE);
        if (early && point.timeline.at(job.created).isEmpty()) {
            point.timeline.set(job.created, creating);
        }
        if (!last.state().leavesPoint()) {
            // A cluster state cannot exist without its composite.
            job.children.stream()
                    .filter(child -> child.point.type == ProtectedResourceType.EKS_CLUSTER_STATE)
                    .forEach(child -> endClusterState(child, time, last));
            point.timeline.end(time);
            return;
        }
        StoredPointStatus status = last.state() == JobState.PARTIAL ? StoredPointStatus.PARTIAL : point.type.settled();
        PointState done = point.at(time)
                .orElse(creating)
                .withStatus(status, last.message())
                .completedAt(time);
        store.settle(point, time, done);
    }

    private void endClusterState(StoredJob job, Instant time, StoredJob.JobPhase last) {
        if (job.end.isAfter(time)) {
            end(job, time, last);
        } else {
            job.point.timeline.end(time);
        }
    }

    private @Nullable String parentArn(StoredJob job) {
        StoredJob parent = job.parentJobId == null ? null : store.jobs.get(job.parentJobId);
        return parent == null ? null : parent.point.arn;
    }

    /**
     * The members of a composite's source: a template or a cluster state, and the members that the world arranged. A
     * stack without arranged members has a volume and a table.
     */
    private List<ResourceMember> members(StoredJob.Request request) {
        String arn = request.resourceArn();
        if (request.type() == ProtectedResourceType.CLOUDFORMATION) {
            String name = ArnForm.nameOf(arn);
            String volume = store.account.arn("ec2", "volume/vol-" + name);
            String table = store.account.arn("dynamodb", "table/" + name);
            return members(arn, ProtectedResourceType.CLOUDFORMATION_TEMPLATE, List.of(volume, table));
        }
        return request.type() == ProtectedResourceType.EKS
                ? members(arn, ProtectedResourceType.EKS_CLUSTER_STATE, List.of())
                : List.of();
    }

    private List<ResourceMember> members(String arn, ProtectedResourceType first, List<String> unlessArranged) {
        Stream<ResourceMember> others = store.members.getOrDefault(arn, unlessArranged).stream()
                .flatMap(member -> store.typeOf(member).stream().map(type -> new ResourceMember(member, type)));
        return Stream.concat(Stream.of(new ResourceMember(arn, first)), others).toList();
    }

    private record ResourceMember(String arn, ProtectedResourceType type) {}
}
