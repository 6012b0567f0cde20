package community.backup.local.cloudformation;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * The desired state of a stack.
 *
 * @param template the text, in YAML or JSON
 * @param parameters values for parameters without a default, or instead of it
 * @param tags tags of the stack, which also go to every resource in it that can have tags
 * @param folder the file names of nested templates are relative to it; empty if the template must not contain any
 */
public record StackRequest(
        String stackName,
        String template,
        Map<String, String> parameters,
        Map<String, String> tags,
        Optional<Path> folder) {
    /** A stack without nested ones. */
    public StackRequest(String stackName, String template, Map<String, String> parameters, Map<String, String> tags) {
        this(stackName, template, parameters, tags, Optional.empty());
    }

    /** A stack without parameters or tags. */
    public static StackRequest of(String stackName, String template) {
        return new StackRequest(stackName, template, Map.of(), Map.of());
    }
}
