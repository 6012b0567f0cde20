package community.backup.local.cloudformation;

import java.util.Map;

/**
 * What a stack is to be.
 *
 * @param template the text, in YAML or JSON
 * @param parameters values for parameters without a default, or instead of it
 * @param tags for the stack, and so for every resource in it that can have tags
 */
public record StackRequest(
        String stackName, String template, Map<String, String> parameters, Map<String, String> tags) {
    /** A stack without parameters or tags. */
    public static StackRequest of(String stackName, String template) {
        return new StackRequest(stackName, template, Map.of(), Map.of());
    }
}
