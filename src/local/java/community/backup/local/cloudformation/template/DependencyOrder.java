package community.backup.local.cloudformation.template;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The order of resources: for each id, the ids that it depends on. */
public final class DependencyOrder {
    private DependencyOrder() {}

    /** The order in which the resources of a template are created. */
    public static Map<String, Set<String>> of(Template template) {
        Map<String, Set<String>> order = new LinkedHashMap<>();
        template.resources().keySet().forEach(id -> order.put(id, template.dependencies(id)));
        return order;
    }

    /** The opposite order. Ids that are not keys are left out. */
    public static Map<String, Set<String>> reversed(Map<String, Set<String>> order) {
        Map<String, Set<String>> reversed = new LinkedHashMap<>();
        order.keySet().forEach(id -> reversed.put(id, new TreeSet<>()));
        order.forEach((id, earlier) -> earlier.forEach(first -> {
            Set<String> later = reversed.get(first);
            if (later != null) {
                later.add(id);
            }
        }));
        return reversed;
    }

    /** Refuses a template whose resources depend on each other in a circle. */
    static void check(Template template) {
        Map<String, Set<String>> left = of(template);
        while (left.values().removeIf(earlier -> earlier.stream().noneMatch(left::containsKey))) {
            // Each round removes the resources whose dependencies are gone. The remaining ones form a circle.
        }
        if (!left.isEmpty()) {
            throw new TemplateException("Circular dependency between resources: " + new TreeSet<>(left.keySet()));
        }
    }
}
