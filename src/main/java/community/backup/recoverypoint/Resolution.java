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

/** The recovery point that an identifier stands for, as far as it can be determined. */
sealed interface Resolution {

    /**
     * The recovery point with this ARN. It may no longer exist.
     *
     * @param madeAt a time by which it was made; null if none is known
     */
    record Known(String arn, @Nullable Instant madeAt) implements Resolution {
        public Known(String arn) {
            this(arn, null);
        }
    }

    /** The recovery point that this job is still making. */
    record InTheMaking(BackupJob job) implements Resolution {}

    /**
     * No recovery point: the job ended without one, or none is left that the job can have made.
     *
     * @param why the reason, as a sentence without its full stop
     * @param said AWS Backup's message about it; null if there is none
     * @param job the job that ended; null if AWS Backup does not know it
     */
    record None(String why, @Nullable String said, @Nullable BackupJob job) implements Resolution {
        private None(String why) {
            this(why, null, null);
        }
    }

    /** AWS Backup does not find the job, although it is too young to be forgotten. A later call may find it. */
    record JobNotFound(String jobId) implements Resolution {}

    /**
     * The identifier has another creation time than AWS Backup reports of its job.
     *
     * @param created the time that AWS Backup reports
     */
    record Mismatch(Instant created) implements Resolution {}

    /** AWS Backup no longer knows the job. The recovery point may be one of these candidates, but there is no proof. */
    record Unclear(List<String> candidates) implements Resolution {}

    /**
     * The known facts about the recovery point that an identifier stands for.
     *
     * @param arn the ARN in the resource's model; null if it has none. It is proof enough if AWS Backup has forgotten the job
     * @param resourceArn the backed-up resource, which narrows the list of candidates for a forgotten job; null if not known
     * @param candidates the ARNs that the listing has found so far. The listing adds the ones that it finds now
     */
    record Sought(
            RecoveryPointId id,
            String vaultName,
            @Nullable String arn,
            @Nullable String resourceArn,
            Set<String> candidates) {}

    /**
     * How much earlier than its job a candidate may have been created. AWS Backup creates a recovery point with its job or later, so this
     * only allows for rounded times. A longer time could include the backup of a replaced resource that its UpdateReplacePolicy has kept.
     */
    Duration BEFORE = Duration.ofMinutes(1);

    /**
     * How much later than its job a candidate may have been created. CloudFormation allows a create 36 hours, so a recovery point that was
     * created later than this never became a resource.
     */
    Duration AFTER = Duration.ofDays(2);

    /** For how long reads may fail to show a new job or recovery point. */
    Duration SHOWN = Duration.ofMinutes(10);

    /**
     * How long after the end of a job AWS Backup may take to name its recovery point. If it takes longer, it is not expected to name it.
     */
    Duration ARN_TOLD = Duration.ofMinutes(15);
    /** AWS Backup lists the jobs of the last 30 days, so it cannot have forgotten a job that is younger than this. */
    Duration REMEMBERED = Duration.ofDays(28);

    /** The most candidates that are kept, because the callback context may carry them to a later invocation. A message names fewer. */
    int MOST_CANDIDATES = 1000;

    /**
     * Resolves an identifier. While AWS Backup knows the job, this takes one call. If AWS Backup has forgotten the job, the handler lists
     * the vault's recovery points from around the job's creation time. These are candidates. Only an ARN that ends with the job's id is
     * proof.
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
            // AWS Backup may name the recovery point of a completed job with a delay.
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
     * Whether a recovery point is an on-demand backup of the resource from that time. These checks repeat the filters of the list call. If
     * AWS Backup ignored a filter, the handler must not take another resource's backup. A value that AWS Backup does not report excludes
     * nothing.
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
