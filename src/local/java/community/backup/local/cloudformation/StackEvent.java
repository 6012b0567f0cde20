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
        String reason) {}
