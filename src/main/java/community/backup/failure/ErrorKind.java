package community.backup.failure;

/** Whether and when a retry helps after an error. */
public enum ErrorKind {
    /** The cause passes by itself: throttling, a fault of the service, a lost connection, expired credentials. */
    PASSING,
    /**
     * The error passes within minutes or not at all. For example, the answer cannot be understood, or the request
     * cannot be made.
     */
    DOUBTFUL,
    /** Another action on the same resource is in progress. The same request can be sent again later. */
    BUSY,
    /** The resource that the request names does not exist. */
    MISSING,
    /** The caller lacks a permission. */
    DENIED,
    /** The credentials are not valid. */
    UNAUTHENTICATED,
    /** The service rejects the request, however often it is sent. */
    REFUSED;

    /** Whether the same request succeeds at some later time, although nobody does anything about the error. */
    public boolean passes() {
        return this == PASSING || this == BUSY;
    }
}
