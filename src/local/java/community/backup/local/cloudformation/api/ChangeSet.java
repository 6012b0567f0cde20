package community.backup.local.cloudformation.api;

import community.backup.local.cloudformation.StackRequest;
import java.time.Instant;
import java.util.Map;

/**
 * A change that was asked for and is not made before it is executed.
 *
 * @param stackId of the stack that it makes or changes
 * @param asked the request that created it
 * @param imports by logical id the identifiers of the resources to import; empty for every other change
 * @param objection why it cannot be executed; empty where it can
 * @param executed whether it was executed
 */
record ChangeSet(
        String id,
        String stackId,
        StackRequest request,
        QueryRequest asked,
        Map<String, Map<String, String>> imports,
        Instant created,
        String objection,
        boolean executed) {

    /** The same, executed. */
    ChangeSet asExecuted() {
        return new ChangeSet(id, stackId, request, asked, imports, created, objection, true);
    }

    String name() {
        return asked.text("ChangeSetName");
    }

    boolean isNamed(String nameOrId, String stackName) {
        return id.equals(nameOrId)
                || (name().equals(nameOrId) && (request.stackName().equals(stackName) || stackId.equals(stackName)));
    }
}
