package community.backup.service;

import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * AWS Backup's recovery points and jobs, with the credentials and within the time of one invocation. A method that
 * fails throws an exception of the package {@code failure}. Unlike AWS Backup, it distinguishes a missing vault from a
 * denial.
 */
public interface RecoveryPoints {
    /** The name of the listing of {@link #nestedJobs} in the {@link Bookmarks}. */
    String NESTED_JOBS = "nested jobs";

    /** Starts an on-demand backup, or finds the backup that the same token has started. */
    BackupOrder.Accepted start(BackupOrder order);

    /** The backup job; empty if AWS Backup does not know it. AWS Backup forgets jobs after about 30 days. */
    Optional<BackupJob> job(String jobId);

    /**
     * The on-demand backup job whose recovery point has this ARN; empty if AWS Backup does not list it. AWS Backup
     * lists a job for about 30 days.
     *
     * @param resourceArn the resource that the job backs up
     * @param startedAt when the job was created. It identifies a job that AWS Backup lists without the ARN. If it is
     *     null, a running job without an ARN may be the right one, and is returned as {@link BackupJob#unidentified}.
     */
    Optional<BackupJob> jobOf(String vaultName, String arn, String resourceArn, @Nullable Instant startedAt);

    /**
     * The nested jobs of a composite's job, page by page. The caller checks their parent ids.
     *
     * @param vaultName the vault of the composite
     */
    Iterator<List<BackupJob>> nestedJobs(String vaultName, String parentJobId);

    /**
     * Sends a stop request for a backup job. The result is false if the job cannot be stopped or has ended, and empty
     * if AWS Backup cannot tell yet.
     */
    Optional<Boolean> stop(String jobId);

    /** The recovery point; empty if it or its vault does not exist. */
    Optional<RecoveryPoint> find(String vaultName, String arn);

    /**
     * One page of recovery points. If the vault does not exist, the call fails instead of returning an empty last page.
     */
    Page<RecoveryPoint> page(PointQuery query);

    /** Requests the deletion. An accepted request does not prove that AWS Backup deletes the recovery point. */
    DeletionAnswer delete(String vaultName, String arn);

    void changeLifecycle(String vaultName, String arn, PointLifecycle lifecycle);

    /** All tags; empty if AWS Backup does not report them. Only for ARNs that are {@link RecoveryPoint#taggable}. */
    Optional<Map<String, String>> tags(String arn);

    void tag(String arn, Map<String, String> tags);

    void untag(String arn, Set<String> keys);

    /**
     * The recovery points of a query, page by page. If an earlier invocation had no time to finish the listing, it
     * continues with the page that it had reached. That page is read again.
     */
    Iterator<List<RecoveryPoint>> pages(PointQuery query);
}
