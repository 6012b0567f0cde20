package community.backup.recoverypoint;

final class Configuration extends BaseConfiguration {
    Configuration() {
        super("schema.json");
    }
}
