package community.backup.vaultcontents;

import community.backup.handler.ContextRules;
import community.backup.service.JobList;
import community.backup.service.Page;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A search for running jobs. It reads one {@link JobList} after the other, page by page, in as many invocations as it needs.
 *
 * @param lists how many lists have been read completely
 * @param page the token of the next page of the present list; null for the first page
 * @param running how many jobs were found
 */
record JobSearch(int lists, @Nullable String page, int running) {
    static final JobSearch START = new JobSearch(0, null, 0);

    JobSearch {
        ContextRules.count("jobs.lists", lists);
        ContextRules.count("jobs.running", running);
    }

    /**
     * The search after another page.
     *
     * @param read the page
     * @param stopped the ids of jobs that were counted before they were stopped, so that the list of ABORTING jobs must not count them
     *     again
     */
    JobSearch after(Page<String> read, Set<String> stopped) {
        long found = read.items().stream()
                .filter(job -> list() != JobList.ABORTING || !stopped.contains(job))
                .count();
        return new JobSearch(
                read.nextToken() == null ? lists + 1 : lists, read.nextToken(), running + Math.toIntExact(found));
    }

    /** The list that the search reads next. */
    JobList list() {
        return JobList.ALL.get(lists);
    }
}
