package community.backup.local.report;

import java.time.Instant;
import java.util.List;

/**
 * What happened to stacks over a time, on the clock of the stacks.
 *
 * @param title what ran, in a few words
 * @param checks what was to be so, and whether it was
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
