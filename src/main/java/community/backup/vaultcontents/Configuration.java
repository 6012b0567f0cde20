package community.backup.vaultcontents;

/** Gives the generated wrapper the type's schema. */
final class Configuration extends BaseConfiguration {
    Configuration() {
        super("vault-contents/schema.json");
    }
}
