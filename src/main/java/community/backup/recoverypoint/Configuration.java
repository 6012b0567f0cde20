package community.backup.recoverypoint;

import java.util.Map;

/** What the generated wrapper asks of the type: its schema and the tags that the resource itself has. */
final class Configuration extends BaseConfiguration {
    Configuration() {
        super("schema.json");
    }

    @Override
    public Map<String, String> resourceDefinedTags(ResourceModel model) {
        return Tags.own(model);
    }
}
