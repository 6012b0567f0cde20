package community.backup.local.report;

/**
 * A check of a run.
 *
 * @param against the source that it was checked against
 * @param seen the actual state if the check failed; otherwise empty
 */
public record Check(String what, String against, boolean held, String seen) {}
