package community.backup.local.cloudformation.resource;

import java.util.Locale;

/** The action in a request to a handler. */
public enum Action {
    CREATE,
    READ,
    UPDATE,
    DELETE,
    LIST;

    /** Whether the handler may need more than one invocation. */
    boolean canTakeTime() {
        return this != READ && this != LIST;
    }

    /** The action's name under a schema's {@code handlers}. */
    String schemaName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
