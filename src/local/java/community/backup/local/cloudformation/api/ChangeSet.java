package community.backup.local.cloudformation.api;

import community.backup.local.cloudformation.StackRequest;
import java.time.Instant;
import java.util.Map;

/**
 * A change that was asked for and is not made before it is executed.
 *
 * @param imports by logical id the identifiers of what is to be imported; empty for every other change
 * @param objection why it cannot be executed; empty where it can
 */
record ChangeSet(
        String id,
        String name,
        StackRequest request,
        Map<String, Map<String, String>> imports,
        Instant created,
        String objection) {

    boolean isNamed(String nameOrId, String stackName) {
        return id.equals(nameOrId)
                || (name.equals(nameOrId) && request.stackName().equals(stackName));
    }
}
