package community.backup.local.cloudformation;

/** What drift detection says of a resource. */
public enum Drift {
    /** All that the template gives is so. */
    IN_SYNC,
    /** Something that the template gives is not so. */
    MODIFIED,
    /** It does not exist. */
    DELETED,
    /** It could not be read. */
    NOT_CHECKED
}
