package community.backup.vaultcontents;

import community.backup.service.BackupJob;
import community.backup.service.JobStatus;
import community.backup.service.Vault;
import java.util.List;
import java.util.function.BooleanSupplier;

/** The backup and copy jobs that would put a recovery point into a vault while it is emptied. */
final class RunningJobs {
    private final ContentsInvocation invocation;
    private final Vault vault;
    private final BooleanSupplier hasTime;

    /**
     * The jobs of an invocation.
     *
     * @param hasTime whether the invocation has time for another call
     */
    RunningJobs(ContentsInvocation invocation, Vault vault, BooleanSupplier hasTime) {
        this.invocation = invocation;
        this.vault = vault;
        this.hasTime = hasTime;
    }

    /** Stops the backup jobs. Returns how many have not ended; jobs that AWS Backup cannot stop are among them. */
    int stop() {
        List<BackupJob> jobs = invocation.services().vaults().runningJobs(vault.name());
        for (BackupJob job : jobs) {
            if (job.state() != JobStatus.ABORTING && hasTime.getAsBoolean()) {
                invocation.services().points().stop(job.jobId());
            }
        }
        if (!jobs.isEmpty()) {
            invocation.state().note(each -> each.active(true));
        }
        return jobs.size();
    }

    /** Stops the backup jobs. Returns how many jobs have not ended, copy jobs included, which nothing stops. */
    int stopAndCountCopies() {
        return stop() + invocation.services().vaults().runningCopies(vault.arn());
    }
}
