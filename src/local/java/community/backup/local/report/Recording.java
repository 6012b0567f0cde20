package community.backup.local.report;

import java.time.Instant;
import java.util.List;

/**
 * The record of a run. All times are on the clock of the stacks.
 *
 * @param title the name of the run, in a few words
 * @param checks the checks of the run, and whether they held
 * @param externalEvents the actions outside of the stacks, oldest first
 * @param stacks in the order of their first event
 */
public record Recording(
        String title,
        Instant begin,
        Instant end,
        List<Check> checks,
        List<ExternalEvent> externalEvents,
        List<StackHistory> stacks) {}
