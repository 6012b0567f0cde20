package community.backup.cdk;

import com.fasterxml.jackson.databind.JsonNode;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The members of a generated construct, and the members that its schema requires. */
final class Generated {
    private Generated() {}

    static Set<String> readOnly(JsonNode schema) {
        Set<String> names = new TreeSet<>();
        schema.path("readOnlyProperties")
                .forEach(pointer -> names.add(pointer.asText().substring("/properties/".length())));
        return names;
    }

    static Set<String> names(JsonNode object) {
        Set<String> names = new TreeSet<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    /** The names of a class's own public methods with this prefix, without the prefix. */
    static Set<String> named(Class<?> type, String prefix) {
        return methods(type)
                .map(Method::getName)
                .filter(name -> name.startsWith(prefix)
                        && (prefix.equals("getAttr") || !name.startsWith("getAttr"))
                        && !name.equals("getCdkTagManager"))
                .map(name -> name.substring(prefix.length()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The properties that a builder takes. */
    static Set<String> built(Class<?> builder) {
        return methods(builder)
                .map(Method::getName)
                .filter(name -> !name.equals("build") && !name.equals("create"))
                .map(name -> Character.toUpperCase(name.charAt(0)) + name.substring(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<Method> methods(Class<?> type) {
        return Stream.of(type.getDeclaredMethods()).filter(method -> Modifier.isPublic(method.getModifiers()));
    }
}
