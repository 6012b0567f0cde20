package community.backup.local.awsbackup;

/** Hears of calls as they are carried out, one after the other. */
@FunctionalInterface
public interface CallListener {
    /** A call was carried out, or met a fault; its caller may not have the answer yet. */
    void called(HttpCall request, CallRecord call, Exchange exchange);
}
