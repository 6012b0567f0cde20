package community.backup.local.report;

/**
 * Something that was to be so.
 *
 * @param against what it was checked against
 * @param seen what was found there where it was not so; otherwise empty
 */
public record Check(String what, String against, boolean held, String seen) {}
