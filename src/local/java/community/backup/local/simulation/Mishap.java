package community.backup.local.simulation;

import community.backup.local.awsbackup.Fault;
import java.time.Duration;

/**
 * What goes wrong with one call.
 *
 * @param name for the count
 * @param what the kind of thing
 * @param fault what the service or the network does to it
 */
record Mishap(String name, What what, Fault fault) {
    /** A role that AWS Backup cannot assume yet: an error of a class that lasts, with a text that says that it passes. */
    static final String NEW_ROLE = "new role";

    private static final Fault NONE = Fault.slow(Duration.ZERO);

    /** The kinds of things that go wrong with a call. */
    enum What {
        /** The answer is wrong, late, out of date, or does not come. */
        ANSWER,
        /** The request arrives long after its caller has stopped to wait. */
        LATE,
        /** The handler's process dies before the request is sent. */
        KILLED_BEFORE,
        /** The handler's process dies after the request has had its effect. */
        KILLED_AFTER,
        /** The process stands still for over a minute, and CloudFormation invokes another one meanwhile. */
        FROZEN,
        /** The same invocation is made a second time beside this one. */
        REPEATED,
        /** The answer holds a status that nobody knows. */
        UNKNOWN_STATUS
    }

    static Mishap answer(String name, Fault fault) {
        return new Mishap(name, What.ANSWER, fault);
    }

    static Mishap of(What what) {
        return new Mishap(what.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' '), what, NONE);
    }
}
