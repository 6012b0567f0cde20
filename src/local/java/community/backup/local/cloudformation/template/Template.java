package community.backup.local.cloudformation.template;

import community.backup.local.cloudformation.template.Expression.Mapping;
import community.backup.local.cloudformation.template.Expression.Reference;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A template: its declarations, with their functions not yet resolved. All maps are in the order of the template. */
public record Template(
        Map<String, Parameter> parameters,
        Map<String, List<Assertion>> rules,
        Map<String, Expression> conditions,
        Map<String, DeclaredResource> resources,
        Map<String, Output> outputs) {
    /**
     * An assertion of a rule.
     *
     * @param condition can reference parameters only
     * @param description the error message if the assertion fails
     */
    record Assertion(Expression condition, String description) {}

    /**
     * A declared resource.
     *
     * @param condition the condition under which it is created; empty if it has none
     * @param dependsOn the logical ids in {@code DependsOn}; references in the properties are further dependencies
     * @param hasDeletionPolicy whether the template gives a deletion policy, which an import requires
     */
    public record DeclaredResource(
            String logicalId,
            String type,
            Optional<String> condition,
            Mapping properties,
            Set<String> dependsOn,
            DeletionPolicy deletionPolicy,
            DeletionPolicy updateReplacePolicy,
            boolean hasDeletionPolicy) {

        /** The same resource with another value of a property. */
        public DeclaredResource with(String property, Expression value) {
            return with(properties.with(property, value), dependsOn);
        }

        private DeclaredResource with(Mapping newProperties, Set<String> newDependsOn) {
            return new DeclaredResource(
                    logicalId,
                    type,
                    condition,
                    newProperties,
                    newDependsOn,
                    deletionPolicy,
                    updateReplacePolicy,
                    hasDeletionPolicy);
        }

        /**
         * The resource as {@link Template#chosen} changes it, with only the dependencies on resources that are created.
         */
        private DeclaredResource chosen(Scope scope, Set<String> included) {
            return with(
                    properties.chosen(scope),
                    dependsOn.stream().filter(included::contains).collect(Collectors.toCollection(TreeSet::new)));
        }
    }

    /**
     * A declared output.
     *
     * @param condition the condition of the output; empty if it has none
     * @param exportName the name of its export; empty if it is not exported
     */
    public record Output(Optional<String> condition, Expression value, Optional<Expression> exportName) {
        private Output chosen(Scope scope) {
            return new Output(condition, value.chosen(scope), exportName.map(name -> name.chosen(scope)));
        }
    }

    /** The same template, with every resource replaced by the result of {@code change}. */
    public Template withResources(UnaryOperator<DeclaredResource> change) {
        Map<String, DeclaredResource> changed = new LinkedHashMap<>();
        resources.forEach((name, resource) -> changed.put(name, change.apply(resource)));
        return new Template(parameters, rules, conditions, changed, outputs);
    }

    /**
     * Reads a template in YAML or JSON.
     *
     * @throws TemplateException if it is not valid, or uses a feature that the local CloudFormation does not know
     */
    public static Template parse(String text) {
        return TemplateParser.parse(TemplateReader.read(text));
    }

    /**
     * A resource of the template.
     *
     * @throws IllegalArgumentException if the template declares no resource of this name
     */
    public DeclaredResource resource(String logicalId) {
        DeclaredResource resource = resources.get(logicalId);
        if (resource == null) {
            throw new IllegalArgumentException(logicalId);
        }
        return resource;
    }

    /**
     * The template without the resources and outputs whose condition is false, and with the values that each {@code
     * Fn::If} selects.
     *
     * @param scope has the values of parameters; conditions can use no other names
     * @throws TemplateException if the rest uses a resource that is not created, or a rule fails
     */
    public Template chosen(Scope scope) {
        Set<String> included = resources.values().stream()
                .filter(resource -> resource.condition().map(scope::holds).orElse(true))
                .map(DeclaredResource::logicalId)
                .collect(Collectors.toCollection(TreeSet::new));
        Map<String, DeclaredResource> left = new LinkedHashMap<>();
        resources.forEach((name, resource) -> {
            if (included.contains(name)) {
                left.put(name, resource.chosen(scope, included));
            }
        });
        Map<String, Output> selected = new LinkedHashMap<>();
        outputs.forEach((name, output) -> {
            if (output.condition().map(scope::holds).orElse(true)) {
                selected.put(name, output.chosen(scope));
            }
        });
        checkRules(scope);
        Template template = new Template(parameters, rules, conditions, left, selected);
        Set<String> missing = template.references()
                .map(Reference::name)
                .filter(name -> resources.containsKey(name) && !included.contains(name))
                .collect(Collectors.toCollection(TreeSet::new));
        if (!missing.isEmpty()) {
            throw new TemplateException("Template format error: Unresolved resource dependencies " + missing
                    + " in the Resources block of the template");
        }
        return template;
    }

    private void checkRules(Scope scope) {
        rules.forEach((name, assertions) -> assertions.stream()
                .filter(assertion -> !assertion.condition().resolve(scope).asBoolean())
                .findFirst()
                .ifPresent(assertion -> {
                    throw new TemplateException("Template error: Rules." + name + ": " + assertion.description());
                }));
    }

    /** Whether a condition is true in a scope. */
    public boolean holds(String condition, Scope scope) {
        Expression declared = conditions.get(condition);
        if (declared == null) {
            throw new IllegalArgumentException(condition);
        }
        return declared.resolve(scope).asBoolean();
    }

    /** The dependencies of a resource: the resources that it names in its properties or in {@code DependsOn}. */
    public Set<String> dependencies(String logicalId) {
        DeclaredResource resource = resource(logicalId);
        Set<String> names = new TreeSet<>(resource.dependsOn());
        resource.properties()
                .references()
                .map(Reference::name)
                .filter(resources::containsKey)
                .forEach(names::add);
        return names;
    }

    /** The values of the resources' properties and of the outputs. */
    public Stream<Expression> values() {
        return Stream.concat(
                resources.values().stream().map(DeclaredResource::properties),
                outputs.values().stream().map(Output::value));
    }

    /** All names in the values, conditions, rules and names of exports. */
    Stream<Reference> references() {
        Stream<Expression> names = outputs.values().stream().flatMap(output -> output.exportName().stream());
        Stream<Expression> asserted =
                rules.values().stream().flatMap(List::stream).map(Assertion::condition);
        return Stream.of(asserted, conditions.values().stream(), values(), names)
                .flatMap(expressions -> expressions)
                .flatMap(Expression::references);
    }
}
