package community.backup.local.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import community.backup.local.cloudformation.ResourceDrift.Difference;
import community.backup.local.cloudformation.ResourceDrift.Kind;
import community.backup.local.cloudformation.resource.ResourceResult;
import community.backup.local.cloudformation.resource.ResourceSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.StreamSupport;

/**
 * Compares the resources of a stack with their present state. It reads each resource by its identifier alone. It
 * compares only the properties that the template gives, without write-only ones.
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

    /** Checks all resources. Then {@code then} gets the drift of each, by logical id. */
    void start(Consumer<Map<String, ResourceDrift>> then) {
        Map<String, StackResource> resources = stack.resources();
        Map<String, ResourceDrift> found = new TreeMap<>();
        if (resources.isEmpty()) {
            then.accept(found);
        }
        resources
                .values()
                .forEach(resource -> start(resource, drift -> {
                    found.put(resource.logicalId(), drift);
                    if (found.size() == resources.size()) {
                        then.accept(found);
                    }
                }));
    }

    /** Checks one resource. Then {@code then} gets its drift. */
    void start(StackResource resource, Consumer<ResourceDrift> then) {
        work.read(resource, result -> then.accept(judge(resource, result)));
    }

    private ResourceDrift judge(StackResource resource, ResourceResult result) {
        if (result.errorCode().equals("NotFound")) {
            return ResourceDrift.of(Drift.DELETED);
        }
        if (!result.succeeded() || result.model().isEmpty()) {
            return ResourceDrift.of(Drift.NOT_CHECKED);
        }
        ResourceSchema schema = engine.schema(resource.type());
        ObjectNode given = resource.properties().deepCopy();
        given.remove(schema.writeOnlyIn(given));
        List<Difference> differences = differences(given, result.model().get());
        return new ResourceDrift(differences.isEmpty() ? Drift.IN_SYNC : Drift.MODIFIED, differences);
    }

    /** The properties of the template that differ from the resource. */
    static List<Difference> differences(JsonNode given, JsonNode found) {
        List<Difference> differences = new ArrayList<>();
        compare("", given, found, differences);
        return differences;
    }

    /** Adds the properties of the template that differ from the resource. */
    private static void compare(String path, JsonNode given, JsonNode found, List<Difference> differences) {
        if (matches(given, found)) {
            return;
        }
        if (found.isMissingNode() || found.isNull()) {
            differences.add(new Difference(path, given.toString(), "null", Kind.REMOVE));
        } else if (given.isObject() && found.isObject()) {
            given.properties()
                    .forEach(field -> compare(
                            path + "/" + field.getKey(), field.getValue(), found.path(field.getKey()), differences));
        } else if (given.isArray() && found.isArray()) {
            missingItems(
                    path,
                    given,
                    found,
                    (where, item) -> differences.add(new Difference(where, item.toString(), "null", Kind.REMOVE)));
            missingItems(
                    path,
                    found,
                    given,
                    (where, item) -> differences.add(new Difference(where, "null", item.toString(), Kind.ADD)));
        } else {
            differences.add(new Difference(path, given.toString(), found.toString(), Kind.NOT_EQUAL));
        }
    }

    /** Passes on the items of a list that another list does not contain. */
    private static void missingItems(String path, JsonNode list, JsonNode other, BiConsumer<String, JsonNode> each) {
        for (int i = 0; i < list.size(); i++) {
            JsonNode item = list.get(i);
            if (StreamSupport.stream(other.spliterator(), false).noneMatch(some -> matches(item, some))) {
                each.accept(path + "/" + i, item);
            }
        }
    }

    /**
     * Whether the resource has the given value. Further properties of an object and the order of a list do not matter.
     */
    private static boolean matches(JsonNode given, JsonNode found) {
        if (given.isObject()) {
            return given.properties().stream().allMatch(field -> matches(field.getValue(), found.path(field.getKey())));
        }
        if (given.isArray()) {
            return given.size() == found.size()
                    && StreamSupport.stream(given.spliterator(), false)
                            .allMatch(each -> StreamSupport.stream(found.spliterator(), false)
                                    .anyMatch(other -> matches(each, other)));
        }
        return given.asText().equals(found.asText());
    }
}
