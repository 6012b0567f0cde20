package community.backup.local.teardown;

/** Who else calls AWS Backup in the same account. */
enum Company {
    NOBODY(""),
    CALLER("half of the rates taken"),
    RESOURCES("beside a stack of 500 RecoveryPoint resources"),
    VAULT("beside another vault of as many points");

    private final String label;

    Company(String label) {
        this.label = label;
    }

    /** How tables call it. */
    String label() {
        return label;
    }
}
