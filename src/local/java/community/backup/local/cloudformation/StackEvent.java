package community.backup.local.cloudformation;

import java.time.Instant;

/**
 * An event of a stack.
 *
 * @param logicalId the resource's name in the template; the stack's name for the stack itself
 * @param physicalId empty as long as the resource has none
 * @param reason empty if there is none
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

    /**
     * Whether this is an event of the stack itself. Its logical id and type do not show that: a resource can have the
     * stack's name, and can be a nested stack.
     */
    public boolean isOfStack() {
        return resourceType.equals(STACK) && physicalId.contains(":stack/" + stackName + "/");
    }

    /** Whether this event is about a stack that is nested in this one, and has an id. */
    public boolean isOfNestedStack() {
        return resourceType.equals(STACK) && !physicalId.isEmpty() && !isOfStack();
    }
}
