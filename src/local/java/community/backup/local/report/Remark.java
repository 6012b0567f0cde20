package community.backup.local.report;

import java.time.Instant;

/** Something that somebody did outside of the stacks. */
public record Remark(Instant time, String who, String what) {}
