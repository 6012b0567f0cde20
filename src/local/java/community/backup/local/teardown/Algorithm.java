package community.backup.local.teardown;

/** A way to delete recovery points. */
interface Algorithm {
    /** The name in tables. */
    String name();

    /** Its author, its version and the place of its source or description. */
    String source();

    /** Deletes all recovery points of the account's vault. At the end of each it reports the result to the account. */
    void run(TeardownAccount account);
}
