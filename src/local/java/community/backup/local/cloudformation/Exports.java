package community.backup.local.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import community.backup.local.cloudformation.template.TemplateException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The exports of all stacks, and the stacks that import them. An export keeps its name and value as long as a complete
 * stack imports it.
 */
final class Exports {
    private final Stacks stacks;

    Exports(Stacks stacks) {
        this.stacks = stacks;
    }

    /**
     * The value of an export.
     *
     * @throws TemplateException if no stack has an export of this name
     */
    JsonNode value(String name) {
        return exporter(name)
                .map(stack -> stack.exports().get(name))
                .orElseThrow(() -> new TemplateException(missing(name)));
    }

    /** The exports of all stacks, sorted by name. */
    List<StackExport> all() {
        return stacks.present()
                .flatMap(stack -> stack.exports().entrySet().stream()
                        .map(export -> new StackExport(
                                stack.id(), export.getKey(), export.getValue().asText())))
                .sorted(Comparator.comparing(StackExport::name))
                .toList();
    }

    /**
     * Checks the new exports of a stack. No other stack may have an export of the same name, and an export in use must
     * not change.
     *
     * @throws TemplateException if an export is not valid
     */
    void check(Stack stack, Map<String, JsonNode> exports) {
        exports.keySet().forEach(name -> exporter(name)
                .filter(other -> !other.equals(stack))
                .ifPresent(other -> {
                    throw new TemplateException(
                            "Export with name " + name + " is already exported by stack " + other.name() + ".");
                }));
        stack.exports().forEach((name, value) -> {
            if (!value.equals(exports.get(name))) {
                importers(name).ifPresent(users -> {
                    throw new TemplateException(
                            exports.containsKey(name)
                                    ? "Cannot update export " + name + " as it is in use by " + users + "."
                                    : deletionOf(name, users));
                });
            }
        });
    }

    /** The reason why the imports of a stack fail; empty if every imported name is exported. */
    Optional<String> objectionToImporting(DesiredStack desired) {
        return desired.imports().stream()
                .filter(name -> exporter(name).isEmpty())
                .map(Exports::missing)
                .findFirst();
    }

    /** The reason why a stack cannot be deleted; empty if no stack imports its exports. */
    Optional<String> objectionToDeleting(Stack stack) {
        return stack.exports().keySet().stream()
                .flatMap(name -> importers(name).map(users -> deletionOf(name, users)).stream())
                .findFirst();
    }

    private static String missing(String name) {
        return "No export named " + name + " found.";
    }

    private static String deletionOf(String name, String users) {
        return "Delete canceled. Cannot delete export " + name + " as it is in use by " + users + ".";
    }

    private Optional<Stack> exporter(String name) {
        return stacks.present()
                .filter(stack -> stack.exports().containsKey(name))
                .findFirst();
    }

    private Optional<String> importers(String name) {
        String names = stacks.present()
                .filter(stack -> stack.desired()
                        .map(desired -> desired.imports().contains(name))
                        .orElse(false))
                .map(Stack::name)
                .sorted()
                .collect(Collectors.joining(", "));
        return Optional.of(names).filter(some -> !some.isEmpty());
    }
}
