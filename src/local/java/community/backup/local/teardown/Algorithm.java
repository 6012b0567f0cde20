package community.backup.local.teardown;

/** A way to tear recovery points down. */
interface Algorithm {
    /** How tables call it. */
    String name();

    /** Whose it is, in which version, and where that is written. */
    String source();

    /** Tears down what there is, and tells the account when the user learns of the end of each recovery point. */
    void run(TeardownAccount account);
}
