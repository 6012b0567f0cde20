package community.backup.local.cloudformation.api;

import community.backup.local.cloudformation.StackRequest;
import java.time.Instant;
import java.util.Map;

/**
 * A requested change that CloudFormation makes only when the change set is executed.
 *
 * @param stackId the id of the stack that it creates or changes
 * @param query the request that created it
 * @param imports by logical id, the identifiers of the resources to import; empty for every other change
 * @param objection why it cannot be executed; empty if it can
 * @param executed whether it was executed
 */
record ChangeSet(
        String id,
        String stackId,
        StackRequest request,
        QueryRequest query,
        Map<String, Map<String, String>> imports,
        Instant created,
        String objection,
        boolean executed) {

    /** The same change set, marked as executed. */
    ChangeSet asExecuted() {
        return new ChangeSet(id, stackId, request, query, imports, created, objection, true);
    }

    String name() {
        return query.text("ChangeSetName");
    }

    boolean isNamed(String nameOrId, String stackName) {
        return id.equals(nameOrId)
                || (name().equals(nameOrId) && (request.stackName().equals(stackName) || stackId.equals(stackName)));
    }
}
