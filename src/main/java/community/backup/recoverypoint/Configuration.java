package community.backup.recoverypoint;

import java.util.Map;

/** Gives the generated wrapper the type's schema and the resource's own tags. */
final class Configuration extends BaseConfiguration {
    Configuration() {
        super("schema.json");
    }

    @Override
    public Map<String, String> resourceDefinedTags(ResourceModel model) {
        return Tags.own(model);
    }
}
