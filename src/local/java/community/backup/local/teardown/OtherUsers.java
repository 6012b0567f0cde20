package community.backup.local.teardown;

/** Other users of AWS Backup in the same account. */
enum OtherUsers {
    NONE(""),
    CALLER("half of the rates taken"),
    RESOURCES("beside a stack of 500 RecoveryPoint resources"),
    VAULT("beside another vault of as many points");

    private final String label;

    OtherUsers(String label) {
        this.label = label;
    }

    /** The name in tables. */
    String label() {
        return label;
    }
}
