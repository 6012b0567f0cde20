package community.backup.failure;

/** What an error says about trying again. */
public enum ErrorKind {
    /** The cause passes by itself: throttling, a fault of the service, a lost connection, expired credentials. */
    PASSING,
    /** An answer that cannot be understood, or a request that cannot be made: passes within minutes, if at all. */
    DOUBTFUL,
    /** Another action on the same thing is under way: the same request can be made again later. */
    BUSY,
    /** What the request names does not exist. */
    MISSING,
    /** The caller may not do it. */
    DENIED,
    /** The caller is nobody: its credentials are not valid. */
    UNAUTHENTICATED,
    /** The service will not do it, however often it is asked. */
    REFUSED;

    /** Whether the same request succeeds later, however late that is, though nobody does anything about it. */
    public boolean passes() {
        return this == PASSING || this == BUSY;
    }
}
