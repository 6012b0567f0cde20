package community.backup.recoverypoint;

import community.backup.service.BackupJob;
import community.backup.service.JobStatus;
import community.backup.service.PointQuery;
import community.backup.service.RecoveryPoint;
import community.backup.service.RecoveryPoints;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Which recovery point an identity stands for. */
sealed interface Resolution {

    /**
     * This one. Whether it still exists is not said.
     *
     * @param madeAt when it was made at the latest, where that is known
     */
    record Known(String arn, @Nullable Instant madeAt) implements Resolution {
        public Known(String arn) {
            this(arn, null);
        }
    }

    /** The one that this job is still making. */
    record InTheMaking(BackupJob job) implements Resolution {}

    /**
     * None: the job ended without one, or no recovery point is left that can be the job's.
     *
     * @param said what AWS Backup says about it, where it does
     * @param job the job that ended, where AWS Backup knows it
     */
    record None(String why, @Nullable String said, @Nullable BackupJob job) implements Resolution {
        private None(String why) {
            this(why, null, null);
        }
    }

    /** AWS Backup does not find the job, which is too young to be forgotten: a later call finds it. */
    record JobNotFound(String jobId) implements Resolution {}

    /** The identity has another creation time than AWS Backup reports of its job. */
    record Mismatch(Instant created) implements Resolution {}

    /** AWS Backup no longer knows the job: the recovery point can be one of these, and nothing proves that it is. */
    record Unclear(List<String> candidates) implements Resolution {}

    /**
     * What a caller knows of the recovery point that it means.
     *
     * @param arn the ARN that the resource's model has by now: proof enough for a forgotten job
     * @param resourceArn the backed-up resource: narrows the list of candidates for a forgotten job
     * @param candidates the ARNs that the listing has found so far; the ones it finds now are added
     */
    record Sought(
            RecoveryPointId id,
            String vaultName,
            @Nullable String arn,
            @Nullable String resourceArn,
            Set<String> candidates) {}

    /**
     * A job's recovery point is created with the job or later, and AWS Backup tells both times: this much earlier is for the
     * rounding of times. More would take in the backup that a replaced resource has left, by its UpdateReplacePolicy.
     */
    Duration BEFORE = Duration.ofMinutes(1);

    /** CloudFormation gives a create 36 hours; a recovery point that came later than this never became a resource. */
    Duration AFTER = Duration.ofDays(2);

    /** This long after it was made every look shows a job or a recovery point. */
    Duration SHOWN = Duration.ofMinutes(10);

    /** This long after a job was complete AWS Backup names its recovery point, or never will. */
    Duration ARN_TOLD = Duration.ofMinutes(15);
    /** AWS Backup lists jobs of the last 30 days. A job that it does not find earlier than this is not forgotten. */
    Duration REMEMBERED = Duration.ofDays(28);

    /** More candidates are not kept: they may have to be carried to a later invocation, and a message names fewer. */
    int MOST_CANDIDATES = 1000;

    /**
     * Resolves an identity. While AWS Backup knows the job, that takes one call. When it has forgotten the job, the list of the
     * vault around the job's creation time shows candidates, and only an ARN that contains the job's id is proof.
     */
    static Resolution of(Sought sought, RecoveryPoints points, Instant now) {
        if (sought.id instanceof RecoveryPointId.OfJob job) {
            if (job.createdAt().isAfter(now.plus(BackupJob.CLOCKS_DIFFER))) {
                return new None("RecoveryPointId " + job.text() + " names a backup job of the future");
            }
            Optional<BackupJob> known = points.job(job.jobId());
            if (known.isPresent()) {
                return ofKnownJob(job, known.get(), sought.arn);
            }
            if (sought.arn != null) {
                return new Known(sought.arn, job.createdAt().plus(AFTER));
            }
            if (job.createdAt().isAfter(now.minus(SHOWN))) {
                return new InTheMaking(BackupJob.notShownYet(job.jobId(), job.createdAt(), sought.resourceArn));
            }
            if (job.createdAt().isAfter(now.minus(REMEMBERED))) {
                return new JobNotFound(job.jobId());
            }
            return byListing(job, sought, points);
        }
        return new Known(((RecoveryPointId.OfArn) sought.id).arn());
    }

    private static Resolution ofKnownJob(RecoveryPointId.OfJob identity, BackupJob job, @Nullable String arn) {
        Instant created = job.createdAt();
        if (created != null
                && Duration.between(identity.createdAt(), created).abs().compareTo(BackupJob.CLOCKS_DIFFER) > 0) {
            return new Mismatch(created);
        }
        if (job.recoveryPointArn() != null && job.state().ended()) {
            return new Known(job.recoveryPointArn(), job.completedAt());
        }
        if (job.state() == JobStatus.COMPLETED && arn != null) {
            return new Known(arn, job.completedAt());
        }
        if (!job.state().ended() || job.state() == JobStatus.COMPLETED) {
            // A complete job that does not tell its recovery point yet is about to.
            return new InTheMaking(job);
        }
        return new None(
                "backup job " + job.jobId() + " ended without a recovery point: " + job.stateText(),
                job.statusMessage(),
                job);
    }

    private static Resolution byListing(RecoveryPointId.OfJob job, Sought sought, RecoveryPoints points) {
        Instant from = job.createdAt().minus(BEFORE);
        Instant to = job.createdAt().plus(AFTER);
        Predicate<String> isMarked = Pattern.compile(
                        "[:/-]" + Pattern.quote(job.jobId()) + "$", Pattern.CASE_INSENSITIVE)
                .asPredicate();
        points.pages(new PointQuery(sought.vaultName, sought.resourceArn, null, from, to, null, null))
                .forEachRemaining(page -> page.stream()
                        .filter(point -> canBeTheOne(point, sought.resourceArn, from, to))
                        .map(RecoveryPoint::arn)
                        .filter(arn -> sought.candidates.size() < MOST_CANDIDATES || isMarked.test(arn))
                        .forEach(sought.candidates::add));
        List<String> marked = sought.candidates.stream().filter(isMarked).toList();
        if (marked.size() == 1) {
            return new Known(marked.get(0), to);
        }
        if (sought.candidates.isEmpty()) {
            return new None("AWS Backup no longer knows backup job " + job.jobId() + ", and vault " + sought.vaultName
                    + " holds no on-demand recovery point that it can have made");
        }
        return new Unclear(List.copyOf(sought.candidates));
    }

    /**
     * Whether it is an on-demand backup of the resource from that time. What was asked for is checked again: a filter that AWS
     * Backup did not apply must not lead to another's backup. What AWS Backup does not tell excludes nothing.
     */
    private static boolean canBeTheOne(RecoveryPoint point, @Nullable String resourceArn, Instant from, Instant to) {
        Instant created = point.createdAt() == null ? from : point.createdAt();
        return point.planId() == null
                && point.sourceVaultArn() == null
                && point.parentArn() == null
                && !created.isBefore(from)
                && !created.isAfter(to)
                && (resourceArn == null || RecoveryPoint.canBeOf(resourceArn, point.resourceArn()));
    }
}
