package community.backup.local.awsbackup;

/** Gets each call when the service has carried it out, one call after the other. */
@FunctionalInterface
public interface CallListener {
    /**
     * Called after the service has carried out a call, or a fault has prevented it. The caller may not have the answer
     * yet.
     */
    void called(HttpCall request, CallRecord call, Exchange exchange);
}
