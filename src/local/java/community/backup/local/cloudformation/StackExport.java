package community.backup.local.cloudformation;

/**
 * What a stack exports to others.
 *
 * @param stackId of the stack that exports it
 */
public record StackExport(String stackId, String name, String value) {}
