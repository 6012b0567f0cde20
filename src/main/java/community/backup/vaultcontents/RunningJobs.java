package community.backup.vaultcontents;

import community.backup.failure.ErrorKind;
import community.backup.failure.ServiceFailure;
import community.backup.service.JobList;
import community.backup.service.Page;
import community.backup.service.Vault;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds the backup and copy jobs that would add a recovery point to a vault while it is emptied. */
final class RunningJobs {
    private static final int LISTS_OF_BACKUPS = JobList.ALL.indexOf(JobList.COPY_CREATED);
    private static final int ALL_LISTS = JobList.ALL.size();

    /** The wait before a search continues. It leaves a part of AWS Backup's call rate to others. */
    static final Duration SEARCH_PAUSE = Duration.ofSeconds(5);

    private final ContentsInvocation invocation;
    private final Vault vault;
    private final WorkTime time;

    /** The ids of the jobs that this invocation has stopped. The search has counted them, and can find them again as ABORTING. */
    private final Set<String> stopped = new HashSet<>();

    RunningJobs(ContentsInvocation invocation, Vault vault, WorkTime time) {
        this.invocation = invocation;
        this.vault = vault;
        this.time = time;
    }

    /**
     * Stops the backup jobs.
     *
     * @return how many jobs have not ended. Jobs that AWS Backup cannot stop count too. Empty if the invocation's time
     *     ends before the search does; the next call then continues the search
     */
    OptionalInt stop() {
        return search(LISTS_OF_BACKUPS, true);
    }

    /**
     * Stops the backup jobs, and counts the copy jobs too.
     *
     * @return as {@link #stop()}
     */
    OptionalInt stopAndCountCopies() {
        return search(ALL_LISTS, true);
    }

    /**
     * Counts the backup jobs and copy jobs, and stops none, because this resource does not own the vault.
     *
     * @return as {@link #stop()}
     */
    OptionalInt count() {
        return search(ALL_LISTS, false);
    }

    /** Ends the search. The next one starts with the first list, so that it also finds new jobs. */
    void beginAnew() {
        keep(null);
    }

    private OptionalInt search(int lists, boolean stops) {
        JobSearch kept = invocation.state().context().jobs();
        JobSearch search = kept == null ? JobSearch.START : kept.continued(now());
        while (search.lists() < lists) {
            if (!time.isLeft()) {
                return OptionalInt.empty();
            }
            Instant asked = now();
            Page<String> page = page(search);
            if (stops && !search.list().ofCopies() && search.list() != JobList.ABORTING) {
                page.items().stream().filter(id -> time.isLeft()).forEach(this::stop);
            }
            search = search.after(page, asked, stopped);
            // Kept before the next call, which can fail.
            keep(search);
        }
        if (search.running() > 0) {
            invocation.state().note(each -> each.active(true));
        }
        beginAnew();
        return OptionalInt.of(search.running());
    }

    private Instant now() {
        return invocation.wiring().clock().instant();
    }

    private void stop(String job) {
        stopped.add(job);
        invocation.services().points().stop(job);
    }

    private Page<String> page(JobSearch search) {
        try {
            return time.retryThrottled(() -> invocation.services().vaults().jobs(vault, search.list(), search.page()));
        } catch (ServiceFailure failure) {
            if (search.page() != null && failure.kind() == ErrorKind.REFUSED) {
                // The token has expired.
                beginAnew();
                throw failure.restartsListing();
            }
            throw failure;
        }
    }

    private void keep(@Nullable JobSearch search) {
        invocation.state().note(each -> each.jobs(search));
    }
}
