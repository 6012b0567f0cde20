package community.backup.local.cloudformation;

/** The drift status of a resource. */
public enum Drift {
    /** The resource has all values that the template gives. */
    IN_SYNC,
    /** The resource differs from the template. */
    MODIFIED,
    /** The resource does not exist. */
    DELETED,
    /** The resource could not be read. */
    NOT_CHECKED
}
