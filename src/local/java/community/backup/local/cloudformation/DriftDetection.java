package community.backup.local.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import community.backup.local.cloudformation.resource.ResourceResult;
import community.backup.local.cloudformation.resource.ResourceSchema;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.StreamSupport;

/**
 * Compares a stack with what exists: each resource is read by its identifier alone, and of what the handler tells only that
 * counts which the template gives and which can be read.
 */
final class DriftDetection {
    private final Engine engine;
    private final Stack stack;
    private final ResourceWork work;

    DriftDetection(Engine engine, Stack stack) {
        this.engine = engine;
        this.stack = stack;
        work = new ResourceWork(engine, stack, Map.of(), Map.of(), false);
    }

    /** Looks at all resources, and then tells of each, by logical id. */
    void start(Consumer<Map<String, Drift>> then) {
        Map<String, StackResource> resources = stack.resources();
        Map<String, Drift> found = new TreeMap<>();
        if (resources.isEmpty()) {
            then.accept(found);
        }
        resources.forEach((id, resource) -> work.read(resource, result -> {
            found.put(id, judge(resource, result));
            if (found.size() == resources.size()) {
                then.accept(found);
            }
        }));
    }

    private Drift judge(StackResource resource, ResourceResult result) {
        if (result.errorCode().equals("NotFound")) {
            return Drift.DELETED;
        }
        if (!result.succeeded() || result.model().isEmpty()) {
            return Drift.NOT_CHECKED;
        }
        ResourceSchema schema = engine.schema(resource.type());
        ObjectNode given = resource.properties().deepCopy();
        given.remove(schema.writeOnlyIn(given));
        return agree(given, result.model().get()) ? Drift.IN_SYNC : Drift.MODIFIED;
    }

    /** Whether what is given is so: what else there is of an object does not matter, nor the order of a list. */
    private static boolean agree(JsonNode given, JsonNode found) {
        if (given.isObject()) {
            return given.properties().stream().allMatch(field -> agree(field.getValue(), found.path(field.getKey())));
        }
        if (given.isArray()) {
            return given.size() == found.size()
                    && StreamSupport.stream(given.spliterator(), false)
                            .allMatch(each -> StreamSupport.stream(found.spliterator(), false)
                                    .anyMatch(other -> agree(each, other)));
        }
        return given.asText().equals(found.asText());
    }
}
