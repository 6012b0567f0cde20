package community.backup.local.report;

import java.time.Instant;

/** An action outside of the stacks. */
public record ExternalEvent(Instant time, String actor, String action) {}
