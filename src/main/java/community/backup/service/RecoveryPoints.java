package community.backup.service;

import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * AWS Backup as the handlers see it, with the credentials and for the length of one invocation. What a method cannot do, it
 * says by an exception of the package {@code failure}; a missing vault is told apart from a denial, which AWS Backup does not.
 */
public interface RecoveryPoints {
    /** The name under which {@link #nestedJobs} keeps the page with which a later invocation continues. */
    String NESTED_JOBS = "nested jobs";

    /** Starts an on-demand backup, or finds the one that the same token has started. */
    BackupOrder.Accepted start(BackupOrder order);

    /** The backup job, or empty where AWS Backup does not know it (it forgets jobs after about 30 days). */
    Optional<BackupJob> job(String jobId);

    /**
     * The on-demand backup job whose recovery point has this ARN, as long as AWS Backup still lists the job (about 30 days).
     *
     * @param resourceArn the resource that the job backs up
     * @param startedAt when the job was created: identifies the job if AWS Backup lists it without the ARN; null if it is not
     *     known: then a running job without an ARN may be the one, and is returned as unidentified
     */
    Optional<BackupJob> jobOf(String vaultName, String arn, String resourceArn, @Nullable Instant startedAt);

    /**
     * The nested jobs of a composite's job, page by page. The caller checks their parent ids.
     *
     * @param vaultName the vault of the composite
     */
    Iterator<List<BackupJob>> nestedJobs(String vaultName, String parentJobId);

    /** Asks a backup job to stop; false where it cannot be stopped or has ended, empty where AWS Backup cannot tell yet. */
    Optional<Boolean> stop(String jobId);

    /** The recovery point, or empty where it is gone, with its vault or without. */
    Optional<RecoveryPoint> find(String vaultName, String arn);

    /** One page; the empty last page where the vault is gone is a failure, not an answer. */
    Page<RecoveryPoint> page(PointQuery query);

    /** Asks for the deletion. Nothing but a later {@link #find} tells whether it happens. */
    DeletionAnswer delete(String vaultName, String arn);

    void changeLifecycle(String vaultName, String arn, PointLifecycle lifecycle);

    /** All tags; empty where AWS Backup does not tell them. Only for ARNs that are {@link RecoveryPoint#taggable}. */
    Optional<Map<String, String>> tags(String arn);

    void tag(String arn, Map<String, String> tags);

    void untag(String arn, Set<String> keys);

    /**
     * What is asked for, page by page. A listing that an earlier invocation had no time to finish goes on with the page that
     * it had come to, which is read once more.
     */
    Iterator<List<RecoveryPoint>> pages(PointQuery query);
}
