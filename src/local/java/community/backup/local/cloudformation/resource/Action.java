package community.backup.local.cloudformation.resource;

import java.util.Locale;

/** What CloudFormation asks a handler to do. */
public enum Action {
    CREATE,
    READ,
    UPDATE,
    DELETE,
    LIST;

    /** Whether the handler may take more than one invocation. */
    boolean canTakeTime() {
        return this != READ && this != LIST;
    }

    /** The action's name under a schema's {@code handlers}. */
    String schemaName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
