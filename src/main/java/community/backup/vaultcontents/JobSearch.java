package community.backup.vaultcontents;

import community.backup.handler.ContextRules;
import community.backup.service.JobList;
import community.backup.service.Page;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A search for running jobs. It reads one {@link JobList} after the other, page by page, in as many invocations as it needs.
 *
 * @param lists how many lists have been read completely
 * @param page the token of the next page of the present list; null for the first page
 * @param running how many jobs were found
 * @param readAt when the last page was read, in milliseconds since 1970; null if none was read
 */
record JobSearch(
        int lists,
        @Nullable String page,
        int running,
        @Nullable Long readAt) {
    static final JobSearch START = new JobSearch(0, null, 0, null);

    /** The longest break in a search. During a longer one, a new job could appear on a list that was read before. */
    private static final Duration LONGEST_BREAK = Duration.ofMinutes(1);

    JobSearch {
        ContextRules.count("jobs.lists", lists);
        ContextRules.count("jobs.running", running);
        ContextRules.time("jobs.readAt", readAt);
    }

    /** This search if it can continue now. After a long break it starts again with the first list. */
    JobSearch continued(Instant now) {
        boolean recent = readAt != null && now.toEpochMilli() - readAt <= LONGEST_BREAK.toMillis();
        return recent ? this : START;
    }

    /**
     * The search after another page.
     *
     * @param read the page
     * @param at when the page was requested
     * @param stopped the ids of jobs that were counted before they were stopped, so that the list of ABORTING jobs must not count them
     *     again
     */
    JobSearch after(Page<String> read, Instant at, Set<String> stopped) {
        long found = read.items().stream()
                .filter(job -> list() != JobList.ABORTING || !stopped.contains(job))
                .count();
        return new JobSearch(
                read.nextToken() == null ? lists + 1 : lists,
                read.nextToken(),
                running + Math.toIntExact(found),
                at.toEpochMilli());
    }

    /** The list that the search reads next. */
    JobList list() {
        return JobList.ALL.get(lists);
    }
}
