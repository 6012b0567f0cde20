package community.backup.vaultcontents;

/** What the generated wrapper asks of the type: its schema. */
final class Configuration extends BaseConfiguration {
    Configuration() {
        super("vault-contents/schema.json");
    }
}
