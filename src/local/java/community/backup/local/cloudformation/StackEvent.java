package community.backup.local.cloudformation;

import java.time.Instant;

/**
 * One line of a stack's history.
 *
 * @param logicalId the resource's name in the template; the stack's name for the stack itself
 * @param physicalId empty as long as there is none
 * @param reason empty where there is nothing to say
 */
public record StackEvent(
        Instant timestamp,
        String stackName,
        String logicalId,
        String physicalId,
        String resourceType,
        String status,
        String reason) {
    private static final String STACK = "AWS::CloudFormation::Stack";

    /** Whether this is the stack's own event. A resource can have the stack's name, and be a stack itself. */
    public boolean isOfStack() {
        return resourceType.equals(STACK) && physicalId.contains(":stack/" + stackName + "/");
    }

    /** Whether this event is about a stack that is nested in this one, and has an id. */
    public boolean isOfNestedStack() {
        return resourceType.equals(STACK) && !physicalId.isEmpty() && !isOfStack();
    }
}
