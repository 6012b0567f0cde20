package community.backup.local.cloudformation.template;

import community.backup.local.cloudformation.template.Expression.Fields;
import community.backup.local.cloudformation.template.Expression.Reference;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** A template: what is declared, with its functions not yet resolved. All maps are in the template's order. */
public record Template(
        Map<String, Parameter> parameters,
        Map<String, Expression.Same> conditions,
        Map<String, Resource> resources,
        Map<String, Expression> outputs) {

    /**
     * A declared resource.
     *
     * @param dependsOn what {@code DependsOn} names; references in the properties come on top
     * @param hasDeletionPolicy whether the template gives a deletion policy, which an import asks for
     */
    public record Resource(
            String logicalId,
            String type,
            Fields properties,
            Set<String> dependsOn,
            DeletionPolicy deletionPolicy,
            DeletionPolicy updateReplacePolicy,
            boolean hasDeletionPolicy) {}

    /**
     * Reads a template in YAML or JSON.
     *
     * @throws TemplateException if it is not valid, or asks for what the local CloudFormation does not know
     */
    public static Template parse(String text) {
        return TemplateParser.parse(TemplateReader.read(text));
    }

    /**
     * A resource of the template.
     *
     * @throws IllegalArgumentException if it declares none of that name
     */
    public Resource resource(String logicalId) {
        Resource resource = resources.get(logicalId);
        if (resource == null) {
            throw new IllegalArgumentException(logicalId);
        }
        return resource;
    }

    /** Whether a condition holds in a scope. */
    public boolean holds(String condition, Scope scope) {
        Expression.Same declared = conditions.get(condition);
        if (declared == null) {
            throw new IllegalArgumentException(condition);
        }
        return declared.resolve(scope).asBoolean();
    }

    /** The resources that a resource needs first: those that it names, in its properties or in {@code DependsOn}. */
    public Set<String> dependencies(String logicalId) {
        Resource resource = resource(logicalId);
        Set<String> names = new TreeSet<>(resource.dependsOn());
        resource.properties()
                .references()
                .map(Reference::name)
                .filter(resources::containsKey)
                .forEach(names::add);
        return names;
    }

    /** All names that the template uses in values. */
    Stream<Reference> references() {
        Stream<Expression> values =
                Stream.concat(resources.values().stream().map(Resource::properties), outputs.values().stream());
        return Stream.concat(conditions.values().stream(), values).flatMap(Expression::references);
    }
}
