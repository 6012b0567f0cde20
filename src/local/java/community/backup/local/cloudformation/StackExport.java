package community.backup.local.cloudformation;

/**
 * An export of a stack.
 *
 * @param stackId the id of the exporting stack
 */
public record StackExport(String stackId, String name, String value) {}
